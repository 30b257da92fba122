using System.Text.Json;
using GenreNotebooks.Runs;
using Xunit;

namespace GenreNotebooks.Tests.Runs;

public sealed class RunRecordTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("", "model seed split data vocabulary_sha256 options parameters history restored_epoch final diverged best environment")]
    [InlineData("data", "kind path rows sha256 base_rate")]
    [InlineData("options", "seed embedding_dim dropout pooling min_frequency token_dropout feature_scaling with_year depth lyrics_depth hidden_dim feature_dropout epochs batch_size learning_rate weight_decay label_smoothing patience members max_length genres split reset_optimizer_each_epoch cosine_decay dropout_while_testing device")]
    [InlineData("history", "epoch train_loss train_accuracy test_loss test_accuracy seconds")]
    [InlineData("final", "accuracy macro_f1 per_class confusion")]
    [InlineData("best", "epoch accuracy picked_on")]
    [InlineData("environment", "library library_build torch_sharp dotnet system device threads")]
    public void The_JSON_has_these_fields_and_no_others(string part, string fields)
    {
        using var json = JsonDocument.Parse(SomeRun.Create().ToJson());
        var element = part.Length == 0 ? json.RootElement : json.RootElement.GetProperty(part);
        element = element.ValueKind == JsonValueKind.Array ? element[0] : element;
        Assert.Equal(fields.Split(' '), element.EnumerateObject().Select(field => field.Name));
    }

    [Fact]
    public void Words_of_the_command_line_name_network_and_split_and_genres_keep_their_names()
    {
        using var json = JsonDocument.Parse(SomeRun.Create().ToJson());
        Assert.Equal("lyrics", json.RootElement.GetProperty("model").GetString());
        Assert.Equal("artist", json.RootElement.GetProperty("split").GetString());
        var perClass = json.RootElement.GetProperty("final").GetProperty("per_class");
        Assert.Equal(SomeRun.Matrix.Genres, perClass.EnumerateObject().Select(genre => genre.Name));
    }

    [Fact]
    public void A_record_comes_back_as_it_was()
    {
        var run = SomeRun.Create();
        run.Save(folder.File("new/run.json"));
        var loaded = RunRecord.Load(folder.File("new/run.json"));
        Assert.Equal(run.ToJson(), loaded.ToJson());
        Assert.Equal(run.History, loaded.History);
        Assert.Equal(run.Options, loaded.Options);
        Assert.Equal(SomeRun.Matrix.Counts, loaded.Confusion.Counts);
        Assert.Equal(["run.json"], Directory.EnumerateFileSystemEntries(folder.File("new")).Select(Path.GetFileName));
    }

    [Fact]
    public void The_final_accuracy_is_the_trace_of_the_confusion_over_its_sum()
    {
        var final = SomeRun.Create().Final!;
        Assert.Equal(11 / 16.0, final.Accuracy);
        Assert.Equal(final.Accuracy, Enumerable.Range(0, 4).Sum(genre => final.Confusion[genre][genre]) / (double)final.Confusion.Sum(row => row.Sum()));
        Assert.Equal([1 / 3.0, 4 / 5.0, 1, 4 / 6.0], final.PerClass.Values);
    }

    [Fact]
    public void An_interrupted_run_has_a_null_final_and_says_why_there_is_no_confusion()
    {
        var run = SomeRun.Create() with { Final = null, Options = new() { Epochs = 25 } };
        run.Save(folder.File("run.json"));
        Assert.Contains("\"final\": null", File.ReadAllText(folder.File("run.json")));
        Assert.Equal(
            "This lyrics run was interrupted after 2 of 25 epochs: it has no final evaluation. Run it again.",
            Assert.Throws<InputException>(() => RunRecord.Load(folder.File("run.json")).Confusion).Message);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("{\"model\": \"lyrics\", ")]
    [InlineData("[1, 2]")]
    [InlineData("{\"nbformat\": 4, \"cells\": []}")]
    [InlineData("{\"model\": \"poetry\"}")]
    public void A_file_that_is_no_record_is_named(string? content)
    {
        var path = folder.File("run.json");
        if (content is not null)
        {
            File.WriteAllText(path, content);
        }
        Assert.StartsWith($"{path}: ", Assert.Throws<InputException>(() => RunRecord.Load(path)).Message);
    }

    [Fact]
    public void A_run_that_diverged_has_no_score_and_says_where()
    {
        var message = "Training diverged in epoch 1, step 2: the network computes NaN or infinity. Try a learning rate below 1.";
        var run = SomeRun.Create() with { History = [], Final = null, Best = null, Diverged = new(1, 2, message) };
        run.Save(folder.File("run.json"));
        var loaded = RunRecord.Load(folder.File("run.json"));
        Assert.Equal((run.ToJson(), run.Diverged, "diverged in epoch 1, step 2"), (loaded.ToJson(), loaded.Diverged, $"{loaded.Diverged}"));
        Assert.Equal(message, Assert.Throws<InputException>(() => loaded.Confusion).Message);
    }

    [Fact]
    public void A_genre_without_test_songs_is_null()
    {
        var run = SomeRun.Create() with { Final = FinalScore.Of(new(["jazz", "pop"], new[,] { { 3, 1 }, { 0, 0 } })) };
        using var json = JsonDocument.Parse(run.ToJson());
        Assert.Equal("{\"jazz\":0.75,\"pop\":null}", JsonSerializer.Serialize(json.RootElement.GetProperty("final").GetProperty("per_class")));
        run.Save(folder.File("run.json"));
        Assert.Equal(run.Final.PerClass, RunRecord.Load(folder.File("run.json")).Final!.PerClass);
    }

    [Theory]
    [InlineData("\"pop\": null", "\"pop\": 0", "found 0 as share of the genre 'pop' in per_class, which has 0 test songs in confusion, expected null")]
    [InlineData("\"jazz\": 0.75", "\"jazz\": null", "found null as share of the genre 'jazz' in per_class, which has 4 test songs in confusion, expected null without test songs and else a number")]
    [InlineData("\"base_rate\": 0.3576", "\"base_rate\": 1.5", "found 1.5 as base_rate of data, expected 0 to 1.")]
    [InlineData("\"diverged\": null", "\"diverged\": {\"epoch\": 2, \"step\": 1, \"message\": \"\"}", "found a final score of a run that diverged, expected null.")]
    public void A_record_that_contradicts_itself_is_refused(string value, string other, string message)
    {
        var json = (SomeRun.Create() with { Final = FinalScore.Of(new(["jazz", "pop"], new[,] { { 3, 1 }, { 0, 0 } })) }).ToJson();
        Assert.Contains(value, json, StringComparison.Ordinal);
        File.WriteAllText(folder.File("run.json"), json.Replace(value, other, StringComparison.Ordinal));
        Assert.Contains(message, Assert.Throws<InputException>(() => RunRecord.Load(folder.File("run.json"))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_record_cut_short_anywhere_is_refused()
    {
        var (path, json) = (folder.File("run.json"), SomeRun.Create().ToJson());
        foreach (var length in Enumerable.Range(0, json.Length - 1).Where(length => length % 97 == 0))
        {
            File.WriteAllText(path, json[..length]);
            Assert.Throws<InputException>(() => RunRecord.Load(path));
        }
    }

    [Fact]
    public void A_record_from_before_an_option_was_there_has_its_default()
    {
        var json = SomeRun.Create().ToJson();
        var older = string.Join('\n', json.Split('\n').Where(line => !line.Contains("\"pooling\"") && !line.Contains("\"depth\"") && !line.Contains("\"restored_epoch\"")));
        Assert.NotEqual(json.Length, older.Length);
        Assert.Equal(json, RunRecord.Parse(System.Text.Encoding.UTF8.GetBytes(older), "here").ToJson());
    }
}
