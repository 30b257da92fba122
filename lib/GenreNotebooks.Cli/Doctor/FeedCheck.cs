using System.IO.Compression;
using System.Security.Cryptography;
using GenreNotebooks.Data;

namespace GenreNotebooks.Cli.Doctor;

/// <summary>Is the library's package in the feed, as new as its sources, and the same as in the engines' caches?</summary>
internal static class FeedCheck
{
    private const string Thing = "Package", Library = "GenreNotebooks", Assembly = Library + ".dll";
    private const string Build = $"dotnet build lib/{Library}.Interactive";

    private static readonly string[] Projects = [Library, $"{Library}.Interactive"];
    private static readonly string[] Sources = [".cs", ".csproj", ".js", ".md", ".nuspec", ".targets"];

    /// <summary>The version of the library and of its package.</summary>
    public static string Version { get; } = typeof(DataFolder).Assembly.GetName().Version!.ToString(3);

    public static IEnumerable<Finding> Examine(Machine machine)
    {
        var name = $"feed/{Library}.{Version}.nupkg";
        var package = Path.Combine(machine.Root, name);
        if (!File.Exists(package))
        {
            yield return Finding.Wrong(Thing, $"{name} is missing, so the first cell of a notebook fails in an editor", Build);
            yield break;
        }
        if (Digest(package) is not { } packed)
        {
            yield return Finding.Wrong(Thing, $"{name} is damaged", $"{Build} -t:Rebuild");
            yield break;
        }
        var newer = NewerSource(machine.Root, File.GetLastWriteTimeUtc(package));
        yield return newer is null ? Finding.Fine(Thing, $"{name}, built from the present sources") : Finding.Wrong(Thing, $"{name} is older than {newer}", Build);
        foreach (var stale in Copies(machine).Where(copy => !packed.AsSpan().SequenceEqual(SHA256.HashData(File.ReadAllBytes(copy)))))
        {
            yield return Finding.Wrong("Engine's cache", $"{stale} is from another build, and notebooks would use it", $"{Build} -t:ForgetOlderPackages");
        }
        foreach (var entry in Resolved(machine).Where(entry => File.GetLastWriteTimeUtc(entry) < File.GetLastWriteTimeUtc(package) || NamesMissingFiles(entry)))
        {
            yield return Finding.Wrong("Engine's cache", $"{entry} holds the result of an earlier #r, and notebooks would use it", $"{Build} -t:ForgetOlderPackages");
        }
    }

    private static byte[]? Digest(string package)
    {
        try
        {
            using var archive = ZipFile.OpenRead(package);
            using var assembly = archive.GetEntry($"lib/net{Environment.Version.Major}.0/{Assembly}")?.Open();
            return assembly is null ? null : SHA256.HashData(assembly);
        }
        catch (InvalidDataException)
        {
            return null;
        }
    }

    private static string? NewerSource(string root, DateTime packed) => Projects.Select(project => Path.Combine(root, "lib", project)).Where(Directory.Exists)
        .SelectMany(folder => Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories))
        .Where(file => Sources.Contains(Path.GetExtension(file)) && File.GetLastWriteTimeUtc(file) > packed)
        .Select(file => Path.GetRelativePath(root, file)).Order(StringComparer.Ordinal).FirstOrDefault();

    /// <summary>The unpacked copies of the library: .NET Interactive uses NuGet's cache, Verso its own for each of its runtimes.</summary>
    private static IEnumerable<string> Copies(Machine machine)
    {
        var verso = Path.Combine(machine.Temporary, "verso-nuget-packages");
        var copies = (Directory.Exists(verso) ? Directory.EnumerateDirectories(verso) : []).Select(cache => Path.Combine(cache, Library, Version, Assembly))
            .Prepend(Path.Combine(machine.PackageCache, Library.ToLowerInvariant(), Version, "lib", $"net{Environment.Version.Major}.0", Assembly));
        return copies.Where(File.Exists);
    }

    /// <summary>The results that .NET Interactive keeps for each #r of the library: a line for each file, its parts separated by commas.</summary>
    private static IEnumerable<string> Resolved(Machine machine)
    {
        var folder = Path.Combine(machine.Home, ".packagemanagement", "nuget", "Cache");
        return (Directory.Exists(folder) ? Directory.EnumerateFiles(folder, "*.paths") : []).Order(StringComparer.Ordinal)
            .Where(entry => File.ReadAllText(entry).Contains(Library, StringComparison.OrdinalIgnoreCase));
    }

    private static bool NamesMissingFiles(string entry) =>
        File.ReadLines(entry).SelectMany(line => line.Split(',')).Any(part => Path.IsPathFullyQualified(part) && !Path.Exists(part));
}
