using GenreNotebooks.Data;
using GenreNotebooks.Estimators;
using GenreNotebooks.Models;
using GenreNotebooks.Runs;
using GenreNotebooks.SavedModels;
using Xunit;

namespace GenreNotebooks.NotebookTests.Notebooks;

/// <summary>Notebook 10 headless on the sample.</summary>
[Trait("Suite", "Long")]
public sealed class OwnLyricsNotebookTests : IDisposable
{
    private const string Name = "10-your-own-lyrics";

    private readonly NotebookFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact(Explicit = true)]
    public async Task It_trains_a_model_and_text_that_is_typed_is_harmless()
    {
        var run = await folder.RunAsync(
            TestContext.Current.CancellationToken, PostNotebooks.PathOf(Name), "--sample", "--set", "epochs=1", "--set", "lyrics=<img src=x onerror=alert(1)> love");
        Assert.Equal(("", 0), (run.Error, run.Exit));
        Assert.Contains("SAMPLE DATA: synthetic songs", folder.Text(Name));
        Assert.Contains("Not given, set to the means of the training songs: dating", folder.Page(Name));
        Assert.DoesNotContain("<img src=x", folder.Page(Name));
        Assert.Equal(2, Directory.EnumerateFiles(Path.Combine(folder.Out, "figures"), $"{Name}-*.json").Count());
    }

    [Fact(Explicit = true)]
    public async Task It_loads_a_model_that_was_saved()
    {
        var (saved, options) = (Path.Combine(folder.Path, "model"), Recipe.Blog with { Epochs = 1, BatchSize = 64 });
        using (var model = GenreClassifier.Train(ModelKind.Lyrics, PreparedData.Load(DataFolder.Sample, options), options))
        {
            model.Save(saved);
        }
        var run = await folder.RunAsync(
            TestContext.Current.CancellationToken, PostNotebooks.PathOf(Name), "--sample", "--set", $"modelFolder={saved}");
        Assert.Equal(("", 0), (run.Error, run.Exit));
        Assert.DoesNotContain("| epoch", folder.Text(Name));
        Assert.Contains("1 epochs, seed 0", folder.Text(Name));
    }
}
