using System.Text.Json;
using GenreNotebooks.Runs;
using Xunit;

namespace GenreNotebooks.Tests.Runs;

public sealed class RunRecordTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("", "model seed split data vocabulary_sha256 options parameters history restored_epoch final best environment")]
    [InlineData("data", "kind path rows sha256")]
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

    [Theory]
    [InlineData(1.25)]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void A_record_comes_back_as_it_was_even_of_a_diverged_run(double loss)
    {
        var run = SomeRun.Create(loss);
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
            "This Lyrics run was interrupted after 2 of 25 epochs: it has no final evaluation. Run it again.",
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
