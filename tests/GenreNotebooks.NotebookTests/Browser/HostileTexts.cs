using GenreNotebooks.Data;
using GenreNotebooks.Evaluation;
using GenreNotebooks.Plots;
using GenreNotebooks.SavedModels;
using GenreNotebooks.Tests.Plots;

namespace GenreNotebooks.NotebookTests.Browser;

/// <summary>Names of songs, artists and genres that try to do harm, and every kind of chart with them in every place.</summary>
internal static class HostileTexts
{
    public static string[] All { get; } =
    [
        "<img src=x onerror=alert(1)>",
        "</script><script>alert(2)</script>",
        "\"><svg onload=alert(3)>",
        "[link](javascript:alert(4))",
        "{{7*7}} ${7*7}",
        "]]><b>bold</b><!--",
        "<a href=\"javascript:alert(5)\">link</a>",
        "&lt;img src=x onerror=alert(6)&gt;",
        "' onmouseover='alert(7)",
        "$\\href{javascript:alert(8)}{x}$",
        "<sub>low</sub> %{x} &nbsp;&LT;<i style=color:red>i</i>",
        "javascript:alert(9)",
        "<iframe srcdoc=\"<script>alert(10)</script>\">",
        "`</code></pre><img src=y onerror=alert(11)>`",
    ];

    private static readonly Estimate Low = new(0.5, null, 0.45, 0.52, 1), High = new(0.7, 0.01, 0.68, 0.75, 5);

    private static readonly int[,] OneEach = new int[All.Length, All.Length];

    static HostileTexts()
    {
        for (var genre = 0; genre < All.Length; genre++)
        {
            OneEach[genre, genre] = 1;
        }
    }

    private static readonly Dictionary<string, Func<Plot>> Kinds = new()
    {
        ["curves"] = () => Plot.AccuracyCurves(All[0], [.. All.Select((text, index) => new Curve(text, [0.1 + (index / 20.0), 0.5], CurveStyle.Test))], 0.3),
        ["history"] = () => Plot.AccuracyCurves(All[1], Figure.ThreeEpochs, [0.5, 0.6, 0.7], publishedName: All[6]),
        ["loss"] = () => Plot.LossCurves(All[2], Figure.ThreeEpochs),
        ["songs"] = () => Plot.SongsPerGenre(GenreCount.Of([.. All]), All[3]),
        ["genres"] = () => Plot.PerGenreAccuracy(All[4], All, (All[0], Shares), (All[6], Shares)),
        ["intervals"] = () => Plot.PerGenreAccuracy(All[5], (All[1], All.ToDictionary(text => text, _ => (Estimate?)Low)), (All[0], All.ToDictionary(text => text, _ => (Estimate?)High))),
        ["comparison"] = () => Plot.Comparison(All[6], All, 0.3576, (All[0], Shares)),
        ["models"] = () => Plot.Comparison(All[7], [.. All.Select((text, index) => (text, index % 2 == 0 ? Low : High))], 0.3576, [(All[0], 0.6)], All[6], score: All[1]),
        ["confusion"] = () => Plot.ConfusionHeatMap(All[8], new ConfusionMatrix(All, OneEach)),
        ["reliability"] = () => Plot.Reliability(All[9], (All[0], new Calibration([new(0, 0.5, 5, 0.4, 0.2), new(0.5, 1, 10, 0.8, 0.6)])), (All[6], new Calibration([new(0, 1, 5, 0.4, 0.2)]))),
        ["map"] = () => Plot.Map(All[10], [.. All.Select((text, index) => new MapPoint(index % 3, index, text, All[index % 2 * 6]))], x: All[0], y: All[6]),
        ["contributions"] = () => Plot.Contributions(All[11], [.. All.Select((text, index) => new TokenContribution(text, 1, index - 5.5))]),
        ["decades"] = () => Plot.SongsPerDecade([.. All.Select(Song)], All[12]),
        ["features"] = () => Plot.FeatureDistributions([.. All.Select(Song)], ["energy", "valence"], All[13]),
    };

    public static IEnumerable<string> Charts => Kinds.Keys;

    public static Plot ChartOf(string kind) => Kinds[kind]();

    private static double[] Shares => [.. All.Select((_, index) => index / 20.0)];

    private static Song Song(string text, int index) => new()
    {
        Index = index,
        Artist = text,
        Track = text,
        ReleaseYear = 1950 + index,
        Genre = text,
        Lyrics = text,
        WordCount = 1,
        Topic = text,
        Age = 0,
        Features = [.. Enumerable.Repeat(index / 20.0, EngineeredFeatures.Names.Count)],
    };
}
