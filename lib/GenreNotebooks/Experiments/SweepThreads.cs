using System.Collections.Concurrent;
using GenreNotebooks.Native;
using GenreNotebooks.Training;
using TorchSharp;

namespace GenreNotebooks.Experiments;

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
