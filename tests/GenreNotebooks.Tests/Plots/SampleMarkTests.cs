using System.Text.Json.Nodes;
using GenreNotebooks.Data;
using GenreNotebooks.Plots;
using GenreNotebooks.Runs;
using GenreNotebooks.Tests.Runs;
using GenreNotebooks.Vectorization;
using Plotly.NET.CSharp;
using Xunit;

namespace GenreNotebooks.Tests.Plots;

/// <summary>A process has one folder of songs that it loaded last, so these tests run alone.</summary>
[Collection<Alone>]
public sealed class SampleMarkTests : IDisposable
{
    private const string Mark = "<span style=\"font-size:0.8em\">Sample data: synthetic songs</span>";

    private static readonly DataOrigin Synthetic = new("sample", "sample/songs.csv", 1, ""), Real = new("real", "songs.csv", 1, "");

    public SampleMarkTests()
    {
        LoadedSongs.Count = true;
        LoadedSongs.Note(DataFolder.Sample);
    }

    private static Plot Bars => Plot.Comparison("Models", ["lyrics"], [0.5]);

    public void Dispose() => LoadedSongs.Count = false;

    [Fact]
    public void A_plot_says_below_its_title_and_in_its_meta_that_the_songs_are_the_sample()
    {
        Assert.Equal($"Models<br>{Mark}", TitleOf(Bars));
        Assert.Equal("Models", Bars.Title);
        Assert.Equal("sample", (string?)JsonNode.Parse(Bars.FigureJson)!["layout"]!["meta"]!["songs"]);
        Assert.Contains(DataOrigin.SampleNote, Bars.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void It_says_so_after_it_was_restyled_or_written_and_read_and_says_it_once()
    {
        Assert.Equal($"Nets<br>{Mark}", TitleOf(Bars.With(chart => Plotly.NET.Chart.withTitle("Nets", null).Invoke(chart))));
        Assert.Equal($"Models<br>{Mark}", TitleOf(Plot.OfJson(Bars.ToJson())));
        Assert.Equal($"Models<br>{Mark}", TitleOf(Plot.OfJson(Bars.ToJson()).With(chart => chart)));
        Assert.Equal("Models", Plot.OfJson(Bars.ToJson()).Title);
    }

    [Fact]
    public void A_chart_of_Plotly_without_a_title_has_the_mark_as_its_title()
    {
        var plot = Plot.Of(Chart.Line<int, int, string>([1, 2], [3, 4]));
        Assert.Equal(Mark, TitleOf(plot));
        Assert.Equal("Chart", plot.Title);
    }

    [Theory]
    [InlineData("""{"mine":1}""", """{"mine":1,"songs":"sample"}""")]
    [InlineData("[1,2]", "[1,2]")]
    public void A_meta_of_the_user_is_kept(string meta, string expected)
    {
        var figure = JsonNode.Parse($$$"""{"data":[],"layout":{"title":"Mine","meta":{{{meta}}}}}""")!.AsObject();
        SampleMark.AddTo(SampleMark.AddTo(figure));
        Assert.Equal(expected, figure["layout"]!["meta"]!.ToJsonString());
        Assert.Equal($"Mine<br>{Mark}", (string?)figure["layout"]!["title"]!["text"]);
    }

    [Fact]
    public void A_figure_read_from_json_is_taken_as_it_is()
    {
        Assert.Equal("Old", TitleOf(Plot.OfJson("""{"data":[],"layout":{"title":{"text":"Old"}}}""")));
    }

    [Fact]
    public void A_plot_of_runs_goes_by_their_songs_and_not_by_those_that_were_loaded()
    {
        RunRecord onReal = SomeRun.Create() with { Data = Real }, onSample = onReal with { Data = Synthetic };
        Assert.Equal("Runs", TitleOf(Plot.CompareRuns("Runs", [onReal])));
        Assert.Equal("Sweep", TitleOf(Plot.SweepAccuracy("Sweep", SweepSummary.Of([onReal]))));
        LoadedSongs.Count = false;
        Assert.Equal($"Runs<br>{Mark}", TitleOf(Plot.CompareRuns("Runs", [onSample, onSample with { Model = "metadata" }])));
        var mixed = Plot.CompareRuns("Runs", [onReal, onSample]);
        Assert.Equal("Runs", TitleOf(mixed)); // the names say it
        Assert.Contains("\"lyrics, sample\"", mixed.FigureJson, StringComparison.Ordinal);
        Assert.Equal($"Sweep<br>{Mark}", TitleOf(Plot.SweepAccuracy("Sweep", SweepSummary.Of([onSample]))));
        Assert.Equal($"Models<br>{Mark}", TitleOf(Bars.OnSongs(Synthetic)));
    }

    [Fact]
    public void The_songs_that_were_loaded_last_count()
    {
        using var folder = new TemporaryFolder();
        var real = SmallData.Write(folder.Path);
        var ofSample = Bars;
        MusicData.Load(real);
        Assert.Equal("Models", TitleOf(Bars));
        Assert.Equal($"Models<br>{Mark}", TitleOf(ofSample));
        SongTable.Load(DataFolder.Sample, TestContext.Current.CancellationToken);
        Assert.Equal($"Models<br>{Mark}", TitleOf(Bars));
        SongTable.Load(real, TestContext.Current.CancellationToken);
        Assert.Equal("Models", TitleOf(Bars));
        MusicData.Load(DataFolder.Sample);
        Assert.Equal($"Models<br>{Mark}", TitleOf(Bars));
    }

    private static string? TitleOf(Plot plot) => JsonNode.Parse(plot.FigureJson)!["layout"]!["title"]!["text"]?.GetValue<string>();
}
