using GenreNotebooks.Files;
using Xunit;

namespace GenreNotebooks.Tests.Files;

public sealed class LatestLinkTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void It_points_to_the_newest_folder_also_after_a_move()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "needs symbolic links");
        foreach (var name in new[] { "runs/one", "runs/two=8,16" })
        {
            Directory.CreateDirectory(folder.File(name));
            File.WriteAllText(folder.File($"{name}/index.html"), name);
            Assert.Equal(folder.File("runs/latest"), LatestLink.Point(folder.File(name)));
            Assert.Equal(name, File.ReadAllText(folder.File("runs/latest/index.html")));
        }
        Directory.Move(folder.File("runs"), folder.File("moved"));
        Assert.Equal("runs/two=8,16", File.ReadAllText(folder.File("moved/latest/index.html")));
        Assert.Equal(["latest", "one", "two=8,16"], Directory.EnumerateFileSystemEntries(folder.File("moved")).Select(Path.GetFileName).Order());
    }

    [Fact]
    public void Where_links_are_not_permitted_an_existing_one_becomes_a_page_that_leads_on_and_is_not_followed()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "needs symbolic links");
        foreach (var name in new[] { "one", "two=8,16" })
        {
            Directory.CreateDirectory(folder.File(name));
            File.WriteAllText(folder.File($"{name}/index.html"), FileKind.PageMark);
        }
        LatestLink.Point(folder.File("one"));
        Assert.NotNull(LatestLink.Point(folder.File("two=8,16"), (_, _) => false));
        Assert.Equal(FileKind.PageMark, File.ReadAllText(folder.File("one/index.html")));
        Assert.Null(new FileInfo(folder.File("latest")).LinkTarget);
        Assert.Contains("url=../two%3D8%2C16/index.html", File.ReadAllText(folder.File("latest/index.html")));
        Directory.Delete(folder.File("one"), recursive: true);
    }

    [Fact]
    public void A_folder_of_its_name_gets_a_page_that_leads_on_and_a_file_is_left_alone()
    {
        Directory.CreateDirectory(folder.File("one"));
        Directory.CreateDirectory(folder.File("latest"));
        File.WriteAllText(folder.File("latest/mine.txt"), "");
        Assert.NotNull(LatestLink.Point(folder.File("one")));
        Assert.Contains("url=../one/index.html", File.ReadAllText(folder.File("latest/index.html")));
        Assert.True(File.Exists(folder.File("latest/mine.txt")));
        Directory.Delete(folder.File("latest"), recursive: true);
        File.WriteAllText(folder.File("latest"), "mine");
        Assert.Null(LatestLink.Point(folder.File("one")));
        Assert.Equal("mine", File.ReadAllText(folder.File("latest")));
    }
}
