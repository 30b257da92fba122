using GenreNotebooks.Cli.Commands;
using GenreNotebooks.Tests;
using Xunit;

namespace GenreNotebooks.NotebookTests;

public sealed class DatedFolderTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Latest_leads_to_the_newest_also_after_a_move()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "needs symbolic links");
        foreach (var what in (string[])["lyrics", "lyrics", "lyrics-embedding=8,16"])
        {
            var made = DatedFolder.Create(folder.File("sweep"), what);
            File.WriteAllText(Path.Combine(made, "name"), made);
            Assert.Equal(made, File.ReadAllText(folder.File("sweep/latest/name")));
        }
        Assert.Equal(4, Directory.EnumerateFileSystemEntries(folder.File("sweep")).Count()); // three and the link
        Directory.Move(folder.File("sweep"), folder.File("moved"));
        Assert.EndsWith("-lyrics-embedding=8,16", File.ReadAllText(folder.File("moved/latest/name")));
    }

    [Fact]
    public void A_long_name_is_cut()
    {
        var name = Path.GetFileName(DatedFolder.Create(folder.Path, new string('x', 500)));
        Assert.Equal("2026-11-29-164012-".Length + 100, name.Length);
    }

    [Fact]
    public void A_folder_called_latest_gets_a_page_that_leads_on_and_what_is_not_ours_stays()
    {
        Directory.CreateDirectory(folder.File("latest"));
        var made = Path.GetFileName(DatedFolder.Create(folder.Path, "lyrics"));
        Assert.Contains($"url=../{made}/index.html", File.ReadAllText(folder.File("latest/index.html")));
        File.WriteAllText(folder.File("latest/index.html"), "mine");
        DatedFolder.Create(folder.Path, "lyrics");
        Assert.Equal("mine", File.ReadAllText(folder.File("latest/index.html")));
        Directory.Delete(folder.File("latest"), recursive: true);
        File.WriteAllText(folder.File("latest"), "mine");
        DatedFolder.Create(folder.Path, "lyrics");
        Assert.Equal("mine", File.ReadAllText(folder.File("latest")));
    }
}
