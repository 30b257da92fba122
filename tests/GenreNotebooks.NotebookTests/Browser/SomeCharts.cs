using GenreNotebooks.Data;
using GenreNotebooks.Evaluation;
using GenreNotebooks.Plots;
using GenreNotebooks.Runs;
using GenreNotebooks.SavedModels;
using GenreNotebooks.Tests.Plots;
using GenreNotebooks.Tests.Runs;
using Chart = Plotly.NET.CSharp.Chart;

namespace GenreNotebooks.NotebookTests.Browser;

/// <summary>A chart of each kind, with names and values as long as they come.</summary>
internal static class SomeCharts
{
    private static readonly int[] Embeddings = [8, 16, 64];
    private static readonly Estimate Low = new(0.5, null, 0.45, 0.52, 1), High = new(0.7, 0.01, 0.68, 0.75, 5);

    private static readonly string[] Words =
    [
        "jah", "babylon", "irie", "riddim", "rastafari", "zion", "dem", "inna", "##ting", "congregation", "love", "night", "blues", "guitar", "baby", "heaven", "saxophone", "heartbreak", "rock", "motherfucking",
    ];

    private static readonly Dictionary<string, Func<Plot>> Kinds = new()
    {
        ["curves"] = () => Plot.AccuracyCurves("Lyrics network: accuracy", Figure.ThreeEpochs, BlogResults.Of(Models.ModelKind.Lyrics).TestAccuracy, 0.3576),
        ["loss"] = () => Plot.LossCurves("Lyrics network: loss", Figure.ThreeEpochs),
        ["songs"] = () => Plot.SongsPerGenre(GenreCount.Of(DataSetGenres())),
        ["genres"] = () => Plot.PerGenreAccuracy("Accuracy by genre <&>", SomeRun.Matrix.Genres, ("this run", SomeRun.Matrix.PerClass), ("the post", [0.5, 0.6, 0.7, 0.8])),
        ["intervals"] = () => Plot.PerGenreAccuracy("With intervals", ("trees", new Dictionary<string, Estimate?> { ["jazz"] = Low, ["rock"] = High })),
        ["models"] = () => Plot.Comparison("Models", [("gradient boosting, stacked", Low), ("network", High)], 0.3576, [("network", 0.6)]),
        ["confusion"] = () => Plot.ConfusionHeatMap("Lyrics network: confusion", SomeRun.Matrix),
        ["sweep"] = () => Plot.SweepAccuracy("Test accuracy over embedding_dim, mean and standard deviation over seeds", SweepSummary.Of(SweepRuns())),
        ["reliability"] = () => Plot.Reliability("Calibration", ("trees", new Calibration([new(0, 0.5, 5, 0.4, 0.2), new(0.5, 1, 10, 0.8, 0.6)]))),
        ["map"] = () => Plot.Map("Map", [new(0, 0, "love", "jazz"), new(1, 1, "gun", "hip hop"), new(2, 0, "blue", "jazz")]),
        ["runs"] = () => Plot.CompareRuns("Lyrics network: runs so far", [.. SweepRuns()], 0.3576),
        ["networks"] = () => Plot.Comparison("Test accuracy", ["lyrics", "metadata", "combined"], 0.3576, ("this run", [0.553, 0.654, 0.666]), ("the post", [0.567, 0.653, 0.626])),
        ["many models"] = () => Plot.Comparison("Accuracy on the test songs of five splits, artists apart", [.. ManyModels()], 0.3576, [("the post's combined network", 0.626), ("the post's lyrics network", 0.567)]),
        ["seven genres"] = () => Plot.ConfusionHeatMap("All genres, combined network: confusion", SevenGenres()),
        ["intervals by model"] = () => Plot.PerGenreAccuracy("Accuracy by genre, all genres", ("network and trees", Estimates(0.5)), ("trees, stacked", Estimates(0.55)), ("the post's", Estimates(0.45))),
        ["decades"] = () => Plot.SongsPerDecade([.. ManySongs(GenreSet.DataSet.Names)]),
        ["features"] = () => Plot.FeatureDistributions([.. ManySongs(GenreSet.Blog.Names)]),
        ["contributions"] = () => Plot.Contributions("Words for and against reggae, in the text of your own below", [.. Words.Select((word, index) => new TokenContribution(word, 1, 1.5 - (0.16 * index)))]),
        ["many words"] = () => Plot.Map("The words that the lyrics network learnt", [.. ManyWords()], "first principal component (18 % of the variance)", "second principal component (9 %)"),
        ["learning"] = () => Plot.LearningCurve("Accuracy on unseen artists over the number of training artists", SomeCurve()),
        ["own"] = () => Plot.Of(Own()).With(Plotly.NET.Chart.withTitle("A chart of one's own", null).Invoke),
    };

