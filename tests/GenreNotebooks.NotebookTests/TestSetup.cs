using System.Runtime.CompilerServices;
using GenreNotebooks.Data;
using GenreNotebooks.Native;
using GenreNotebooks.Runs;
using GenreNotebooks.Vectorization;

namespace GenreNotebooks.NotebookTests;

internal static class TestSetup
{
    [ModuleInitializer]
    internal static void Initialize()
    {
        UseOwn(SongTableCache.EnvironmentVariable);
        Runs = UseOwn(RunStore.EnvironmentVariable);
        LibTorch.Load();
        LoadedSongs.Count = false;
    }

    /// <summary>The folder of the runs that the tests and their child processes keep.</summary>
    public static string Runs { get; private set; } = "";

    /// <summary>An empty folder for an environment variable of the tests and their child processes, deleted at the end.</summary>
    private static string UseOwn(string variable)
    {
        var folder = Directory.CreateTempSubdirectory("genre-notebooks-test-");
        Environment.SetEnvironmentVariable(variable, folder.FullName);
        AppDomain.CurrentDomain.ProcessExit += (_, _) => folder.Delete(recursive: true);
        return folder.FullName;
    }
}
