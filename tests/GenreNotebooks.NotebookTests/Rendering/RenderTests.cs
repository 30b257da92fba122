using GenreNotebooks.Cli.Notebooks;
using GenreNotebooks.Cli.Sampling;
using GenreNotebooks.Data;
using GenreNotebooks.NotebookTests.Notebooks;
using GenreNotebooks.NotebookTests.Sampling;
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

    [Fact]
    public async Task Other_parameters_are_refused()
    {
        var result = await folder.RunAsync(TestContext.Current.CancellationToken, AddNotebook("Genres"), "--render", "--set", "epochs=1");
        Assert.Equal((1, "error: --render runs the unchanged notebooks from the start: leave out --set.\n"), (result.Exit, result.Error));
    }

    // The song's lyrics are printed by the cell itself, as text and as ids.
    [Fact(Explicit = true)]
    [Trait("Suite", "Browsers")]
    public async Task A_copy_on_a_users_songs_quotes_none_of_them_and_says_on_which_songs_it_was_made()
    {
        SomeBrowser.Find();
        SampleGenerator.WriteFile(Path.Combine(folder.Path, DataFolder.SongsFile), 10, 1);
        folder.AddText(DataFolder.VocabularyFile, Sample.VocabularyText);
        var path = folder.Add("01-songs.dib", "#r \"nuget: GenreNotebooks, 2.0.0\"", """
            using GenreNotebooks.Data;
            using GenreNotebooks.Display;
            using GenreNotebooks.Vectorization;
            var songs = MusicData.Load(DataFolder.Find());
            var ids = LyricsTokenizer.Load(DataFolder.Find()).Encode(songs[0].Lyrics);
            System.Console.WriteLine($"it goes: {songs[0].Lyrics}");
            System.Console.WriteLine($"ids: [{string.Join(", ", ids[..9])}]");
            Table.Of(songs.ToDataFrame().Head(2))
            """);
        await RenderAsync(path, "--data", folder.Path);
        var outputs = Copy(path).Outputs.ToList();
        var lyrics = Assert.Single(MusicData.Load(DataFolder.Find(folder.Path)).Take(1)).Lyrics;
        Assert.Equal($"it goes: (hidden)\nids: [101, (hidden)]\n", RenderedCopy.Lines(outputs[0]["text"]!.AsArray()));
        Assert.All(RenderedCopy.Column(RenderedCopy.Lines(outputs[1]["data"]!["text/html"]!.AsArray()), "lyrics", "track_name", "artist_name"), cell => Assert.Equal("(hidden)", cell));
        Assert.DoesNotContain(string.Join(' ', lyrics.Split(' ')[..4]), File.ReadAllText(Copy(path).Path), StringComparison.Ordinal);
        Assert.StartsWith("*Executed on real songs: `tcc_ceds_music.csv`, ", RenderedCopy.Source(Copy(path).Read()["cells"]!.AsArray()[^1]!), StringComparison.Ordinal);
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

    private async Task RenderAsync(string path, params string[] data)
    {
        var result = await folder.RunAsync(TestContext.Current.CancellationToken, [path, "--render", .. data.DefaultIfEmpty("--sample")]);
        Assert.Equal((0, ""), (result.Exit, result.Error));
        Assert.Contains($"Rendered {Copy(path).Path}", result.Output, StringComparison.Ordinal);
    }

    private static RenderedCopy Copy(string path) => new(Notebook.Read(path));

    private static string? OutOfStep(string path) => Copy(path).OutOfStep();
}
