using GenreNotebooks.Models;
using GenreNotebooks.Runs;
using TorchSharp;
using Xunit;

namespace GenreNotebooks.Tests.Runs;

[Collection<Torch>]
public sealed class SweepTests : IDisposable
{
    private static readonly int[] Sizes = [4, 32];

    private readonly SmallSweep small = new();

    public void Dispose() => small.Dispose();

    [Fact]
    public void A_run_gives_the_same_beside_others_as_alone()
    {
        var songs = SmallData.Write(small.File("more"), rows: 400);
        SweepPoint[] points =
        [
            .. from model in Enum.GetValues<ModelKind>()
               from dim in Sizes
               from seed in Enumerable.Range(0, 2)
               select new SweepPoint(model, new() { Epochs = 2, EmbeddingDim = dim, Seed = seed }),
        ];
        var beside = new Sweep(songs, small.Runs) { Jobs = 4 }.Run(points);
        foreach (var (point, run) in points.Zip(beside))
        {
            var alone = TrainingRun.Train(point.Model, PreparedData.Load(songs, point.Options), point.Options);
            Assert.Equal(alone.JsonWithoutTimes(), run.JsonWithoutTimes());
        }
    }

    [Fact]
    public void Every_run_is_on_disk_before_it_is_reported()
    {
        var told = new List<SweepRun>();
        var sweep = small.Sweep(jobs: 2);
        var records = sweep.Run(SmallSweep.Seeds(3), run =>
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
    public void A_file_that_cannot_be_appended_to_is_noticed_before_training()
    {
        var sweep = small.Sweep(jobs: 1);
        Directory.CreateDirectory(sweep.Lines.FilePath);
        Assert.Throws<InputException>(() => sweep.Run(SmallSweep.Seeds(1), onEpoch: (_, _) => Assert.Fail("It trains.")));
    }

    [Fact]
    public void A_run_that_diverges_is_recorded_once_and_the_others_finish()
    {
        SweepPoint[] points = [new(ModelKind.Metadata, SmallSweep.OneEpoch with { LearningRate = 1e30 }), .. SmallSweep.Seeds(2)];
        var (first, again) = (new List<string>(), new List<string>());
        var runs = small.Sweep(jobs: 1).Run(points, run => first.Add($"{run}"));
        Assert.Equal([false, true, true], runs.Select(run => run.Final is not null));
        Assert.Contains("metadata, learning_rate 1E+30, seed 0 | diverged in epoch 1", string.Join('\n', first), StringComparison.Ordinal);
        Assert.Equal(runs.Select(run => run.ToJson()), small.Sweep().Run(points, run => again.Add($"{run}")).Select(run => run.ToJson()));
        Assert.All(again, line => Assert.EndsWith("| found", line, StringComparison.Ordinal));
    }

    [Fact]
    public void A_failure_of_a_run_ends_the_sweep_and_is_thrown()
    {
        Assert.Contains("expected 1 or more", Assert.Throws<InputException>(
            () => small.Sweep().Run([new(ModelKind.Lyrics, SmallSweep.OneEpoch with { Epochs = 0 })])).Message);
        Assert.False(Directory.Exists(small.Runs));
        Assert.Throws<TimeoutException>(() => small.Sweep().Run(SmallSweep.Seeds(9), _ => throw new TimeoutException()));
        File.WriteAllText(small.Data.SongsPath, "no songs");
        Assert.Contains(small.Data.SongsPath, Assert.Throws<InputException>(() => small.Sweep().Run(SmallSweep.Seeds(9))).Message);
    }

    [Fact]
    public void Points_given_twice_are_one_run_and_callbacks_come_on_the_thread_of_the_caller()
    {
        var threads = new HashSet<int>();
        var epochs = new List<string>();
        var records = small.Sweep(jobs: 3).Run(
            [.. SmallSweep.Seeds(3), .. SmallSweep.Seeds(3)],
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
            Assert.All(small.Sweep(jobs: 2).Run(SmallSweep.Seeds(2)), run => Assert.Equal(1, run.Environment.Threads));
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
            var prepared = PreparedData.Load(small.Data, options);
            loaded.Add(new(prepared));
            return prepared;
        })
        {
            OnEpoch = (_, _) => { },
            OnRun = (_, _) => { },
        };
        threads.Train([.. SmallSweep.Seeds(4), .. SmallSweep.Seeds(4).Select(point => point with { Model = ModelKind.Combined })], default);
        Assert.Equal(4, loaded.Count);
        Assert.InRange(most, 0, 1); // the run that just finished
    }

    [Fact]
    public void A_line_says_which_run_it_is_by_what_differs()
    {
        var lines = new List<string>();
        small.Sweep(jobs: 1).Run(
            from dim in Sizes select new SweepPoint(ModelKind.Lyrics, SmallSweep.OneEpoch with { EmbeddingDim = dim, Seed = 3 }),
            run => lines.Add(run.ToString()));
        Assert.Matches(@"^\| run   1 of 2 \| lyrics, embedding_dim 4, seed 3 \| accuracy 0\.\d{4} \| macro F1 0\.\d{4} \| \d+\.\d s$", lines[0]);
        Assert.Matches(@"^\| run   2 of 2 \| lyrics, embedding_dim 32, seed 3 \| ", lines[1]);
    }
}
