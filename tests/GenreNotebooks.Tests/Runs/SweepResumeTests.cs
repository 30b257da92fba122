using GenreNotebooks.Data;
using GenreNotebooks.Models;
using GenreNotebooks.Runs;
using Xunit;

namespace GenreNotebooks.Tests.Runs;

/// <summary>A sweep that was started before: the runs it finds and the runs it trains.</summary>
[Collection<Torch>]
public sealed class SweepResumeTests : IDisposable
{
    private readonly SmallSweep small = new();

    public void Dispose() => small.Dispose();

    [Fact]
    public void Runs_in_the_file_are_not_repeated()
    {
        var first = small.Sweep().Run(SmallSweep.Seeds(2));
        var told = new List<SweepRun>();
        var second = small.Sweep().Run(SmallSweep.Seeds(4), told.Add);
        Assert.Equal([true, true, false, false], told.Select(run => run.Found));
        Assert.Equal(first.Select(run => run.ToJson()), second.Take(2).Select(run => run.ToJson())); // including their seconds
        Assert.Equal(4, small.Sweep().Lines.Read().Count);
    }

    [Fact]
    public void Runs_on_other_songs_or_with_other_options_are_other_runs()
    {
        small.Sweep().Run(SmallSweep.Seeds(1));
        var found = 0;
        void Count(SweepRun run) => found += run.Found ? 1 : 0;
        new Sweep(SmallData.Write(small.File("other"), seed: 1), small.Runs).Run(SmallSweep.Seeds(1), Count);
        small.Sweep().Run([new(ModelKind.Metadata, SmallSweep.OneEpoch with { BatchSize = 9 })], Count);
        small.Sweep().Run([new(ModelKind.Lyrics, SmallSweep.OneEpoch)], Count);
        Assert.Equal(0, found);
        Assert.Equal(4, small.Sweep().Lines.Read().Count);
    }

    [Fact]
    public void Runs_on_all_genres_are_found_again_and_are_not_those_on_four()
    {
        SweepPoint[] points = [.. Enum.GetValues<GenreChoice>().Select(genres => new SweepPoint(ModelKind.Metadata, SmallSweep.OneEpoch with { Genres = genres }))];
        small.Sweep().Run(points);
        var told = new List<SweepRun>();
        small.Sweep().Run(points, told.Add);
        Assert.Equal([("metadata, genres four, seed 0", true), ("metadata, genres all, seed 0", true)], told.Select(run => (run.Name, run.Found)));
    }

    [Fact]
    public void A_run_of_another_build_counts()
    {
        var sweep = small.Sweep();
        var run = sweep.Run(SmallSweep.Seeds(1))[0];
        File.WriteAllText(sweep.Lines.FilePath, (run with { Environment = run.Environment with { LibraryBuild = "other" } }).ToLine() + "\n");
        Assert.Equal("other", sweep.Run(SmallSweep.Seeds(1))[0].Environment.LibraryBuild);
    }

    [Fact]
    public void A_sweep_resumes_after_an_incomplete_line()
    {
        var sweep = small.Sweep(jobs: 1);
        sweep.Run(SmallSweep.Seeds(3));
        var whole = File.ReadAllText(sweep.Lines.FilePath);
        File.WriteAllText(sweep.Lines.FilePath, whole[..^100]);
        var told = new List<SweepRun>();
        sweep.Run(SmallSweep.Seeds(3), told.Add);
        Assert.Equal([true, true, false], told.Select(run => run.Found));
        Assert.Equal([0, 1, 2], sweep.Lines.Read().Select(run => run.Seed));
        Assert.Equal(3, File.ReadAllLines(sweep.Lines.FilePath).Length);
    }

    [Fact]
    public void A_cancelled_sweep_keeps_finished_runs_and_resumes_later()
    {
        using var cancellation = new CancellationTokenSource();
        var sweep = small.Sweep(jobs: 2);
        Assert.Throws<OperationCanceledException>(() => sweep.Run(SmallSweep.Seeds(40), run => cancellation.Cancel(), cancellation: cancellation.Token));
        var kept = sweep.Lines.Read().Count;
        Assert.InRange(kept, 1, 39);
        var told = new List<SweepRun>();
        sweep.Run(SmallSweep.Seeds(40), told.Add);
        Assert.Equal((kept, 40), (told.Count(run => run.Found), told.Count));
    }

    [Fact]
    public void A_sweep_cancelled_after_its_last_run_is_complete()
    {
        using var cancellation = new CancellationTokenSource();
        Assert.Equal(2, small.Sweep().Run(SmallSweep.Seeds(2), run => Cancel(run.Number == 2), cancellation: cancellation.Token).Count);

        void Cancel(bool now)
        {
            if (now)
            {
                cancellation.Cancel();
            }
        }
    }
}
