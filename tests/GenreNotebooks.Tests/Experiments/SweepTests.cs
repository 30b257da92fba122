using GenreNotebooks.Data;
using GenreNotebooks.Experiments;
using GenreNotebooks.Models;
using GenreNotebooks.Training;
using TorchSharp;
using Xunit;

namespace GenreNotebooks.Tests.Experiments;

public sealed class SweepTests : IDisposable
{
    private static readonly TrainingOptions OneEpoch = new() { Epochs = 1 };

    private static readonly int[] Sizes = [4, 32];

    private readonly TemporaryFolder folder = new();
    private readonly DataFolder data;
    private readonly string runs;

    public SweepTests() => (data, runs) = (SmallData.Write(folder.File("data")), folder.File("sweep"));

    public void Dispose() => folder.Dispose();

    [Fact]
    public void A_run_beside_others_gives_what_it_gives_alone()
    {
        var songs = SmallData.Write(folder.File("more"), rows: 400);
        SweepPoint[] points =
        [
            .. from model in Enum.GetValues<ModelKind>()
               from dim in Sizes
               from seed in Enumerable.Range(0, 2)
               select new SweepPoint(model, new() { Epochs = 2, EmbeddingDim = dim, Seed = seed }),
        ];
        var beside = new Sweep(songs, runs) { Jobs = 4 }.Run(points);
        foreach (var (point, run) in points.Zip(beside))
        {
            var alone = TrainingRun.Train(point.Model, PreparedData.Load(songs, point.Options), point.Options);
            Assert.Equal(alone.JsonWithoutTimes(), run.JsonWithoutTimes());
        }
    }

    [Fact]
    public void Every_run_is_on_disk_before_it_is_told_of()
    {
        var told = new List<SweepRun>();
        var sweep = new Sweep(data, runs) { Jobs = 2 };
        var records = sweep.Run(Seeds(3), run =>
        {
            told.Add(run);
            Assert.Equal(run.Number, File.ReadAllLines(sweep.Lines.FilePath).Length);
        });
        Assert.Equal([1, 2, 3], told.Select(run => run.Number));
        Assert.All(told, run => Assert.Equal((3, false), (run.Total, run.Found)));
        Assert.Equal([0, 1, 2], records.Select(run => run.Seed));
        Assert.Equal(records.Select(run => run.ToJson()).Order(), sweep.Lines.Read().Select(run => run.ToJson()).Order());
    }

    [Fact]
    public void Runs_in_the_file_are_not_made_again()
    {
        var first = new Sweep(data, runs).Run(Seeds(2));
        var told = new List<SweepRun>();
        var second = new Sweep(data, runs).Run(Seeds(4), told.Add);
        Assert.Equal([true, true, false, false], told.Select(run => run.Found));
        Assert.Equal(first.Select(run => run.ToJson()), second.Take(2).Select(run => run.ToJson())); // their seconds too
        Assert.Equal(4, new Sweep(data, runs).Lines.Read().Count);
    }

    [Fact]
    public void Runs_on_other_songs_or_with_other_options_are_other_runs()
    {
        new Sweep(data, runs).Run(Seeds(1));
        var found = 0;
        void Count(SweepRun run) => found += run.Found ? 1 : 0;
        new Sweep(SmallData.Write(folder.File("other"), seed: 1), runs).Run(Seeds(1), Count);
        new Sweep(data, runs).Run([new(ModelKind.Metadata, OneEpoch with { BatchSize = 9 })], Count);
        new Sweep(data, runs).Run([new(ModelKind.Lyrics, OneEpoch)], Count);
        Assert.Equal(0, found);
        Assert.Equal(4, new Sweep(data, runs).Lines.Read().Count);
    }

    [Fact]
    public void Runs_on_all_genres_are_found_again_and_are_not_those_on_four()
    {
        SweepPoint[] points = [.. Enum.GetValues<GenreChoice>().Select(genres => new SweepPoint(ModelKind.Metadata, OneEpoch with { Genres = genres }))];
        new Sweep(data, runs).Run(points);
        var told = new List<SweepRun>();
        new Sweep(data, runs).Run(points, told.Add);
        Assert.Equal([("metadata, genres four, seed 0", true), ("metadata, genres all, seed 0", true)], told.Select(run => (run.Name, run.Found)));
    }

    [Fact]
    public void A_run_of_another_build_counts()
    {
        var sweep = new Sweep(data, runs);
        var run = sweep.Run(Seeds(1))[0];
        File.WriteAllText(sweep.Lines.FilePath, (run with { Environment = run.Environment with { LibraryBuild = "other" } }).ToLine() + "\n");
        Assert.Equal("other", sweep.Run(Seeds(1))[0].Environment.LibraryBuild);
    }

    [Fact]
    public void A_sweep_goes_on_after_a_torn_line()
    {
        var sweep = new Sweep(data, runs) { Jobs = 1 };
        sweep.Run(Seeds(3));
        var whole = File.ReadAllText(sweep.Lines.FilePath);
        File.WriteAllText(sweep.Lines.FilePath, whole[..^100]);
        var told = new List<SweepRun>();
        sweep.Run(Seeds(3), told.Add);
        Assert.Equal([true, true, false], told.Select(run => run.Found));
        Assert.Equal([0, 1, 2], sweep.Lines.Read().Select(run => run.Seed));
        Assert.Equal(3, File.ReadAllLines(sweep.Lines.FilePath).Length);
    }

