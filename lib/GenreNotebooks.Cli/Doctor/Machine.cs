using System.Runtime.InteropServices;
using GenreNotebooks.Data;
using GenreNotebooks.Files;
using GenreNotebooks.Native;
using GenreNotebooks.Plots;

namespace GenreNotebooks.Cli.Doctor;

/// <summary>All that is looked at: nothing of it is started, nothing is asked of a network.</summary>
internal sealed record Machine
{
    /// <summary>The repository.</summary>
    public required string Root { get; init; }

    /// <summary>The user's own folder.</summary>
    public required string Home { get; init; }

    /// <summary>The folder for temporary files, where Verso keeps packages.</summary>
    public required string Temporary { get; init; }

    /// <summary>The folders where programs lie.</summary>
    public required IReadOnlyList<string> ProgramFolders { get; init; }

    /// <summary>The folders that may hold .NET SDKs; the first that does counts.</summary>
    public required IReadOnlyList<string> DotnetFolders { get; init; }

    /// <summary>Environment variables by name.</summary>
    public required Func<string, string?> Variable { get; init; }

    /// <summary>Loads LibTorch or throws an <see cref="InputException"/>.</summary>
    public required Action LoadTorch { get; init; }

    /// <summary>Finds the data or throws an <see cref="InputException"/>.</summary>
    public required Func<DataFolder> FindData { get; init; }

    /// <summary>Finds a browser or throws an <see cref="InputException"/>.</summary>
    public required Func<string> FindBrowser { get; init; }

    /// <summary>The space left where a folder is, in bytes.</summary>
    public required Func<string, long> FreeBytes { get; init; }

    /// <summary>Makes a hard link to the first file at the second path; says whether it could.</summary>
    public required Func<string, string, bool> Link { get; init; }

    /// <summary>The folder where NuGet unpacks packages.</summary>
    public string PackageCache => Variable("NUGET_PACKAGES") is { Length: > 0 } named ? named : Path.Combine(Home, ".nuget", "packages");

    /// <summary>The machine that this process runs on.</summary>
    /// <exception cref="InputException">The working directory is outside the repository.</exception>
    public static Machine This()
    {
        var folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries);
        return new Machine
        {
            Root = RepositoryRoot.Find()
                ?? throw new InputException("There is no GenreNotebooks.sln at or above the current folder: go to the repository, for its parts are what is checked."),
            Home = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile),
            Temporary = Path.GetTempPath(),
            ProgramFolders = folders,
            DotnetFolders = [.. DotnetOnThePath(folders), Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", ".."))],
            Variable = Environment.GetEnvironmentVariable,
            LoadTorch = LibTorch.Load,
            FindData = () => DataFolder.Find(),
            FindBrowser = InstalledBrowser.Find,
            FreeBytes = folder => new DriveInfo(folder).AvailableFreeSpace,
            Link = HardLink.TryCreate,
        };
    }

    /// <summary>The first program of that name, or null.</summary>
    public string? Program(string name) => ProgramIn(ProgramFolders, name);

    /// <summary>The first program of that name in some folders, or null.</summary>
    public static string? ProgramIn(IReadOnlyList<string> folders, string name) =>
        folders.SelectMany(folder => new[] { Path.Combine(folder, name), Path.Combine(folder, name + ".exe") }).FirstOrDefault(File.Exists);

    private static IEnumerable<string> DotnetOnThePath(IReadOnlyList<string> folders) => ProgramIn(folders, "dotnet") is not { } program ? []
        : [Path.GetDirectoryName(File.ResolveLinkTarget(program, returnFinalTarget: true)?.FullName ?? program)!];
}
