using System.Collections.Concurrent;
using GenreNotebooks.Data;
using GenreNotebooks.Native;
using GenreNotebooks.Training;
using GenreNotebooks.Vectorization;
using TorchSharp;
using static System.FormattableString;

namespace GenreNotebooks.Runs;

/// <summary>
/// Trains many runs in parallel and appends each to a file. Runs already in the file are not repeated, so an interrupted sweep
/// resumes where it stopped. The result of a run does not depend on the runs beside it.
/// </summary>
/// <param name="data">The songs.</param>
/// <param name="folder">The folder of the file, see <see cref="RunLines"/>.</param>
public sealed class Sweep(DataFolder data, string folder)
{
    /// <summary>The number of runs to train at a time, each on one thread. Default: the number of cores.</summary>
    public int Jobs { get; init; } = Environment.ProcessorCount;

    /// <summary>The file of the runs.</summary>
    public RunLines Lines { get; } = new(folder);

    /// <summary>A short name for each run: its network, the options that differ between the runs, and its seed.</summary>
    /// <param name="points">The runs.</param>
    public static IReadOnlyDictionary<SweepPoint, string> NamesOf(IEnumerable<SweepPoint> points)
    {
        SweepPoint[] all = [.. points.Distinct()];
        var names = new RunNames(all.Select(point => point.Setting));
        return all.ToDictionary(point => point, point => names.WithSeed(point.Setting));
    }

    /// <summary>The runs of the file on other songs or with another vocabulary.</summary>
    /// <exception cref="InputException">A file cannot be read.</exception>
    public IReadOnlyList<RunRecord> RunsOnOtherSongs()
    {
        var runs = Lines.Read();
        return runs.Count > 0 && SongChecksums.Of(data) is var (songs, vocabulary) ? [.. runs.Where(run => (run.Data.Sha256, run.VocabularySha256) != (songs, vocabulary))] : [];
    }

    /// <summary>Trains the runs that are not in the file yet.</summary>
    /// <param name="points">The runs. A duplicate is trained once.</param>
    /// <param name="onRun">Called on the caller's thread for each run: first those found in the file, then each one that finishes or diverges.</param>
    /// <param name="onEpoch">Called on the caller's thread after each epoch.</param>
    /// <param name="cancellation">Stops the sweep before the next step of each run, as does interrupting the cell. Finished runs are kept.</param>
    /// <returns>The records, in the order of the points; those of runs that diverged say so and have no final score.</returns>
    /// <exception cref="InputException">An option is out of range, or a file cannot be read or written.</exception>
    /// <exception cref="OperationCanceledException">The sweep was cancelled before its last run finished.</exception>
    public IReadOnlyList<RunRecord> Run(
        IEnumerable<SweepPoint> points,
        Action<SweepRun>? onRun = null,
        Action<SweepPoint, EpochResult>? onEpoch = null,
        CancellationToken cancellation = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(Jobs, 1);
        using var stop = NotebookEngine.Linked(cancellation);
        Lines.EnsureWritable();
        SweepPoint[] all = [.. points.Distinct().Select(point => point with { Options = point.Options.Validated().OfOneNetwork() })];
        var names = NamesOf(all);
        var done = new Dictionary<SweepPoint, RunRecord>();
        foreach (var (point, run) in Find(all))
        {
            Note(point, run, found: true);
        }
        var threads = new SweepThreads(Jobs, options => PreparedData.Load(data, options, cancellation: stop.Token))
        {
            OnEpoch = onEpoch ?? ((_, _) => { }),
            OnRun = (point, run) =>
            {
                Lines.Append(run);
                Note(point, run, found: false);
            },
        };
        threads.Train(all.Where(point => !done.ContainsKey(point)), stop.Token);
        return [.. all.Select(point => done[point])];

        void Note(SweepPoint point, RunRecord run, bool found)
        {
            done.Add(point, run);
            onRun?.Invoke(new(done.Count, all.Length, names[point], run, found));
        }
    }

    private List<(SweepPoint Point, RunRecord Run)> Find(SweepPoint[] points)
    {
        var lines = Lines.Read().ToDictionary(RunIdentity.Of);
        var (songs, vocabulary) = SongChecksums.Of(data);
        return [.. from point in points
                   let identity = RunIdentity.Of(point.Setting, songs, vocabulary, GenreSet.Blog.Names)
                   where lines.ContainsKey(identity)
                   select (point, lines[identity])];
    }
}

/// <summary>One run of a sweep to train.</summary>
/// <param name="Model">The network.</param>
/// <param name="Options">The options, including the seed.</param>
public sealed record SweepPoint(ModelDefinition Model, TrainingOptions Options)
{
    /// <summary>The network's name and own parameters, and the options.</summary>
    internal RunSetting Setting => new(Model.Name, Model.Parameters, Options);
}

