using GenreNotebooks.Models;
using GenreNotebooks.SavedModels;
using Xunit;

namespace GenreNotebooks.Tests.SavedModels;

/// <summary>A model is saved atomically and replaces nothing but a model.</summary>
[Collection<Torch>]
public sealed class ModelFolderTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    private string Model => folder.File("model");

    public void Dispose() => folder.Dispose();

    [Fact]
    public void A_model_is_one_folder_with_weights_description_vocabulary_and_card()
    {
        using var model = Save(ModelKind.Combined);
        Assert.Equal(["README.md", "model.json", "model.safetensors", "vocab.txt"], Names(Model));
        Assert.Equal(["data", "model"], Names(folder.Path));
        var card = File.ReadAllText(Path.Combine(Model, "README.md"));
        foreach (var said in new[] { "CC BY 4.0", "Moura", "Apache-2.0", "Explicit lyrics", "seed 0", "macro-F1", "Intended use and limits", "hip hop, jazz, reggae, rock", "MIT" })
        {
            Assert.Contains(said, card);
        }
        Assert.DoesNotContain(folder.Path, card + File.ReadAllText(Path.Combine(Model, "model.json")));
    }

    [Fact]
    public void A_model_is_not_overwritten_unless_asked_for()
    {
        using var model = Save(ModelKind.Metadata);
        var before = File.ReadAllBytes(Path.Combine(Model, "model.json"));
        Assert.Contains("found a saved model, expected a new folder", Assert.Throws<InputException>(() => model.Save(Model)).Message);
        Assert.Equal(before, File.ReadAllBytes(Path.Combine(Model, "model.json")));
        using var other = SmallModel.Train(folder.File("data"), ModelKind.Lyrics);
        other.Save(Model + "/", overwrite: true);
        using var loaded = GenreClassifier.Load(Model);
        Assert.Equal("lyrics", loaded.Model);
        Assert.Equal(["data", "model"], Names(folder.Path));
    }

    [Fact]
    public async Task A_replaced_model_is_there_at_every_moment()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "only Linux exchanges two folders in one step");
        using var model = Save(ModelKind.Metadata);
        using var end = new CancellationTokenSource();
        var watching = Task.Run(() =>
        {
            var looks = 0;
            for (; !end.IsCancellationRequested; looks++)
            {
                Assert.True(File.Exists(Path.Combine(Model, "model.json")));
            }
            return looks;
        });
        for (var save = 0; save < 40; save++)
        {
            model.Save(Model, overwrite: true);
        }
        await end.CancelAsync();
        Assert.True(await watching > 40);
        Assert.Equal(["data", "model"], Names(folder.Path));
    }

    [Fact]
    public void Only_a_model_is_overwritten_even_if_asked_for()
    {
        using var model = Save(ModelKind.Metadata);
        File.WriteAllText(Path.Combine(Model, "notes.txt"), "mine");
        Assert.Contains("(notes.txt), expected a new folder. The folder is left unchanged", Assert.Throws<InputException>(() => model.Save(Model, overwrite: true)).Message);
        Assert.Contains("found a folder with other files or without a model", Assert.Throws<InputException>(() => model.Save(folder.File("data"), overwrite: true)).Message);
        Assert.Contains("found a file", Assert.Throws<InputException>(() => model.Save(Path.Combine(Model, "notes.txt"), overwrite: true)).Message);
        Assert.Equal("mine", File.ReadAllText(Path.Combine(Model, "notes.txt")));
        Directory.CreateDirectory(folder.File("empty"));
        model.Save(folder.File("empty"));
        Assert.Equal(4, Names(folder.File("empty")).Count);
    }

    private GenreClassifier Save(ModelKind kind)
    {
        var model = SmallModel.Train(folder.File("data"), kind);
        model.Save(Model);
        return model;
    }

    private static IReadOnlyList<string> Names(string path) =>
        [.. Directory.EnumerateFileSystemEntries(path).Select(entry => Path.GetFileName(entry)).Order(StringComparer.Ordinal)];
}
