namespace GenreNotebooks.Native;

/// <summary>Where packages may lie unpacked, each under its name and version.</summary>
internal static class PackageCaches
{
    /// <summary>The folders above an assembly, for in a notebook it lies inside an engine's package cache; then NuGet's own.</summary>
    public static IEnumerable<string> Around(string? assemblyFolder)
    {
        for (var parent = assemblyFolder; parent is not null; parent = Path.GetDirectoryName(parent))
        {
            yield return parent;
        }
        if (Environment.GetEnvironmentVariable("NUGET_PACKAGES") is { Length: > 0 } named)
        {
            yield return named;
        }
        yield return Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");
    }
}