    public static IEnumerable<string> Names => Kinds.Keys;

    public static Plot Of(string kind) => Kinds[kind]();

    private static IEnumerable<(string Name, Estimate Score)> ManyModels() =>
        from place in Enumerable.Range(0, 12)
        let mean = 0.36 + (0.03 * place)
        let name = place % 3 == 0 ? "lyrics and features, five networks and stacked trees" : place % 3 == 1 ? "mean of words, no padding" : "trees"
        select ($"{name} {place}", new Estimate(mean, 0.01, mean - 0.012, mean + 0.012, 5));

    private static LearningCurve SomeCurve()
    {
        double[] accuracies = [0.674, 0.702, 0.724, 0.741];
        return new(
            [.. accuracies.Select((mean, place) => new LearningPoint(270 << place, 1_128 << place, new(mean, 0.01, mean - 0.012, mean + 0.011, 3)))],
            [.. accuracies.Select(mean => Enumerable.Range(-2, 5).Select(step => mean + (0.005 * step)).ToArray())]);
    }

    private static ConfusionMatrix SevenGenres()
    {
        var genres = GenreSet.DataSet.Names;
        var counts = new int[genres.Count, genres.Count];
        for (var cell = 0; cell < counts.Length; cell++)
        {
            counts[cell / genres.Count, cell % genres.Count] = cell % 8 == 0 ? 1234 - cell : 30 + (cell * 7);
        }
        return new(genres, counts);
    }

    private static Dictionary<string, Estimate?> Estimates(double mean) =>
        GenreSet.DataSet.Names.Index().ToDictionary(genre => genre.Item, genre => (Estimate?)new Estimate(mean + (0.05 * genre.Index), 0.02, mean + (0.05 * genre.Index) - 0.03, mean + (0.05 * genre.Index) + 0.03, 5));

    private static IEnumerable<Song> ManySongs(IReadOnlyList<string> genres) =>
        from song in Enumerable.Range(0, 400)
        select new Song
        {
            Index = song,
            Artist = "artist",
            Track = "track",
            ReleaseYear = 1950 + (song * 37 % 70),
            Genre = genres[song % genres.Count],
            Lyrics = "words",
            WordCount = 1,
            Topic = "topic",
            Age = 0,
            Features = [.. Enumerable.Range(0, EngineeredFeatures.Names.Count).Select(feature => (song * (feature + 3) * 31 % 97 / 97.0))],
        };

    private static IEnumerable<MapPoint> ManyWords() =>
        from point in Enumerable.Range(0, 120)
        select new MapPoint(Math.Sin(point * 12.9898) * 3, Math.Cos(point * 78.233) * 2, Words[point % Words.Length], GenreSet.Blog.Names[point % 4]);

    private static Plotly.NET.GenericChart Own() => Chart.Combine(
        from name in (string[])["lyrics", "metadata", "lyrics and metadata, combined"]
        select Chart.Line<int, double, string>(x: [1, 2, 3, 4, 5], y: Enumerable.Range(1, 5).Select(epoch => epoch * 0.1 * name.Length), Name: name, ShowMarkers: true));

    private static string[] DataSetGenres() => [.. GenreSet.DataSet.Names.SelectMany((genre, index) => Enumerable.Repeat(genre, 900 + (700 * index)))];

    private static IEnumerable<RunRecord> SweepRuns() =>
        from embedding in Embeddings from seed in Enumerable.Range(0, 2) select Run(embedding, seed);

    private static RunRecord Run(int embedding, int seed)
    {
        var run = SomeRun.Create();
        return run with { Seed = seed, Options = run.Options with { EmbeddingDim = embedding, Seed = seed }, Final = run.Final! with { Accuracy = 0.5 + (0.02 * seed) + (embedding / 1000.0) } };
    }
}
