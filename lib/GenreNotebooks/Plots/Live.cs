using System.Collections.Concurrent;
using GenreNotebooks.Data;
using GenreNotebooks.Display;
using GenreNotebooks.Evaluation;
using GenreNotebooks.Runs;
using GenreNotebooks.Training;
using GenreNotebooks.Vectorization;
using static System.FormattableString;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace GenreNotebooks.Plots;

/// <summary>What takes long, with an output of the cell that shows how far it is. In engines that cannot replace an output, it just runs.</summary>
public static class Live
{
    private const int MostRows = 20;

    /// <summary>Trains as <see cref="Trainer.Fit"/> does, under accuracy curves that grow in place after each epoch.</summary>
    /// <inheritdoc cref="Trainer.Fit"/>
    public static TrainingHistory FitLive(
        this Trainer trainer, Module<SongBatch, Tensor> model, SongDataset train, SongDataset test,
        Action<EpochResult>? onEpoch = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(trainer);
        // Loading Plotly.NET takes a second: beside the first epoch it costs nothing.
        using var display = new LiveDisplay("The curves come with the first epoch.", () => Task.Run(() => Curves(new([new(1, 1, 0, 1, 0, 0)])).ToHtml()));
        return trainer.Fit(model, train, test, Note, cancellation);

        void Note(EpochResult epoch)
        {
            onEpoch?.Invoke(epoch);
            display.Show(() => Curves(trainer.History));
        }
    }

    /// <summary>Makes the runs as <see cref="Sweep.Run"/> does, under a table of the runs and their epochs.</summary>
    /// <inheritdoc cref="Sweep.Run"/>
    public static IReadOnlyList<RunRecord> RunLive(
        this Sweep sweep, IEnumerable<SweepPoint> points, Action<SweepRun>? onRun = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(sweep);
        using var display = new LiveDisplay("The table comes with the first epoch.");
        SweepPoint[] all = [.. points.Distinct()];
        var names = new RunNames(all);
        var (rows, finished) = (new Dictionary<string, object?[]>(), 0);
        return sweep.Run(all, Note, (point, epoch) => Show(names.WithSeed(point), $"{epoch.Epoch} of {point.Options.Epochs}", epoch.TestAccuracy), cancellation);

        void Note(SweepRun run)
        {
            onRun?.Invoke(run);
            finished = run.Number;
            Show(run.Name, run.Found ? "found" : "finished", run.Run.Final!.Accuracy);
        }

        void Show(string name, string epoch, double accuracy)
        {
            rows[name] = [name, epoch, Invariant($"{accuracy:0.0000}")];
            var begun = all.Select(names.WithSeed).Where(rows.ContainsKey).Select(run => rows[run]).TakeLast(MostRows);
            display.Show(() => Table.Of(["run", "epoch", "test accuracy"], begun, $"{finished} of {all.Length} runs finished"));
        }
    }

    /// <summary>Measures models as <see cref="ModelComparison.Measure"/> does, under a table of those that have learnt.</summary>
    /// <inheritdoc cref="ModelComparison.Measure"/>
    public static ModelComparison Measure(
        SongDataset songs, IReadOnlyList<(string Name, IEstimator Estimator)> models, SplitKind split, int seeds, int firstSeed = 0,
        Action<string>? progress = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(models);
        using var display = new LiveDisplay("The table comes with the first model that has learnt.");
        var learnt = new ConcurrentQueue<(int Seed, string Model)>();
        return ModelComparison.MeasureSeeds(songs, models, split, seeds, firstSeed, progress, Note, cancellation);

        void Note(int seed, string model)
        {
            learnt.Enqueue((seed, model));
            display.Show(() => Table.Of(["seed", "have learnt", "models"], learnt.GroupBy(one => one.Seed, one => one.Model).Select(group =>
                new object?[] { group.Key, $"{group.Count()} of {models.Count}", string.Join(", ", models.Select(one => one.Name).Intersect(group)) })));
        }
    }

    private static Plot Curves(TrainingHistory history) => Plot.AccuracyCurves("Accuracy by epoch", history);
}
