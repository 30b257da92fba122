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

/// <summary>Long operations that show their progress in an output of the cell. In engines that cannot replace an output, they run without it.</summary>
public static class Live
{
    private const int MostRows = 20;

    /// <summary>Trains as <see cref="Trainer.Fit"/> does and shows accuracy curves that grow after each epoch.</summary>
    /// <inheritdoc cref="Trainer.Fit"/>
    public static TrainingHistory FitLive(
        this Trainer trainer, Module<SongBatch, Tensor> model, SongDataset train, SongDataset test,
        Action<EpochResult>? onEpoch = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(trainer);
        // Loading Plotly.NET takes a second, which costs nothing during the first epoch.
        using var display = new LiveDisplay("The curves come with the first epoch.", () => Task.Run(() => Curves(new([new(1, 1, 0, 1, 0, 0)])).ToHtml()));
        return trainer.Fit(model, train, test, Note, cancellation);

        void Note(EpochResult epoch)
        {
            onEpoch?.Invoke(epoch);
            display.Show(() => Curves(trainer.History));
        }
    }

    /// <summary>Runs the sweep as <see cref="Sweep.Run"/> does and shows a table of the runs and their epochs.</summary>
    /// <inheritdoc cref="Sweep.Run"/>
    public static IReadOnlyList<RunRecord> RunLive(
        this Sweep sweep, IEnumerable<SweepPoint> points, Action<SweepRun>? onRun = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(sweep);
        using var display = new LiveDisplay("The table comes with the first epoch.");
        SweepPoint[] all = [.. points.Distinct()];
        var names = Sweep.NamesOf(all);
        var (rows, finished) = (new Dictionary<string, object?[]>(), 0);
        return sweep.Run(all, Note, (point, epoch) => Show(names[point], $"{epoch.Epoch} of {point.Options.Epochs}", epoch.TestAccuracy), cancellation);

        void Note(SweepRun run)
        {
            onRun?.Invoke(run);
            finished = run.Number;
            Show(run.Name, run.Run.Diverged is null ? run.Found ? "found" : "finished" : "diverged", run.Run.Final?.Accuracy ?? double.NaN);
        }

        void Show(string name, string epoch, double accuracy)
        {
            rows[name] = [name, epoch, double.IsNaN(accuracy) ? Table.Absent : Invariant($"{accuracy:0.0000}")];
            var begun = all.Select(point => names[point]).Where(rows.ContainsKey).Select(run => rows[run]).TakeLast(MostRows);
            display.Show(() => Table.Of(["run", "epoch", "test accuracy"], begun, $"{finished} of {all.Length} runs finished"));
        }
    }

    /// <summary>Measures models as <see cref="ModelComparison.Measure"/> does and shows a table of the models that are trained.</summary>
    /// <inheritdoc cref="ModelComparison.Measure"/>
    public static ModelComparison Measure(
        SongDataset songs, IReadOnlyList<(string Name, IEstimator Estimator)> models, SplitKind split, int seeds, int firstSeed = 0,
        Action<string>? progress = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(models);
        using var display = new LiveDisplay("The table comes with the first trained model.");
        var trained = new ConcurrentQueue<(int Seed, string Model)>();
        return ModelComparison.MeasureSeeds(songs, models, split, seeds, firstSeed, progress, Note, cancellation);

        void Note(int seed, string model)
        {
            trained.Enqueue((seed, model));
            display.Show(() => Table.Of(["seed", "trained", "models"], trained.GroupBy(one => one.Seed, one => one.Model).Select(group =>
                new object?[] { group.Key, $"{group.Count()} of {models.Count}", string.Join(", ", models.Select(one => one.Name).Intersect(group)) })));
        }
    }

    private static Plot Curves(TrainingHistory history) => Plot.AccuracyCurves("Accuracy by epoch", history);
}

/// <summary>
/// One output that a long-running cell replaces, if the engine can replace outputs. Values that come before the next update is due are
/// skipped; the newest skipped value is shown at the end.
/// </summary>
/// <param name="placeholder">The text shown before the first value. It fixes the place of the output in the cell.</param>
/// <param name="loading">Loads what the values need; no value is shown before that.</param>
/// <param name="clock">The clock; by default the system's.</param>
internal sealed class LiveDisplay(string placeholder, Func<Task>? loading = null, TimeProvider? clock = null) : IDisposable
{
    private readonly Lock gate = new();
    private readonly UpdatePace pace = new(clock);
    private readonly Action<object>? replace = NotebookEngine.Current?.Display(new Placeholder(placeholder));
    private readonly Task loaded = NotebookEngine.Current is null || loading is null ? Task.CompletedTask : loading();
    private Func<object>? skipped;
    private bool hasShown;

    /// <summary>Shows a value now or later.</summary>
    /// <param name="value">Creates the value if it is shown.</param>
    public void Show(Func<object> value)
    {
        lock (gate)
        {
            skipped = value;
            if (loaded.IsCompleted && pace.IsDue)
            {
                ShowNewest();
            }
        }
    }

    /// <summary>Shows the newest value if it was skipped, unless the cell was interrupted: a late update can cost .NET Interactive the end of the cell.</summary>
    public void Dispose()
    {
        lock (gate)
        {
            if (NotebookEngine.Current is { Interruption.IsCancellationRequested: true })
            {
                return;
            }
            if (skipped is null && !hasShown)
            {
                replace?.Invoke(new Placeholder("There is nothing to show."));
            }
            ShowNewest();
        }
    }

    private void ShowNewest()
    {
        if (replace is null || skipped is null)
        {
            return;
        }
        var value = skipped;
        skipped = null;
        if (hasShown)
        {
            pace.Update(() => replace(value()));
        }
        else
        {
            replace(value()); // not measured: most of its time goes into loading Plotly.NET
            hasShown = true;
        }
    }

    [TypeFormatterSource(typeof(HtmlFormatterSource))]
    private sealed class Placeholder(string text) : IHtmlDisplay
    {
        public string ToHtml() => $"<p>{text}</p>";

        public override string ToString() => text;
    }
}
