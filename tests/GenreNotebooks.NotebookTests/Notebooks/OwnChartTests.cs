using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Xunit;

namespace GenreNotebooks.NotebookTests.Notebooks;

/// <summary>A chart made in a cell with Plotly.NET itself shows as the library's plots do.</summary>
public sealed partial class OwnChartTests : IDisposable
{
    private readonly NotebookFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task It_shows_at_the_end_of_a_cell_displayed_updated_and_as_a_plot()
    {
        var notebook = folder.Add(
            "own.dib",
            "#r \"nuget: Plotly.NET, 6.0.0\"\n#r \"nuget: Plotly.NET.CSharp, 0.14.0\"\n#r \"nuget: Plotly.NET.Interactive, 6.0.0\"",
            """
            using Plotly.NET.CSharp;
            Plotly.NET.GenericChart Line(params int[] values) => Chart.Line<int, int, string>(x: Enumerable.Range(0, values.Length), y: values);
            var shown = display(Line(1));
            shown.Update(Line(1, 2));
            Line(1, 2, 3)
            """,
            "#r \"nuget: GenreNotebooks, 2.0.0\"",
            "using GenreNotebooks.Plots;\nPlot.Of(Line(1, 2, 3, 4))");
        var result = await folder.RunAsync(TestContext.Current.CancellationToken, notebook, "--sample");
        Assert.Equal((0, ""), (result.Exit, result.Error));
        Assert.Equal([2, 3], folder.Outputs("own", 1).Skip(1).Select(Points)); // after plotly.js
        Assert.Equal(4, Points(Assert.Single(folder.Outputs("own", 3))));
        Assert.Equal(3, Directory.GetFiles(Path.Combine(folder.Out, "figures"), "*.json").Length);
        Assert.Equal(["plotly.js"], Script().Matches(folder.Page("own")).Select(script => script.Groups[1].Value));
    }

    [Fact]
    public async Task An_array_of_charts_is_shown_as_an_array()
    {
        var notebook = folder.Add(
            "own.dib", "#r \"nuget: Plotly.NET.CSharp, 0.14.0\"", "using Plotly.NET.CSharp;\nnew[] { Chart.Line<int, int, string>(x: [1], y: [1]) }");
        Assert.Equal((0, ""), await folder.RunAsync(TestContext.Current.CancellationToken, notebook, "--sample") is var result ? (result.Exit, result.Error) : default);
    }

    [GeneratedRegex("<script[^>]* src=\"([^\"]*)\"")]
    private static partial Regex Script();

    private static int Points(JsonNode? output) => output!["data"]!["application/vnd.plotly.v1+json"]!["data"]![0]!["y"]!.AsArray().Count;
}
