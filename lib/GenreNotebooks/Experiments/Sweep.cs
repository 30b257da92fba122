using GenreNotebooks.Data;
using GenreNotebooks.Training;
using GenreNotebooks.Vectorization;

namespace GenreNotebooks.Experiments;

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
        var names = new RunNames(all);
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
            onRun?.Invoke(new(done.Count, all.Length, names.WithSeed(point), run, found));
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
