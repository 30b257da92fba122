using System.Text.Json;
using GenreNotebooks.Data;
using GenreNotebooks.Models;
using GenreNotebooks.Plots;
using GenreNotebooks.Runs;
using GenreNotebooks.Training;
using Xunit;

namespace GenreNotebooks.Tests.Runs;

public sealed class SweepSummaryTests : IDisposable
{
    private static readonly string[] Measured = ["runs", "diverged", "accuracy_mean", "accuracy_sd", "macro_f1_mean", "macro_f1_sd", "seconds_mean"];

    private readonly TemporaryFolder folder = new();

    // Accuracies 0.5, 0.6, 0.4 have mean 0.5 and, with n - 1, standard deviation 0.1; each macro F1 is half the accuracy.
    private static readonly RunRecord[] Runs =
    [
        Of(ModelKind.Lyrics, 8, 0, 0.5), Of(ModelKind.Lyrics, 8, 1, 0.6), Of(ModelKind.Lyrics, 8, 2, 0.4),
        Of(ModelKind.Lyrics, 16, 0, 0.7), Of(ModelKind.Metadata, 8, 0, 0.25), Of(ModelKind.Metadata, 8, 5, 0.75),
    ];

    public void Dispose() => folder.Dispose();

    [Fact]
    public void A_row_has_mean_and_standard_deviation_over_the_seeds_with_one_less_than_they_are()
    {
        var rows = SweepSummary.Of(Runs).Rows;
        Assert.Equal([("lyrics", 8, 3), ("lyrics", 16, 1), ("metadata", 8, 2)],
            rows.Select(row => (row.Setting.Model, row.Setting.Options.EmbeddingDim, row.Runs)));
        Assert.Equal((0.5, 0.1), (rows[0].Accuracy!.Mean, rows[0].Accuracy!.Sd!.Value), Close);
        Assert.Equal((0.25, 0.05), (rows[0].MacroF1!.Mean, rows[0].MacroF1!.Sd!.Value), Close);
        Assert.Equal((0.5, Math.Sqrt(0.125)), (rows[2].Accuracy!.Mean, rows[2].Accuracy!.Sd!.Value), Close);
        Assert.Equal(6, rows[0].Seconds!.Value, 1e-12); // three epochs of 1, 2 or 3 seconds, so 3, 6 and 9 seconds per run
        Assert.Equal("0.5000 ± 0.1000", rows[0].Accuracy!.ToString());
    }

    [Fact]
    public void Runs_that_diverged_are_counted_and_enter_no_mean()
    {
        RunRecord Diverged(ModelKind kind, int seed) => Of(kind, 8, seed, 0.9) with { Final = null, Diverged = new(3, 1, "diverged") };
        var summary = SweepSummary.Of([.. Runs, Diverged(ModelKind.Lyrics, 7), Diverged(ModelKind.Combined, 0)]);
        var (lyrics, combined) = (summary.Rows[0], summary.Rows[^1]);
        Assert.Equal((3, 1, 0.5), (lyrics.Runs, lyrics.Diverged, Math.Round(lyrics.Accuracy!.Mean, 12)));
        Assert.Equal((0, 1, null, null, null), (combined.Runs, combined.Diverged, combined.Accuracy, combined.MacroF1, combined.Seconds));
        Assert.Matches(@"combined +8 +0 +1  – +–  +–\n2 diverged: not in the means; Sample data: synthetic songs$", summary.ToString());
        Assert.DoesNotContain("NaN", Plot.SweepAccuracy("Sweep", summary).ToJson(), StringComparison.Ordinal);
        Assert.Throws<InputException>(() => Plot.SweepAccuracy("Sweep", SweepSummary.Of([Diverged(ModelKind.Combined, 0)])));
    }

    [Fact]
    public void One_run_has_no_standard_deviation()
    {
        var accuracy = SweepSummary.Of(Runs).Rows[1].Accuracy!;
        Assert.Equal((0.7, null, "0.7000"), (accuracy.Mean, accuracy.Sd, accuracy.ToString()));
    }

