using GenreNotebooks.Tests.Plots;
using Xunit;

namespace GenreNotebooks.NotebookTests.Notebooks;

/// <summary>Images of charts, made by a cell and by <c>run --figures</c>.</summary>
public sealed class RunFiguresTests : IDisposable
{
    private readonly NotebookFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact(Explicit = true)]
    [Trait("Suite", "Browsers")]
    public async Task A_cell_saves_images_and_the_run_saves_each_chart()
    {
        SomeBrowser.Find();
        var notebook = folder.Add(
            "07-charts.dib", "#r \"nuget: GenreNotebooks, 2.0.0\"",
            """
            using GenreNotebooks.Plots;
            var chart = Plot.Comparison("Models", ["lyrics"], [0.5]);
            chart.Save("from-cell.svg", new() { Width = 640, Height = 480 });
            chart.Save("from-cell.pdf");
            chart
            """,
            "Plot.Comparison(\"Again\", [\"lyrics\"], [0.25])");
        var images = Path.Combine(folder.Path, "images");
        var result = await RunAsync(notebook, "--sample", "--figures", images, "--format", "svg,png", "--width", "300", "--dpi", "96");
        Assert.Equal((0, ""), (result.Exit, result.Error));
        Assert.Contains("width=\"640\" height=\"480\"", File.ReadAllText(Path.Combine(folder.Path, "from-cell.svg")));
        Assert.True(File.Exists(Path.Combine(folder.Path, "from-cell.pdf")));
        Assert.Equal(["07-charts-again.png", "07-charts-again.svg", "07-charts-models.png", "07-charts-models.svg"], Directory.GetFiles(images).Select(Path.GetFileName).Order());
        Assert.Contains("width=\"300\"", File.ReadAllText(Path.Combine(images, "07-charts-again.svg")));
        Assert.Contains($"2 charts as svg, png in {images}", result.Output);
    }

    [Theory]
    [InlineData("--no-title")]
    [InlineData("--format svg")]
    [InlineData("--width 300")]
    public async Task How_images_look_is_refused_without_a_folder_for_them(string options)
    {
        var result = await RunAsync([folder.Add("a.dib", "1"), "--sample", .. options.Split(' ')]);
        Assert.Equal(1, result.Exit);
        Assert.Equal($"error: {options.Split(' ')[0]} is about the images of --figures: give --figures DIR too.\n", result.Error);
    }

    private Task<RunResult> RunAsync(params string[] arguments) => folder.RunAsync(TestContext.Current.CancellationToken, arguments);
}
