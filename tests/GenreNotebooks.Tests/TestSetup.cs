using System.Runtime.CompilerServices;
using GenreNotebooks.Data;
using GenreNotebooks.Native;
using GenreNotebooks.Vectorization;

namespace GenreNotebooks.Tests;

internal static class TestSetup
{
    [ModuleInitializer]
    internal static void Initialize()
    {
        UseOwnCache();
        LibTorch.Load();
        LoadedSongs.Count = false;
    }

    /// <summary>Tests find nothing that was tokenized before them, and leave nothing; programs that they start share it.</summary>
    private static void UseOwnCache()
    {
        var cache = Directory.CreateTempSubdirectory("genre-notebooks-cache-");
        Environment.SetEnvironmentVariable(SongTableCache.EnvironmentVariable, cache.FullName);
        AppDomain.CurrentDomain.ProcessExit += (_, _) => cache.Delete(recursive: true);
    }
}
