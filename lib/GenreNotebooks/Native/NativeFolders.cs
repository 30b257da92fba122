using TorchSharp;

namespace GenreNotebooks.Native;

/// <summary>Folders that may contain the native libraries of LibTorch, TorchSharp and LightGBM: next to a program, or in a notebook engine's package cache.</summary>
internal static class NativeFolders
{
    /// <summary>The folders that exist, in search order.</summary>
    public static IReadOnlyList<string> Find()
    {
        var assembly = Path.GetDirectoryName(typeof(torch).Assembly.Location);
        string?[] outputs = [assembly, AppContext.BaseDirectory];
        return
        [
            .. outputs.OfType<string>().SelectMany(Natives)
                .Concat(PackageCaches.Around(assembly).SelectMany(cache => Packages(cache).SelectMany(Natives)))
                .Where(Directory.Exists).Select(Path.TrimEndingDirectorySeparator).Distinct(),
        ];
    }

    // NuGet's layout, and that of Verso, which unpacks native libraries into "native".
    private static string[] Natives(string folder) =>
        [folder, Path.Combine(folder, "runtimes", "linux-x64", "native"), Path.Combine(folder, "native")];

    private static string[] Packages(string cache) =>
    [
        Path.Combine(cache, "libtorch-cpu-linux-x64", LibTorch.Version), Path.Combine(cache, "torchsharp", LibTorch.TorchSharpVersion),
        Path.Combine(cache, "lightgbm", LightGbm.Version), Path.Combine(cache, "LightGBM", LightGbm.Version),
    ];
}

/// <summary>Folders that may contain unpacked packages by name and version.</summary>
internal static class PackageCaches
{
    /// <summary>The folders above an assembly, which in a notebook is inside the engine's package cache; then NuGet's own caches.</summary>
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
