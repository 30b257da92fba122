using System.Runtime.CompilerServices;
using GenreNotebooks.Native;
using GenreNotebooks.Vectorization;

namespace GenreNotebooks.NotebookTests;

internal static class TestSetup
{
    [ModuleInitializer]
    internal static void Initialize()
    {
        UseOwnCache();
        LibTorch.Load();
    }

    /// <summary>An empty cache of tokenized songs for the tests and their child processes, deleted at the end.</summary>
    private static void UseOwnCache()
    {
        var cache = Directory.CreateTempSubdirectory("genre-notebooks-cache-");
        Environment.SetEnvironmentVariable(SongTableCache.EnvironmentVariable, cache.FullName);
        AppDomain.CurrentDomain.ProcessExit += (_, _) => cache.Delete(recursive: true);
    }
}
