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
    public void A_device_is_no_file_to_replace()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "There is no /dev/null.");
        Assert.False(FilePlace.IsRegularFile("/dev/null"));
        Assert.False(FileKind.RunRecord.MayReplace("/dev/null"));
        Assert.True(FilePlace.IsRegularFile(folder.File("songs.csv")));
    }
}
