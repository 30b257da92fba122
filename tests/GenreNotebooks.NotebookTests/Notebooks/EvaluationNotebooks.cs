using Xunit;

namespace GenreNotebooks.NotebookTests.Notebooks;

/// <summary>One run of the notebooks that evaluate, on the sample, one split each, that serves all tests.</summary>
public sealed class EvaluationNotebooks : IAsyncLifetime
{
    internal const string Honest = "08-honest-evaluation", AllGenres = "09-all-genres";

    internal NotebookFolder Folder { get; } = new();

    internal RunResult Result { get; private set; } = null!;

    public async ValueTask InitializeAsync() => Result = await Folder.RunAsync(
        TestContext.Current.CancellationToken,
        BlogNotebooks.PathOf(Honest), BlogNotebooks.PathOf(AllGenres), "--sample", "--set", "seeds=1", "--set", "candidates=2");

    public ValueTask DisposeAsync()
    {
        Folder.Dispose();
        return ValueTask.CompletedTask;
    }
}
