using System.Collections.Concurrent;
using GenreNotebooks.Data;
using GenreNotebooks.Models;
using GenreNotebooks.Native;
using GenreNotebooks.Training;
using GenreNotebooks.Vectorization;
using TorchSharp;
using static System.FormattableString;

namespace GenreNotebooks.Runs;

/// <summary>
/// Makes many runs side by side on the cores and keeps each as a line of a file. Runs that are in the file are not made
/// again, so a sweep that was interrupted goes on where it stopped. No run's result depends on what ran beside it.
/// </summary>
/// <param name="data">The songs.</param>
/// <param name="folder">The folder of the file, see <see cref="RunLines"/>.</param>
public sealed class Sweep(DataFolder data, string folder)
{
    /// <summary>How many runs are made at a time, each on one thread. Default: the number of cores.</summary>
    public int Jobs { get; init; } = Environment.ProcessorCount;

    /// <summary>The file of the runs.</summary>
    public RunLines Lines { get; } = new(folder);

    /// <summary>A short name for each run: its network, the options in which the runs differ, and its seed.</summary>
    /// <param name="points">The runs.</param>
    public static IReadOnlyDictionary<SweepPoint, string> NamesOf(IEnumerable<SweepPoint> points)
    {
        SweepPoint[] all = [.. points.Distinct()];
        var names = new RunNames(all);
        return all.ToDictionary(point => point, names.WithSeed);
    }

    /// <summary>Makes the runs that are not in the file yet.</summary>
    /// <param name="points">The runs; one given twice is made once.</param>
    /// <param name="onRun">Is told every finished run, on the thread of the caller; those found in the file first.</param>
    /// <param name="onEpoch">Is told every finished epoch, on the thread of the caller.</param>
    /// <param name="cancellation">Ends the sweep before the next step of each run, as does interrupting the cell; finished runs are kept.</param>
    /// <returns>The records, in the order of the points.</returns>
    /// <exception cref="InputException">An option is out of range, or a file cannot be read or written.</exception>
    /// <exception cref="OperationCanceledException">The sweep was cancelled with runs still to make.</exception>
    public IReadOnlyList<RunRecord> Run(
        IEnumerable<SweepPoint> points,
        Action<SweepRun>? onRun = null,
        Action<SweepPoint, EpochResult>? onEpoch = null,
        CancellationToken cancellation = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(Jobs, 1);
        using var stop = NotebookEngine.Linked(cancellation);
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
        threads.Make(all.Where(point => !done.ContainsKey(point)), stop.Token);
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
                   let identity = RunIdentity.Of(point.Model, point.Options, songs, vocabulary, GenreSet.Blog.Names)
                   where lines.ContainsKey(identity)
                   select (point, lines[identity])];
    }
}

/// <summary>One run of a sweep that is to be made: a network and its options, the seed among them.</summary>
/// <param name="Model">Which network.</param>
/// <param name="Options">The options.</param>
public sealed record SweepPoint(ModelKind Model, TrainingOptions Options);

/// <summary>A finished run of a sweep.</summary>
/// <param name="Number">How many runs of the sweep are finished with this one.</param>
/// <param name="Total">How many runs the sweep has.</param>
/// <param name="Name">Network, seed and the options in which the runs of the sweep differ.</param>
/// <param name="Run">Its record.</param>
/// <param name="Found">Whether it was on record already.</param>
public sealed record SweepRun(int Number, int Total, string Name, RunRecord Run, bool Found)
{
    /// <summary>One line: which run, and what it reached.</summary>
    public override string ToString() => Invariant(
        $"| run {Number,3} of {Total} | {Name} | accuracy {Run.Final!.Accuracy:0.0000} | macro F1 {Run.Final.MacroF1:0.0000} | ")
        + (Found ? "found" : Invariant($"{Run.Seconds:0.0} s"));
}

/// <summary>Makes runs side by side, each on a thread of its own with LibTorch held to that one thread.</summary>
/// <param name="jobs">How many runs are made at a time.</param>
/// <param name="load">Prepares the data for options; runs that can share their data do, and it is dropped after the last of them.</param>
internal sealed class SweepThreads(int jobs, Func<TrainingOptions, PreparedData> load)
{
    private readonly BlockingCollection<Action> news = []; // from the runs' threads to the caller's
    private int made;

    /// <summary>Told of every finished epoch, on the thread of the caller.</summary>
    public required Action<SweepPoint, EpochResult> OnEpoch { get; init; }

    /// <summary>Told of every finished run, on the thread of the caller.</summary>
    public required Action<SweepPoint, RunRecord> OnRun { get; init; }

    /// <summary>Makes the runs; once. The first failure of a run or a callback ends all and is thrown.</summary>
    /// <exception cref="OperationCanceledException">Cancelled with runs still to make.</exception>
    public void Make(IEnumerable<SweepPoint> points, CancellationToken cancellation)
    {
        LibTorch.Load();
        var threadsBefore = torch.get_num_threads();
        var queue = new ConcurrentQueue<(SweepPoint, Lazy<PreparedData>)>(WithSharedData(points));
        var toMake = queue.Count;
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var threads = Enumerable.Range(0, Math.Min(jobs, toMake)).Select(_ => Start(() => MakeNext(queue, stop))).ToArray();
        var end = Task.WhenAll(threads).ContinueWith(_ => news.CompleteAdding(), TaskScheduler.Default);
        try
        {
            foreach (var tell in news.GetConsumingEnumerable(CancellationToken.None))
            {
                tell();
            }
        }
        finally
        {
            stop.Cancel();
            end.Wait(CancellationToken.None);
            torch.set_num_threads(threadsBefore);
        }
        Task.WhenAll(threads).GetAwaiter().GetResult(); // throws what ended a thread
        if (made < toMake)
        {
            throw new OperationCanceledException(cancellation);
        }
    }

    private static Task Start(Action work) =>
        Task.Factory.StartNew(work, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);

    // Neighbours in the queue share, so that no more data is alive at a time than there are threads.
    private IEnumerable<(SweepPoint, Lazy<PreparedData>)> WithSharedData(IEnumerable<SweepPoint> points) =>
        points.GroupBy(point => PreparedData.SharedBy(point.Options)).SelectMany(group =>
        {
            var options = group.First().Options;
            var data = new Lazy<PreparedData>(() => load(options));
            return group.Select(point => (point, data));
        });

    private void MakeNext(ConcurrentQueue<(SweepPoint Point, Lazy<PreparedData> Data)> queue, CancellationTokenSource stop)
    {
        try
        {
            torch.set_num_threads(1);
            while (queue.TryDequeue(out var next))
            {
                stop.Token.ThrowIfCancellationRequested();
                Make(next.Point, next.Data.Value, stop.Token);
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // The caller, or the failure that ended another thread, says why.
        }
        catch
        {
            stop.Cancel();
            throw;
        }
    }

    private void Make(SweepPoint point, PreparedData data, CancellationToken stop)
    {
        var run = TrainingRun.Train(point.Model, data, point.Options, epoch => news.Add(() => OnEpoch(point, epoch), CancellationToken.None), stop);
        if (run.Final is null)
        {
            throw new OperationCanceledException(stop);
        }
        news.Add(() => Tell(point, run), CancellationToken.None);
    }

    private void Tell(SweepPoint point, RunRecord run)
    {
        made++;
        OnRun(point, run);
    }
}