    [Fact]
    public void The_order_of_the_runs_does_not_matter_to_the_last_bit()
    {
        var expected = Csv(Runs);
        var random = new Random(1);
        for (var order = 0; order < 20; order++)
        {
            RunRecord[] shuffled = [.. Runs];
            random.Shuffle(shuffled);
            Assert.Equal(expected, Csv(shuffled));
        }
    }

    [Fact]
    public void A_run_given_twice_counts_once_and_an_interrupted_one_not_at_all()
    {
        var twice = Of(ModelKind.Lyrics, 8, 1, 0.99);
        Assert.Equal(Csv(Runs), Csv([.. Runs, twice, Of(ModelKind.Lyrics, 8, 9, 0.1) with { Final = null }]));
        Assert.Empty(SweepSummary.Of([]).Rows);
    }

    [Fact]
    public void Rows_stand_in_the_order_of_the_numbers()
    {
        int[] dims = [64, 8, 128, 16];
        var summary = SweepSummary.Of(dims.Select(dim => Of(ModelKind.Lyrics, dim, 0, 0.5)));
        Assert.Equal([8, 16, 64, 128], summary.Rows.Select(row => row.Setting.Options.EmbeddingDim));
    }

    [Fact]
    public void Whatever_option_differs_makes_a_row_and_a_column()
    {
        var run = Of(ModelKind.Lyrics, 8, 0, 0.5);
        var summary = SweepSummary.Of([run, run with { Options = run.Options with { Split = SplitKind.Artist } }, run with { Options = run.Options with { Dropout = 0.5 } }]);
        Assert.Equal(["dropout", "split"], summary.Options);
        Assert.Equal(
            """
            model   dropout  split   runs  accuracy  macro F1  seconds
            lyrics      0.2  artist     1    0.5000    0.2500      3.0
            lyrics      0.2  random     1    0.5000    0.2500      3.0
            lyrics      0.5  random     1    0.5000    0.2500      3.0
            Sample data: synthetic songs
            """, summary.ToString());
    }

    [Fact]
    public void The_CSV_has_all_options_and_numbers_as_they_are()
    {
        string[][] lines = [.. Csv(Runs).TrimEnd('\n').Split('\n').Select(line => line.Split(','))];
        string[] options = [.. new[] { typeof(ModelOptions), typeof(TrainingOptions) }
            .SelectMany(type => type.GetProperties().Where(option => option.CanWrite && option.DeclaringType == type)).Select(option => JsonNamingPolicy.SnakeCaseLower.ConvertName(option.Name))];
        Assert.Equal(["model", .. options.Where(option => option != "seed"), "data", .. Measured], lines[0]);
        Assert.Equal(4, lines.Length);
        var second = lines[0].Zip(lines[2]).ToDictionary();
        Assert.Equal(
            ("lyrics", "3", "16", "0.2", "random", "true", "auto"),
            (second["model"], second["epochs"], second["embedding_dim"], second["dropout"], second["split"], second["reset_optimizer_each_epoch"], second["device"]));
        Assert.Equal("sample", second["data"]);
        Assert.Equal(["1", "0", "0.7", "", "0.35", "", "3"], Measured.Select(name => second[name]));
    }

    private string Csv(IEnumerable<RunRecord> runs)
    {
        SweepSummary.Of(runs).Save(folder.File("new/summary.csv"));
        return File.ReadAllText(folder.File("new/summary.csv"));
    }

    private static bool Close((double, double) expected, (double, double) actual) =>
        Math.Abs(expected.Item1 - actual.Item1) < 1e-12 && Math.Abs(expected.Item2 - actual.Item2) < 1e-12;

    private static RunRecord Of(ModelKind model, int dim, int seed, double accuracy)
    {
        var run = SomeRun.Create();
        return run with
        {
            Model = ModelDefinition.NameOf(model),
            Seed = seed,
            Options = new() { Seed = seed, EmbeddingDim = dim, Epochs = 3 },
            History = [.. Enumerable.Range(1, 3).Select(epoch => run.History[0] with { Epoch = epoch, Seconds = seed + 1 })],
            Final = run.Final! with { Accuracy = accuracy, MacroF1 = accuracy / 2 },
        };
    }
}
