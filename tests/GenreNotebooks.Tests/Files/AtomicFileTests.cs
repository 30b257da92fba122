using GenreNotebooks.Files;
using Xunit;

namespace GenreNotebooks.Tests.Files;

public sealed class AtomicFileTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    private string Target => folder.File("file.txt");

    [Fact]
    public void A_write_that_fails_leaves_the_old_file_and_nothing_else()
    {
        AtomicFile.WriteAllText(Target, "old");
        Assert.Throws<InvalidOperationException>(() => AtomicFile.Write(Target, stream =>
        {
            stream.Write("ne"u8);
            throw new InvalidOperationException();
        }));
        Assert.Equal("old", File.ReadAllText(Target));
        Assert.Equal([Target], Directory.EnumerateFileSystemEntries(folder.Path));
    }

    [Fact]
    public void The_file_has_its_name_only_when_it_is_whole()
    {
        AtomicFile.Write(Target, stream =>
        {
            stream.Write("new"u8);
            Assert.False(File.Exists(Target));
        });
        Assert.Equal("new", File.ReadAllText(Target));
    }

    [Theory]
    [InlineData("file.txt.{0}-0123456789abcdef0123456789abcdef.tmp")]
    [InlineData("other.{0}-0123456789abcdef0123456789abcdef.tmp-old")]
    public void What_a_killed_process_left_is_removed_by_the_next_write(string name)
    {
        var left = Leave(name, NoProcess, TimeSpan.FromMinutes(2));
        AtomicFile.WriteAllText(Target, "new");
        Assert.False(File.Exists(left));
    }

    [Theory]
    [InlineData("file.txt.{0}-0123456789abcdef0123456789abcdef.tmp", true, 0)] // may be alive in another container
    [InlineData("file.txt.{0}-0123456789abcdef0123456789abcdef.tmp", false, 2)]
    [InlineData("file.txt.{0}-0123456789abcdef.tmp", true, 2)] // not ours
    [InlineData("notes.tmp", true, 2)]
    public void A_file_that_may_belong_to_a_live_process_stays(string name, bool dead, int minutes)
    {
        var left = Leave(name, dead ? NoProcess : Environment.ProcessId, TimeSpan.FromMinutes(minutes));
        AtomicFile.WriteAllText(Target, "new");
        Assert.True(File.Exists(left));
    }

    private static int NoProcess => 999_999_999;

    private string Leave(string name, int process, TimeSpan ago)
    {
        var path = folder.File(string.Format(System.Globalization.CultureInfo.InvariantCulture, name, process));
        File.WriteAllText(path, "half");
        File.SetLastWriteTimeUtc(path, DateTime.UtcNow - ago);
        return path;
    }
}
