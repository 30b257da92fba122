using GenreNotebooks.Data;
using GenreNotebooks.Evaluation;
using GenreNotebooks.Plots;
using GenreNotebooks.Runs;
using GenreNotebooks.Tests.Plots;
using GenreNotebooks.Tests.Runs;

namespace GenreNotebooks.NotebookTests.Browser;

/// <summary>A chart of each kind, with names and values as long as they come.</summary>
internal static class SomeCharts
{
    private static readonly int[] Embeddings = [8, 16, 64];
    private static readonly Estimate Low = new(0.5, null, 0.45, 0.52, 1), High = new(0.7, 0.01, 0.68, 0.75, 5);

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
    };

    public static IEnumerable<string> Names => Kinds.Keys;

    public static Plot Of(string kind) => Kinds[kind]();

    private static string[] DataSetGenres() => [.. GenreSet.DataSet.Names.SelectMany((genre, index) => Enumerable.Repeat(genre, 900 + (700 * index)))];

    private static IEnumerable<RunRecord> SweepRuns() =>
        from embedding in Embeddings from seed in Enumerable.Range(0, 2) select Run(embedding, seed);

    private static RunRecord Run(int embedding, int seed)
    {
        var run = SomeRun.Create();
        return run with { Options = run.Options with { EmbeddingDim = embedding, Seed = seed }, Final = run.Final! with { Accuracy = 0.5 + (0.02 * seed) + (embedding / 1000.0) } };
    }
}
