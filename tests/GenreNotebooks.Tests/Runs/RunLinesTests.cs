using System.Text;
using GenreNotebooks.Runs;
using Xunit;

namespace GenreNotebooks.Tests.Runs;

public sealed class RunLinesTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly RunLines lines;

    public RunLinesTests() => lines = new(folder.File("new/sweep"));

    public void Dispose() => folder.Dispose();

    [Fact]
    public void A_run_is_one_line_that_holds_the_record_and_nothing_else()
    {
        Assert.Empty(lines.Read());
        lines.Append(OfSeed(1));
        lines.Append(OfSeed(2));
        Assert.Equal($"{OfSeed(1).ToLine()}\n{OfSeed(2).ToLine()}\n", File.ReadAllText(lines.FilePath));
        Assert.Equal([OfSeed(1).ToJson(), OfSeed(2).ToJson()], lines.Read().Select(run => run.ToJson()));
    }

    [Fact]
    public void A_line_cut_short_anywhere_is_ignored_and_removed_by_the_next()
    {
        lines.Append(OfSeed(1));
        var whole = File.ReadAllBytes(lines.FilePath);
        var torn = Encoding.UTF8.GetBytes(OfSeed(2).ToLine());
        foreach (var length in Enumerable.Range(1, torn.Length - 1).Where(length => length % 61 == 1 || length == torn.Length - 1))
        {
            File.WriteAllBytes(lines.FilePath, [.. whole, .. torn[..length]]);
            Assert.Equal([1], Seeds());
            lines.Append(OfSeed(3));
            Assert.Equal([1, 3], Seeds());
            Assert.Equal(2, File.ReadAllLines(lines.FilePath).Length);
        }
    }

    [Fact]
    public void A_file_with_only_an_incomplete_line_or_nothing_starts_again()
    {
        Directory.CreateDirectory(Path.GetDirectoryName(lines.FilePath)!);
        foreach (var content in new[] { "", "{\"model\":", "\0\0\0" })
        {
            File.WriteAllText(lines.FilePath, content);
            Assert.Empty(lines.Read());
            lines.Append(OfSeed(1));
            Assert.Equal([1], Seeds());
        }
    }

    [Fact]
    public void A_last_line_that_lacks_only_its_end_is_kept()
    {
        lines.Append(OfSeed(1));
        File.WriteAllText(lines.FilePath, OfSeed(1).ToLine());
        Assert.Equal([1], Seeds());
        lines.Append(OfSeed(2));
        Assert.Equal([1, 2], Seeds());
    }

    [Fact]
    public void Files_of_several_machines_may_be_concatenated_whatever_ends_their_lines()
    {
        lines.Append(OfSeed(1));
        var second = OfSeed(1) with { Parameters = 1 };
        File.WriteAllText(lines.FilePath, $"{OfSeed(1).ToLine()}\r\n\n{OfSeed(2).ToLine()}\n{second.ToLine()}\n\n");
        Assert.Equal([1, 2], Seeds());
        Assert.Equal(977_924, lines.Read()[0].Parameters); // the first of the two
    }

    [Fact]
    public void A_run_that_was_interrupted_counts_as_none()
    {
        lines.Append(OfSeed(1) with { Final = null });
        Assert.Empty(lines.Read());
    }

    [Theory]
    [InlineData("{\"model\": \"lyrics\"")]
    [InlineData("null")]
    [InlineData("hello")]
    public void A_bad_line_before_the_last_is_named(string bad)
    {
        lines.Append(OfSeed(1));
        File.AppendAllText(lines.FilePath, $"{bad}\n{OfSeed(2).ToLine()}\n");
        Assert.StartsWith($"{lines.FilePath}, line 2: ", Assert.Throws<InputException>(lines.Read).Message);
    }

    [Fact]
    public void Several_writers_at_once_lose_no_line_and_readers_see_whole_lines()
    {
        Parallel.For(0, 60, new ParallelOptions { MaxDegreeOfParallelism = 6 }, seed =>
        {
            var own = new RunLines(folder.File("new/sweep"));
            own.Append(OfSeed(seed));
            Assert.Contains(own.Read(), run => run.Seed == seed);
        });
        Assert.Equal(Enumerable.Range(0, 60), Seeds().Order());
    }

    [Fact]
    public async Task A_writer_waits_for_another_program()
    {
        lines.Append(OfSeed(1));
        Task append;
        using (File.Open(lines.FilePath, FileMode.Open, FileAccess.ReadWrite, FileShare.None))
        {
            append = Task.Run(() => lines.Append(OfSeed(2)));
            await Task.Delay(100);
            Assert.False(append.IsCompleted);
        }
        await append;
        Assert.Equal([1, 2], Seeds());
    }

    [Fact]
    public void A_path_that_cannot_be_a_file_is_named()
    {
        File.WriteAllText(folder.File("file"), "");
        var blocked = new RunLines(folder.File("file"));
        Assert.StartsWith($"{blocked.FilePath}: cannot be written (", Assert.Throws<InputException>(() => blocked.Append(OfSeed(1))).Message);
        Directory.CreateDirectory(lines.FilePath);
        Assert.Equal($"{lines.FilePath}: found a folder, expected a file or nothing there: move it away.", Assert.Throws<InputException>(() => lines.Append(OfSeed(1))).Message);
    }

    private IEnumerable<int> Seeds() => lines.Read().Select(run => run.Seed);

    private static RunRecord OfSeed(int seed)
    {
        var run = SomeRun.Create();
        return run with { Seed = seed, Options = run.Options with { Seed = seed } };
    }
}
