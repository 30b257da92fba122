using System.IO.Compression;
using GenreNotebooks.Cli.Doctor;
using GenreNotebooks.Data;
using GenreNotebooks.Tests;

namespace GenreNotebooks.NotebookTests.Doctor;

/// <summary>A machine in a temporary folder that has all that is needed, for a test to take something away.</summary>
internal sealed class SomeMachine : IDisposable
{
    public static readonly DateTime Packed = new(2026, 5, 12, 12, 0, 0, DateTimeKind.Utc);

    private readonly TemporaryFolder folder = new();

    public SomeMachine()
    {
        Write("global.json", """{ "sdk": { "version": "10.0.100", "rollForward": "latestFeature" } }""");
        Write("dotnet/sdk/10.0.401/dotnet.dll", "");
        File.SetLastWriteTimeUtc(Write("lib/GenreNotebooks/Song.cs", "class Song;"), Packed.AddHours(-1));
        Pack("this build");
        Write("home/.vscode/extensions/ms-dotnettools.dotnet-interactive-vscode-1.0.6/package.json", "{}");
        Machine = new Machine
        {
            Root = folder.Path,
            Home = folder.File("home"),
            Temporary = folder.File("tmp"),
            ProgramFolders = [folder.File("bin")],
            DotnetFolders = [folder.File("nothing"), folder.File("dotnet")],
            Variable = _ => null,
            LoadTorch = () => { },
            FindData = () => DataFolder.Sample,
            FindBrowser = () => "/usr/bin/chromium",
            FreeBytes = _ => 20_000_000_000,
            Link = HardLink.TryCreate,
        };
    }

    public Machine Machine { get; }

    public string Package => folder.File("feed/GenreNotebooks.2.0.0.nupkg");

    public string Path(string name) => folder.File(name);

    public string Write(string name, string text)
    {
        var path = folder.File(name);
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
        return path;
    }

    public void Pack(string assembly)
    {
        Directory.CreateDirectory(folder.File("feed"));
        using (var archive = new ZipArchive(File.Create(Package), ZipArchiveMode.Create))
        {
            using var writer = new StreamWriter(archive.CreateEntry("lib/net10.0/GenreNotebooks.dll").Open());
            writer.Write(assembly);
        }
        File.SetLastWriteTimeUtc(Package, Packed);
    }

    public void Dispose() => folder.Dispose();
}
