using Xunit;

namespace GenreNotebooks.NotebookTests.Notebooks;

/// <summary>Notebook 11 headless on the sample.</summary>
[Trait("Suite", "Long")]
public sealed class OwnNetworkNotebookTests : IDisposable
{
    private const string Name = "11-your-own-network";

    private readonly NotebookFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact(Explicit = true)]
    public async Task It_trains_measures_saves_and_loads_a_network_that_is_not_the_librarys()
    {
        var run = await folder.RunAsync(
            TestContext.Current.CancellationToken, PostNotebooks.PathOf(Name), "--sample", "--set", "epochs=1", "--set", "seeds=1");
        Assert.Equal(("", 0), (run.Error, run.Exit));
        Assert.Contains("AttentionNet", folder.Text(Name));
        Assert.Contains("seed 1: 4 models measured", folder.Text(Name));
        Assert.Contains("Not given, set to the means of the training songs: dating", folder.Text(Name));
        Assert.Contains("attention and place minus combined:", folder.Text(Name));
    }
}
