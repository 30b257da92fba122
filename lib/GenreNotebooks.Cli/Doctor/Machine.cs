using System.Runtime.InteropServices;
using GenreNotebooks.Data;
using GenreNotebooks.Files;
using GenreNotebooks.Native;
using GenreNotebooks.Plots;

namespace GenreNotebooks.Cli.Doctor;

/// <summary>Everything that the checks look at. They start no program and use no network.</summary>
internal sealed record Machine
{
    /// <summary>The repository.</summary>
    public required string Root { get; init; }

    /// <summary>The user's own folder.</summary>
    public required string Home { get; init; }

    /// <summary>The folder for temporary files, where Verso keeps packages.</summary>
    public required string Temporary { get; init; }

    /// <summary>The folders of programs.</summary>
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

    /// <summary>The free space of the disk that a folder is on, in bytes.</summary>
    public required Func<string, long> FreeBytes { get; init; }

    /// <summary>Creates a hard link to the first file at the second path; returns whether that worked.</summary>
    public required Func<string, string, bool> Link { get; init; }

    /// <summary>The folder where NuGet unpacks packages.</summary>
    public string PackageCache => Variable("NUGET_PACKAGES") is { Length: > 0 } named ? named : Path.Combine(Home, ".nuget", "packages");

    /// <summary>This machine.</summary>
    /// <exception cref="InputException">The working directory is outside the repository.</exception>
    public static Machine This()
    {
        var folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries);
        return new Machine
        {
            Root = RepositoryRoot.Find()
                ?? throw new InputException("There is no GenreNotebooks.sln at or above the current folder: change to the repository, which doctor checks."),
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

/// <summary>A second name for one file; .NET has no call that creates it.</summary>
internal static partial class HardLink
{
    /// <summary>Creates a hard link, if the file systems of both places allow it.</summary>
    public static bool TryCreate(string existing, string link) =>
        OperatingSystem.IsWindows() ? CreateOnWindows(link, existing, 0) : Create(existing, link) == 0;

    [LibraryImport("libc", EntryPoint = "link", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Create(string existing, string link);

    [LibraryImport("kernel32", EntryPoint = "CreateHardLinkW", StringMarshalling = StringMarshalling.Utf16)]
    [return: MarshalAs(UnmanagedType.Bool)]
    private static partial bool CreateOnWindows(string link, string existing, nint security);
}