    [Fact]
    public void Cancelled_it_keeps_what_is_finished_and_goes_on_later()
    {
        using var cancellation = new CancellationTokenSource();
        var sweep = new Sweep(data, runs) { Jobs = 2 };
        Assert.Throws<OperationCanceledException>(() => sweep.Run(Seeds(40), run => cancellation.Cancel(), cancellation: cancellation.Token));
        var kept = sweep.Lines.Read().Count;
        Assert.InRange(kept, 1, 39);
        var told = new List<SweepRun>();
        sweep.Run(Seeds(40), told.Add);
        Assert.Equal((kept, 40), (told.Count(run => run.Found), told.Count));
    }

    [Fact]
    public void Cancelled_after_its_last_run_it_is_a_whole_sweep()
    {
        using var cancellation = new CancellationTokenSource();
        Assert.Equal(2, new Sweep(data, runs).Run(Seeds(2), run => Cancel(run.Number == 2), cancellation: cancellation.Token).Count);

        void Cancel(bool now)
        {
            if (now)
            {
                cancellation.Cancel();
            }
        }
    }

    [Fact]
    public void What_ends_a_run_ends_the_sweep_and_is_thrown()
    {
        Assert.Contains("expected 1 or more", Assert.Throws<InputException>(
            () => new Sweep(data, runs).Run([new(ModelKind.Lyrics, OneEpoch with { Epochs = 0 })])).Message);
        Assert.False(Directory.Exists(runs));
        Assert.Throws<TimeoutException>(() => new Sweep(data, runs).Run(Seeds(9), _ => throw new TimeoutException()));
        File.WriteAllText(data.SongsPath, "no songs");
        Assert.Contains(data.SongsPath, Assert.Throws<InputException>(() => new Sweep(data, runs).Run(Seeds(9))).Message);
    }

    [Fact]
    public void Points_given_twice_are_one_run_and_callbacks_come_on_the_thread_of_the_caller()
    {
        var threads = new HashSet<int>();
        var epochs = new List<string>();
        var records = new Sweep(data, runs) { Jobs = 3 }.Run(
            [.. Seeds(3), .. Seeds(3)],
            _ => threads.Add(Environment.CurrentManagedThreadId),
            (run, epoch) =>
            {
                threads.Add(Environment.CurrentManagedThreadId);
                epochs.Add($"{run.Options.Seed}: {epoch.Epoch}");
            });
        Assert.Equal(3, records.Count);
        Assert.Equal([Environment.CurrentManagedThreadId], threads);
        Assert.Equal(["0: 1", "1: 1", "2: 1"], epochs.Order());
    }

    [Fact]
    public void Runs_are_held_to_one_LibTorch_thread_and_the_callers_number_comes_back()
    {
        try
        {
            torch.set_num_threads(2);
            Assert.All(new Sweep(data, runs) { Jobs = 2 }.Run(Seeds(2)), run => Assert.Equal(1, run.Environment.Threads));
            Assert.Equal(2, torch.get_num_threads());
        }
        finally
        {
            torch.set_num_threads(1);
        }
    }

    [Fact]
    public void Data_is_loaded_once_for_all_runs_that_share_it_and_dropped_after_the_last()
    {
        var loaded = new List<WeakReference>();
        var most = 0;
        var threads = new SweepThreads(1, options =>
        {
            GC.Collect();
            most = Math.Max(most, loaded.Count(alive => alive.IsAlive));
            var prepared = PreparedData.Load(data, options);
            loaded.Add(new(prepared));
            return prepared;
        })
        {
            OnEpoch = (_, _) => { },
            OnRun = (_, _) => { },
        };
        threads.Make([.. Seeds(4), .. Seeds(4).Select(point => point with { Model = ModelKind.Combined })], default);
        Assert.Equal(4, loaded.Count);
        Assert.InRange(most, 0, 1); // of the run just finished
    }

    [Fact]
    public void A_line_says_which_run_it_is_by_what_differs()
    {
        var lines = new List<string>();
        new Sweep(data, runs) { Jobs = 1 }.Run(
            from dim in Sizes select new SweepPoint(ModelKind.Lyrics, OneEpoch with { EmbeddingDim = dim, Seed = 3 }),
            run => lines.Add(run.ToString()));
        Assert.Matches(@"^\| run   1 of 2 \| lyrics, embedding_dim 4, seed 3 \| accuracy 0\.\d{4} \| macro F1 0\.\d{4} \| \d+\.\d s$", lines[0]);
        Assert.Matches(@"^\| run   2 of 2 \| lyrics, embedding_dim 32, seed 3 \| ", lines[1]);
    }

    private static IEnumerable<SweepPoint> Seeds(int count) =>
        Enumerable.Range(0, count).Select(seed => new SweepPoint(ModelKind.Metadata, OneEpoch with { Seed = seed }));
}
