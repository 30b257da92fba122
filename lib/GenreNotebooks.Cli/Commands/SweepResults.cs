using GenreNotebooks.Data;
using GenreNotebooks.Display;
using GenreNotebooks.Files;
using GenreNotebooks.Runs;

namespace GenreNotebooks.Cli.Commands;

/// <summary>The results of a sweep in a folder: a page, which shows how far the sweep is while it runs, the summary and the charts.</summary>
internal sealed class SweepResults
{
    private readonly string folder;
    private readonly Sweep sweep;
    private readonly SweepProgress progress;
    private readonly UpdatePace pace = new();

    /// <summary>Checks before hours of training that the files can be written.</summary>
    /// <param name="folder">The folder: that of the runs, or a new one for this sweep alone.</param>
    /// <param name="sweep">The sweep.</param>
    /// <param name="progress">Its progress.</param>
    public SweepResults(string folder, Sweep sweep, SweepProgress progress)
    {
        (this.folder, this.sweep, this.progress) = (folder, sweep, progress);
        AtomicFile.EnsureWritable(Summary, FileKind.SweepSummary);
        AtomicFile.EnsureWritable(Page, FileKind.Page);
    }

    public required string CommandLine { get; init; }

    public required DataFolder Songs { get; init; }

    public string Page => Path.Combine(folder, ReportPage.FileName);

    private string Summary => Path.Combine(folder, "summary.csv");

    /// <summary>Whether the folder is for this sweep alone. It then gets its own copy of the runs, so that other commands can read them there.</summary>
    private bool IsOwn => Path.GetDirectoryName(sweep.Lines.FilePath) != folder;

    /// <summary>Writes the page from the start, updates it while the runs train, and says on it if they were interrupted.</summary>
    public IReadOnlyList<RunRecord>? Keep(Func<IReadOnlyList<RunRecord>?> train)
    {
        ReportPage.WriteScript(folder);
        Write(SweepState.Running);
        var own = new RunLines(folder);
        progress.OnRun = run =>
        {
            if (IsOwn)
            {
                own.Append(run);
            }
            if (pace.IsDue)
            {
                pace.Update(() => Write(SweepState.Running));
            }
        };
        IReadOnlyList<RunRecord>? runs = null;
        try
        {
            return runs = train();
        }
        finally
        {
            if (runs is null)
            {
                TryWrite(SweepState.Interrupted);
            }
        }
    }

    /// <summary>Summarizes the runs at the end of the sweep. Other commands may have made some of those in a folder with a name.</summary>
    /// <param name="waiting">Called with a line while another sweep writes to the folder.</param>
    public SweepSummary Save(Action<string> waiting)
    {
        using var turn = FileLock.Take(Summary, waiting); // the last to write has read all runs
        var summary = SweepSummary.Of(Runs());
        summary.Save(Summary);
        foreach (var (name, chart) in RunCharts.OfAny(summary))
        {
            chart.Save(Path.Combine(folder, $"{name}.html"));
            chart.Save(Path.Combine(folder, $"{name}.json"));
        }
        Write(SweepState.Finished);
        return summary;
    }

    private IReadOnlyList<RunRecord> Runs() => IsOwn ? progress.Runs : sweep.Lines.Read();

    private void Write(SweepState state) => AtomicFile.WriteAllText(Page, SweepPage.Write(state, progress, Runs(), Songs, CommandLine), FileKind.Page);

    private void TryWrite(SweepState state)
    {
        try
        {
            Write(state);
        }
        catch (InputException)
        {
            // The disk is full, say: the message is about what stopped the sweep.
        }
    }
}
