using GenreNotebooks.Estimators;
using GenreNotebooks.Models;
using GenreNotebooks.Runs;
using Xunit;

namespace GenreNotebooks.Tests.Runs;

public sealed class RunListTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Records_and_lines_of_a_folder_and_its_subfolders_are_listed_the_newest_last()
    {
        var (first, second, third) = (Run(0, day: 3), Run(1, day: 2), Run(2, day: 1));
        first.Save(folder.File("lyrics.json"));
        new RunLines(folder.File("experiments")).Append(second);
        new RunLines(folder.File("experiments")).Append(third);
        new RunLines(folder.File("again")).Append(first); // kept twice, listed once
        File.WriteAllText(folder.File("figure.json"), """{"data":[],"layout":{}}""");
        Assert.Equal([2, 1, 0], RunList.Read(folder.Path).Runs.Select(kept => kept.Run.Seed));
        Assert.Equal([third.Id, second.Id], RunList.Read(folder.File("experiments/runs.jsonl")).Runs.Select(kept => kept.Run.Id));
        Assert.Equal(first.Id, Assert.Single(RunList.Read(folder.File("lyrics.json")).Runs).Run.Id);
    }

    [Fact]
    public void A_damaged_record_in_a_folder_is_named_and_hides_no_other()
    {
        Run(0).Save(folder.File("good.json"));
        File.WriteAllText(folder.File("bad.json"), Run(1).ToJson().Replace("\"epochs\": 2", "\"epochs\": 0", StringComparison.Ordinal));
        var list = RunList.Read(folder.Path);
        Assert.Equal(0, Assert.Single(list.Runs).Run.Seed);
        Assert.StartsWith($"{folder.File("bad.json")}: ", Assert.Single(list.Unreadable));
        Assert.Throws<InputException>(() => RunList.Read(folder.File("bad.json")));
        Assert.Throws<InputException>(() => RunList.Read(folder.File("missing")));
    }

    [Fact]
    public void A_link_to_a_folder_is_not_followed()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "needs symbolic links");
        Run(0).Save(folder.File("runs/one.json"));
        Directory.CreateSymbolicLink(folder.File("runs/loop"), folder.File("runs"));
        Assert.Single(RunList.Read(folder.File("runs")).Runs);
    }

    [Fact]
    public void A_run_is_found_by_the_first_digits_of_its_id()
    {
        RunRecord[] runs = [.. Enumerable.Range(0, 40).Select(seed => Run(seed))];
        Array.ForEach(runs, new RunLines(folder.Path).Append);
        var list = RunList.Read(folder.Path);
        Assert.All(runs, run => Assert.Equal(run.Seed, list[run.Id].Seed));
        Assert.StartsWith("none: found no such run, file or folder", Assert.Throws<InputException>(() => list["none"]).Message);
        var shared = runs.GroupBy(run => run.Id[..1]).First(same => same.Count() > 1); // 40 ids have 16 first digits
        Assert.StartsWith($"{shared.Key}: found {shared.Count()} runs, ", Assert.Throws<InputException>(() => list[shared.Key]).Message);
    }

    [Fact]
    public void An_id_is_the_same_whenever_a_run_is_repeated_and_another_for_another_build()
    {
        var run = Run(0);
        Assert.Equal(run.Id, (run with { Ended = DateTime.UtcNow, History = run.History.WithoutTimes() }).Id);
        Assert.NotEqual(run.Id, (run with { Environment = run.Environment with { LibraryBuild = "other" } }).Id);
        Assert.Matches("^[0-9a-f]{8}$", run.Id);
    }

    [Fact]
    public void The_table_says_what_differs_from_the_post_s_settings_and_how_a_run_ended()
    {
        RunRecord[] runs =
        [
            Run(0) with { Options = new() { Seed = 0, Epochs = 2, EmbeddingDim = 64 } },
            Run(1) with { Model = "combined", Options = Recipe.Network(ModelKind.Combined) with { Seed = 1, Epochs = 2 } },
            Run(2) with { Network = new() { ["changes"] = "pooling" } },
            Run(3) with { Final = null, Diverged = new(2, 7, "diverged") },
            Run(4) with { Final = null, Options = new() { Seed = 4, Epochs = 25 } },
        ];
        foreach (var (index, run) in runs.Index())
        {
            run.Save(folder.File($"{index}.json"));
        }
        var table = RunList.Read(folder.Path).ToTable().Rows;
        Assert.Equal(
            ["embedding_dim 64, epochs 2", "recipe network, epochs 2", "epochs 2, learning_rate 0.3333333333333333, split artist, changes pooling",
                "epochs 2, learning_rate 0.3333333333333333, split artist", ""],
            table.OrderBy(row => row[4]).Select(row => row[3]));
        Assert.Equal(["0.6875", "0.6875", "0.6875", "diverged in epoch 2, step 7", "interrupted"], table.OrderBy(row => row[4]).Select(row => row[6]));
        Assert.Equal(["2", "2 of 25"], table.OrderBy(row => row[4]).TakeLast(2).Select(row => row[7]));
    }

    private static RunRecord Run(int seed, int day = 1)
    {
        var run = SomeRun.Create();
        return run with { Seed = seed, Options = run.Options with { Seed = seed }, Ended = new DateTime(2026, 1, day, 0, 0, 0, DateTimeKind.Utc) };
    }
}
