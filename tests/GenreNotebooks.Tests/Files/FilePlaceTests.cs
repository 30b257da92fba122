using System.Diagnostics;
using GenreNotebooks.Files;
using Xunit;

namespace GenreNotebooks.Tests.Files;

public sealed class FilePlaceTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public FilePlaceTests()
    {
        File.WriteAllText(folder.File("songs.csv"), "love");
        File.WriteAllText(folder.File("copy.csv"), "love");
    }

    public void Dispose() => folder.Dispose();

    [Fact]
    public void A_file_is_the_same_by_every_path()
    {
        File.CreateSymbolicLink(folder.File("link.csv"), "songs.csv");
        Directory.CreateSymbolicLink(folder.File("linked"), folder.Path);
        string[] paths = ["songs.csv", "link.csv", "linked/link.csv", "linked/./songs.csv", "linked/../songs.csv"];
        Assert.All(paths, path => Assert.True(FilePlace.AreSame(folder.File("songs.csv"), folder.File(path)), path));
        Assert.True(FilePlace.AreSame(folder.File("songs.csv"), Path.GetRelativePath(Directory.GetCurrentDirectory(), folder.File("songs.csv"))));
    }

    [Fact]
    public void Elsewhere_than_on_Linux_links_are_resolved_folder_by_folder()
    {
        File.CreateSymbolicLink(folder.File("link.csv"), "songs.csv");
        Directory.CreateSymbolicLink(folder.File("linked"), folder.Path);
        Assert.Equal(FilePlace.Target(folder.File("songs.csv")), FilePlace.Target(folder.File("linked/linked/link.csv")));
        Assert.NotEqual(FilePlace.Target(folder.File("songs.csv")), FilePlace.Target(folder.File("linked/copy.csv")));
    }

    [Fact]
    public void A_hard_link_is_the_same_file()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Only Linux tells the number of a file.");
        using var link = Process.Start("ln", [folder.File("songs.csv"), folder.File("hard.csv")]);
        link.WaitForExit();
        Assert.True(FilePlace.AreSame(folder.File("songs.csv"), folder.File("hard.csv")));
    }

    [Theory]
    [InlineData("copy.csv")]
    [InlineData("nothing.csv")]
    public void Another_file_or_none_is_not_the_same(string other) => Assert.False(FilePlace.AreSame(folder.File("songs.csv"), folder.File(other)));

    [Fact]
    public void A_pipe_or_a_device_is_never_replaced()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Only Linux tells the type of a file.");
        using var made = Process.Start("mkfifo", folder.File("pipe"));
        made.WaitForExit();
        Assert.True(FilePlace.IsRegularFile(folder.File("songs.csv")));
        Assert.False(FilePlace.IsRegularFile("/dev/null"));
        Assert.False(FileKind.RunRecord.MayReplace("/dev/null"));
        foreach (var write in (Action[])[() => AtomicFile.WriteAllText(folder.File("pipe"), "love"), () => AtomicFile.EnsureWritable(folder.File("pipe"))])
        {
            Assert.Equal($"{folder.File("pipe")}: cannot be written (it is a device or a pipe, not a file)", Assert.Throws<InputException>(write).Message);
        }
        Assert.False(FilePlace.IsRegularFile(folder.File("pipe")));
    }
}
