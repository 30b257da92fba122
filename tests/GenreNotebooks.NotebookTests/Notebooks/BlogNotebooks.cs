using GenreNotebooks.Runs;
using GenreNotebooks.Tests.Packaging;
using Xunit;

namespace GenreNotebooks.NotebookTests.Notebooks;

/// <summary>One run of the six notebooks of the blog on the sample, an epoch each, that serves all tests.</summary>
public sealed class BlogNotebooks : IAsyncLifetime
{
    internal static readonly string[] Names = ["01-data", "02-vectorization", "03-lyrics", "04-metadata", "05-combined", "06-closing-remarks"];

    internal NotebookFolder Folder { get; } = new();

    internal string Runs => Path.Combine(Folder.Path, "runs");

    internal string Site => Path.Combine(Folder.Path, "site");

    internal RunResult Result { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        // The notebooks' processes inherit it; tests that set it are one collection.
        Environment.SetEnvironmentVariable(RunStore.EnvironmentVariable, Runs);
        try
        {
            Result = await Folder.RunAsync(
                TestContext.Current.CancellationToken, [.. Names.Select(PathOf), "--sample", "--site", Site, "--set", "epochs=1", "--set", "embeddingDim=64"]);
        }
        finally
        {
            Environment.SetEnvironmentVariable(RunStore.EnvironmentVariable, null);
        }
    }

    public ValueTask DisposeAsync()
    {
        Folder.Dispose();
        return ValueTask.CompletedTask;
    }

    internal static string PathOf(string name) => Repository.File($"notebooks/{name}.dib");

    /// <summary>All that a notebook printed and showed as plain text.</summary>
    internal string Text(string name) => Folder.Text(name);
}
