using GenreNotebooks.Cli.Notebooks;
using GenreNotebooks.NotebookTests.Notebooks;
using GenreNotebooks.Tests.Plots;
using Xunit;

namespace GenreNotebooks.NotebookTests.Rendering;

/// <summary><c>run --render</c>.</summary>
public sealed class RenderTests : IDisposable
{
    private readonly NotebookFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact(Explicit = true)]
    [Trait("Suite", "Browsers")]
    public async Task A_changed_cell_is_noticed_rendering_fixes_it_and_again_gives_the_same_bytes()
    {
        SomeBrowser.Find();
        var path = AddNotebook("Genres");
        Assert.Contains("has no rendered copy: ", OutOfStep(path), StringComparison.Ordinal);
        await RenderAsync(path);
        Assert.Null(OutOfStep(path));

        AddNotebook("Types");
        Assert.Contains("The cell in line 12 of 01-small.dib is another in the rendered copy: ", OutOfStep(path), StringComparison.Ordinal);
        Assert.Contains("run --render' fixes it", OutOfStep(path), StringComparison.Ordinal);
        await RenderAsync(path);
        Assert.Null(OutOfStep(path));

        var bytes = File.ReadAllBytes(Copy(path).Path);
        await RenderAsync(path);
        Assert.Equal(bytes, File.ReadAllBytes(Copy(path).Path));
    }

    [Fact(Explicit = true)]
    [Trait("Suite", "Browsers")]
    public async Task A_copy_has_no_times_no_folders_and_an_image_beside_each_chart()
    {
        SomeBrowser.Find();
        var path = AddNotebook("Genres");
        await RenderAsync(path);
        var outputs = Copy(path).Outputs.ToList();
        Assert.Equal("took … s in 01-small.dib and artifacts/runs, sample, of 1 processor\n", (string?)outputs[0]["text"]![0]);
        var data = outputs[1]["data"]!.AsObject();
        Assert.Equal(["application/vnd.plotly.v1+json", "image/png", "text/plain"], data.Select(form => form.Key));
        Assert.Equal("""{"height":420,"width":800}""", outputs[1]["metadata"]!["image/png"]!.ToJsonString());
        Assert.Equal("PNG"u8.ToArray(), Convert.FromBase64String((string)data["image/png"]!)[1..4]);
    }

    [Theory]
    [InlineData("--set", "epochs=1")]
    [InlineData("--data", "songs")]
    public async Task Other_parameters_and_real_songs_are_refused(string option, string value)
    {
        var result = await folder.RunAsync(TestContext.Current.CancellationToken, AddNotebook("Genres"), "--render", option, value);
        Assert.Equal((1, $"error: --render runs the unchanged notebooks from the start on the sample: leave out {option}.\n"), (result.Exit, result.Error));
    }

    [Fact(Explicit = true)]
    [Trait("Suite", "Browsers")]
    public async Task A_notebook_that_fails_leaves_its_copy_alone()
    {
        SomeBrowser.Find();
        var path = folder.Add("01-small.dib", "var n = int.Parse(\"x\");");
        var result = await folder.RunAsync(TestContext.Current.CancellationToken, path, "--render");
        Assert.Equal(1, result.Exit);
        Assert.False(File.Exists(Copy(path).Path));
    }

    private string AddNotebook(string title) => folder.Add(
        "01-small.dib", "#r \"nuget: GenreNotebooks, 2.0.0\"",
        """
        using System;
        using GenreNotebooks.Plots;
        Console.WriteLine($"took {Environment.TickCount64} s in {System.IO.Path.GetFullPath("01-small.dib")} and "
            + $"{Environment.GetEnvironmentVariable("GENRE_NOTEBOOKS_RUNS")}, {Environment.GetEnvironmentVariable("GENRE_NOTEBOOKS_DATA")}, of {Environment.ProcessorCount} processor");
        """,
        $"Plot.Comparison(\"{title}\", [\"lyrics\"], [0.5])");

    private async Task RenderAsync(string path)
    {
        var result = await folder.RunAsync(TestContext.Current.CancellationToken, path, "--render");
        Assert.Equal((0, ""), (result.Exit, result.Error));
        Assert.Contains($"Rendered {Copy(path).Path}", result.Output, StringComparison.Ordinal);
    }

    private static RenderedCopy Copy(string path) => new(Notebook.Read(path));

    private static string? OutOfStep(string path) => Copy(path).OutOfStep();
}