/// <summary>A run of a sweep that finished or diverged.</summary>
/// <param name="Number">The number of such runs, including this one.</param>
/// <param name="Total">The number of runs in the sweep.</param>
/// <param name="Name">The network, the options that differ between the runs, and the seed.</param>
/// <param name="Run">The record.</param>
/// <param name="Found">Whether the record was already in the file.</param>
public sealed record SweepRun(int Number, int Total, string Name, RunRecord Run, bool Found)
{
    /// <summary>One line with the run's number, name and scores.</summary>
    public override string ToString() =>
        Invariant($"| run {Number,3} of {Total} | {Name} | ")
        + (Run.Final is { } final ? Invariant($"accuracy {final.Accuracy:0.0000} | macro F1 {final.MacroF1:0.0000} | ") : $"{Run.Diverged} | ")
        + (Found ? "found" : Invariant($"{Run.Seconds:0.0} s"));
}

/// <summary>Trains runs in parallel, each on its own thread and with LibTorch limited to that thread.</summary>
/// <param name="jobs">The number of runs to train at a time.</param>
/// <param name="load">Prepares the data for given options. Runs share data where possible; it is released after the last of them.</param>
internal sealed class SweepThreads(int jobs, Func<TrainingOptions, PreparedData> load)
{
    private readonly BlockingCollection<Action> reports = []; // from the runs' threads to the caller's
    private int finished;

    /// <summary>Called on the caller's thread after each epoch.</summary>
    public required Action<SweepPoint, EpochResult> OnEpoch { get; init; }

    /// <summary>Called on the caller's thread after each run.</summary>
    public required Action<SweepPoint, RunRecord> OnRun { get; init; }

    /// <summary>Trains the runs. Call it once. The first failure of a run or a callback stops all runs and is thrown.</summary>
    /// <exception cref="OperationCanceledException">The runs were cancelled before the last one finished.</exception>
    public void Train(IEnumerable<SweepPoint> points, CancellationToken cancellation)
    {
        LibTorch.Load();
        var threadsBefore = torch.get_num_threads();
        var queue = new ConcurrentQueue<(SweepPoint, Lazy<PreparedData>)>(WithSharedData(points));
        var total = queue.Count;
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var threads = Enumerable.Range(0, Math.Min(jobs, total)).Select(_ => Start(() => TrainNext(queue, stop))).ToArray();
        var end = Task.WhenAll(threads).ContinueWith(_ => reports.CompleteAdding(), TaskScheduler.Default);
        try
        {
            foreach (var report in reports.GetConsumingEnumerable(CancellationToken.None))
            {
                report();
            }
        }
        finally
        {
            stop.Cancel();
            end.Wait(CancellationToken.None);
            torch.set_num_threads(threadsBefore);
        }
        Task.WhenAll(threads).GetAwaiter().GetResult(); // rethrows the failure of a thread
        if (finished < total)
        {
            throw new OperationCanceledException(cancellation);
        }
    }

    private static Task Start(Action work) =>
        Task.Factory.StartNew(work, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);

    // Runs that share data are neighbours in the queue, so no more data is in memory at a time than there are threads.
    private IEnumerable<(SweepPoint, Lazy<PreparedData>)> WithSharedData(IEnumerable<SweepPoint> points) =>
        points.GroupBy(point => PreparedData.SharedBy(point.Options)).SelectMany(group =>
        {
            var options = group.First().Options;
            var data = new Lazy<PreparedData>(() => load(options));
            return group.Select(point => (point, data));
        });

    private void TrainNext(ConcurrentQueue<(SweepPoint Point, Lazy<PreparedData> Data)> queue, CancellationTokenSource stop)
    {
        try
        {
            torch.set_num_threads(1);
            while (queue.TryDequeue(out var next))
            {
                stop.Token.ThrowIfCancellationRequested();
                Train(next.Point, next.Data.Value, stop.Token);
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // The caller cancelled, or another thread failed and throws.
        }
        catch
        {
            stop.Cancel();
            throw;
        }
    }

    private void Train(SweepPoint point, PreparedData data, CancellationToken stop)
    {
        var run = TrainingRun.Train(point.Model, data, point.Options, epoch => reports.Add(() => OnEpoch(point, epoch), CancellationToken.None), stop);
        if (!run.HasEnded)
        {
            throw new OperationCanceledException(stop);
        }
        reports.Add(() => Report(point, run), CancellationToken.None);
    }

    private void Report(SweepPoint point, RunRecord run)
    {
        finished++;
        OnRun(point, run);
    }
}
