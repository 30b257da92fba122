using System.IO.Compression;
using System.Text;
using GenreNotebooks.Tests.Packaging;
using Xunit;

namespace GenreNotebooks.NotebookTests.Engines;

/// <summary>A folder of notebooks with a feed of its own, in which the package can change.</summary>
internal sealed class PackageFolder
{
    private readonly EngineHome home;
    private readonly string package;

    public PackageFolder(EngineHome home)
    {
        this.home = home;
        Path = Directory.CreateDirectory(home.File($"folder-{Guid.NewGuid():N}")).FullName;
        Feed = Directory.CreateDirectory(System.IO.Path.Combine(Path, "feed")).FullName;
        var built = Assert.Single(Directory.GetFiles(Repository.File("feed"), "GenreNotebooks.*.nupkg"));
        package = System.IO.Path.Combine(Feed, System.IO.Path.GetFileName(built));
        File.Copy(built, package);
        File.WriteAllText(System.IO.Path.Combine(Path, "NuGet.config"), """
            <configuration><packageSources><add key="GenreNotebooks" value="feed" /></packageSources></configuration>
            """);
    }

    public string Path { get; }

    public string Feed { get; }

    /// <summary>Packs the library again, with another text in it, and does what a build does about older copies.</summary>
    /// <param name="old">A text of the library.</param>
    /// <param name="text">Another of the same length.</param>
    /// <param name="packages">The folder of packages, as the environment names it.</param>
    public async Task RebuildAsync(string old, string text, string packages)
    {
        using (var zip = ZipFile.Open(package, ZipArchiveMode.Update))
        {
            Replace(zip.GetEntry("lib/net10.0/GenreNotebooks.dll")!, Encoding.Unicode.GetBytes(old), Encoding.Unicode.GetBytes(text));
        }
        await ForgetAsync(home, packages, Feed);
    }

    /// <summary>Runs the target of the build that forgets older copies of the package.</summary>
    public static async Task ForgetAsync(EngineHome home, string packages, string? feed = null)
    {
        var start = home.Command("dotnet", "msbuild", Repository.File("lib/GenreNotebooks.Interactive"), "-t:ForgetOlderPackages", "-nodeReuse:false", $"-p:PackageOutputPath={feed ?? Repository.File("feed")}/");
        start.Environment["NUGET_PACKAGES"] = packages;
        start.Environment["TMPDIR"] = home.Path; // Verso's copies of the user stay
        var build = await FinishedProcess.RunAsync(start);
        Assert.True(build.Exit == 0, build.Log);
    }

    private static void Replace(ZipArchiveEntry entry, byte[] old, byte[] bytes)
    {
        entry.LastWriteTime = DateTimeOffset.Now; // as a new build's; a project copies what is newer
        using var stream = entry.Open();
        using var library = new MemoryStream();
        stream.CopyTo(library);
        var place = library.GetBuffer().AsSpan(0, (int)library.Length).IndexOf(old);
        Assert.True(place > 0 && old.Length == bytes.Length);
        stream.Position = place;
        stream.Write(bytes);
    }
}
