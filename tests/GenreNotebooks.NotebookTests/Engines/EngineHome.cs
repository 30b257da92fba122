using System.Diagnostics;
using GenreNotebooks.Data;
using GenreNotebooks.Runs;

namespace GenreNotebooks.NotebookTests.Engines;

/// <summary>
/// A home folder for engines. They keep there what a <c>#r</c> resolved to, so tests neither see nor change what the user's own engines know.
/// The packages of this machine are linked, all but the project's own: that comes from the feed. Nothing is made before it is used.
/// </summary>
public sealed class EngineHome : IDisposable
{
    private static readonly string UserHome = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);
    private readonly Lazy<string> folder = new(Create);
    private int runs;

    internal string Path => folder.Value;

    /// <summary>NuGet's folder of packages for what runs here.</summary>
    internal string Packages => File("packages");

    internal string File(string name) => System.IO.Path.Combine(Path, name);

    /// <summary>A program that runs here, on the sample, each time with no earlier runs.</summary>
    internal ProcessStartInfo Command(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        // A surrounding dotnet test sets these for itself; the engines call dotnet restore.
        foreach (var name in start.Environment.Keys.Where(name => name.StartsWith("MSBUILD", StringComparison.OrdinalIgnoreCase)).ToList())
        {
            start.Environment.Remove(name);
        }
        start.Environment["HOME"] = Path;
        start.Environment["NUGET_PACKAGES"] = Packages;
        start.Environment["DOTNET_NOLOGO"] = start.Environment["DOTNET_INTERACTIVE_CLI_TELEMETRY_OPTOUT"] = start.Environment["DOTNET_INTERACTIVE_SKIP_FIRST_TIME_EXPERIENCE"] = "1";
        start.Environment["DOTNET_GENERATE_ASPNET_CERTIFICATE"] = "false";
        start.Environment["DOTNET_PROCESSOR_COUNT"] = "1"; // two tests run side by side
        start.Environment["DOTNET_TieredPGO"] = "0"; // kernels live for seconds
        start.Environment[DataFolder.EnvironmentVariable] = DataFolder.SampleWord;
        start.Environment[RunStore.EnvironmentVariable] = File($"runs-{Interlocked.Increment(ref runs)}");
        return start;
    }

    public void Dispose()
    {
        if (folder.IsValueCreated)
        {
            Directory.Delete(Path, recursive: true);
        }
    }

    private static string Create()
    {
        var home = Directory.CreateTempSubdirectory("genre-notebooks-home-").FullName;
        Link(System.IO.Path.Combine(UserHome, ".nuget", "NuGet"), System.IO.Path.Combine(home, ".nuget", "NuGet")); // where packages come from
        LinkPackages(System.IO.Path.Combine(home, "packages"));
        return home;
    }

    /// <summary>Makes a folder of packages that has all packages of this machine but the project's own.</summary>
    internal static void LinkPackages(string folder)
    {
        foreach (var package in Directory.GetDirectories(EngineTools.Packages).Where(package => System.IO.Path.GetFileName(package) != "genrenotebooks"))
        {
            Link(package, System.IO.Path.Combine(folder, System.IO.Path.GetFileName(package)));
        }
    }

    private static void Link(string target, string link)
    {
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(link)!);
        Directory.CreateSymbolicLink(link, target);
    }
}
