using System.CommandLine;
using System.Text.Json;
using GenreNotebooks.Cli;
using GenreNotebooks.Cli.Commands;
using GenreNotebooks.Estimators;
using GenreNotebooks.Runs;
using GenreNotebooks.SavedModels;
using GenreNotebooks.Tests;
using GenreNotebooks.Tests.Runs;
using GenreNotebooks.Training;
using Xunit;

namespace GenreNotebooks.NotebookTests;

public sealed class TrainCommandTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("lyrics", 977_924)]
    [InlineData("metadata", 782)]
    [InlineData("combined", 978_090)]
    public async Task A_run_prints_a_line_per_epoch_and_writes_its_record(string model, int parameters)
    {
        var (exit, output, error) = await TrainAsync(model, "--sample", "--epochs", "2", "--json", folder.File("new/run.json"));
        Assert.Equal((0, ""), (exit, error));
        var run = RunRecord.Load(folder.File("new/run.json"));
        Assert.Equal((parameters, 2, "sample"), (run.Parameters, run.History.Count, run.Data.Kind));
        var lines = output.Split('\n');
        Assert.StartsWith("SAMPLE DATA", lines[0]);
        Assert.Equal(run.History.Select(epoch => epoch.ToString()), lines[2..4]);
        Assert.Matches(@"^\| epoch   2 \| train accuracy    0\.\d{3} \| time: +\d+\.\d\ds \| test accuracy    0\.\d{3}$", lines[3]);
        Assert.Contains(FormattableString.Invariant($"Test accuracy after 2 epochs, dropout off: {run.Final!.Accuracy:0.0000} (macro F1 {run.Final.MacroF1:0.0000})"), lines);
        Assert.Equal(["run.json"], Directory.EnumerateFileSystemEntries(folder.File("new")).Select(Path.GetFileName));
    }

    [Fact]
    public async Task The_record_has_the_model_and_split_in_the_words_of_the_command_line()
    {
        await TrainAsync("metadata", "--sample", "--epochs", "1", "--split", "artist", "--seed", "3", "--json", folder.File("run.json"));
        using var json = JsonDocument.Parse(File.ReadAllText(folder.File("run.json")));
        Assert.Equal("metadata", json.RootElement.GetProperty("model").GetString());
        Assert.Equal("artist", json.RootElement.GetProperty("split").GetString());
        Assert.Equal(3, json.RootElement.GetProperty("seed").GetInt32());
    }

    [Fact]
    public async Task Every_option_reaches_the_run()
    {
        await TrainAsync(["combined", "--sample", "--seed", "4", .. EveryOption.Words, "--json", folder.File("run.json")]);
        Assert.Equal(EveryOption.Options with { Seed = 4 }, RunRecord.Load(folder.File("run.json")).Options);
    }

    [Fact]
    public async Task A_recipe_names_the_settings_that_other_options_change()
    {
        await TrainAsync("metadata", "--sample", "--recipe", "network", "--epochs", "1", "--learning-rate", "0.001", "--json", folder.File("run.json"));
        Assert.Equal(
            Recipe.Network(Models.ModelKind.Metadata) with { Epochs = 1, LearningRate = 0.001 }, RunRecord.Load(folder.File("run.json")).Options);
    }

    [Fact]
    public async Task Early_stopping_reports_the_epoch_of_the_evaluated_weights()
    {
        var (exit, output, _) = await TrainAsync(
            "metadata", "--sample", "--epochs", "60", "--learning-rate", "0.05", "--patience", "2", "--json", folder.File("run.json"));
        var run = RunRecord.Load(folder.File("run.json"));
        Assert.Equal((0, run.History.Count - 2), (exit, run.RestoredEpoch));
        Assert.Contains($"The weights are those of epoch {run.RestoredEpoch}, which had the lowest loss on validation songs.", output);
    }

    [Fact]
    public async Task The_same_seed_gives_the_same_history_and_another_seed_another()
    {
        var first = await HistoryAsync("5");
        Assert.Equal(first, await HistoryAsync("5"));
        Assert.NotEqual(first, await HistoryAsync("6"));
    }

    [Theory]
    [InlineData("model poetry: expected lyrics, metadata or combined (formerly called both).", "poetry")]
    [InlineData("Required argument 'lyrics|metadata|combined' missing")]
    [InlineData("--epochs 0: expected 1 or more.", "lyrics", "--epochs", "0")]
    [InlineData("--dropout 1: expected at least 0 and below 1.", "lyrics", "--dropout", "1")]
    [InlineData("--learning-rate 0,001: expected a number such as 0.25.", "lyrics", "--learning-rate", "0,001")]
    [InlineData("--embedding 2000000000: expected 1 to 4096.", "lyrics", "--embedding", "2000000000")]
    [InlineData("--embedding x: expected a whole number.", "lyrics", "--embedding", "x")]
    [InlineData("--split nothing: expected random, stratified or artist.", "lyrics", "--split", "nothing")]
    [InlineData("--seed -7: expected a whole number from 0 to 2147483646.", "lyrics", "--seed", "-7")]
    [InlineData("--learning-rate 1e400: expected a number such as 0.25.", "lyrics", "--learning-rate", "1e400")]
    [InlineData("--data and --sample exclude each other: give one of them.", "lyrics", "--data", "somewhere", "--sample")]
    [InlineData("does not exist. Expected tcc_ceds_music.csv and vocab.txt there", "lyrics", "--data", "nowhere/at/all")]
    public async Task Invalid_input_gives_one_clear_message_and_nothing_is_written(string message, params string[] arguments)
    {
        var (exit, output, error) = await TrainAsync([.. arguments, "--json", folder.File("new/run.json")]);
        Assert.Equal((1, ""), (exit, output));
        Assert.StartsWith("error: ", error);
        Assert.Contains(message, error);
        Assert.Single(error.Split('\n'), line => line.StartsWith("error: ", StringComparison.Ordinal));
        Assert.DoesNotContain("   at ", error);
        Assert.Empty(Directory.EnumerateFileSystemEntries(folder.Path));
    }

    [Fact]
    public async Task A_genre_without_test_songs_is_absent_from_every_score()
    {
        OneHipHop.Write(folder.File("data"));
        var (exit, output, error) = await TrainAsync("metadata", "--data", folder.File("data"), "--seed", "2", "--epochs", "1", "--json", folder.File("run.json"), "--save", folder.File("model"));
        Assert.Equal((0, ""), (exit, error));
        var final = RunRecord.Load(folder.File("run.json")).Final!;
        Assert.Null(final.PerClass["hip hop"]);
        Assert.Equal(final.ToConfusion().F1.Where(double.IsFinite).Average(), final.MacroF1);
        Assert.Contains("  hip hop  –, no test songs\n", output.ReplaceLineEndings("\n"));
        var card = File.ReadAllText(folder.File("model/README.md"));
        Assert.Contains("| hip hop | – |", card);
        Assert.Contains("–: there are no test songs of this genre.", card);
    }

    // With seed 1 the only hip hop song is a test song.
    [Fact]
    public async Task A_genre_without_training_songs_is_a_warning()
    {
        OneHipHop.Write(folder.File("data"));
        var (exit, output, error) = await TrainAsync("metadata", "--data", folder.File("data"), "--seed", "1", "--epochs", "1");
        Assert.Equal((0, "Warning: there are no training songs of hip hop, so the model cannot learn it."), (exit, error.Trim()));
        Assert.Contains("  hip hop  0.000", output);
    }

    [Theory]
    [InlineData()]
    [InlineData("--patience", "2")]
    public async Task A_run_that_diverges_says_so_records_it_and_fails(params string[] more)
    {
        var (exit, output, error) = await TrainAsync(
            ["metadata", "--sample", "--epochs", "3", "--learning-rate", "1e30", "--json", folder.File("run.json"), "--save", folder.File("model"), .. more]);
        Assert.Equal((1, "error: Training diverged in epoch 1, step 2: the network computes NaN or infinity. Try a learning rate below 1E+30."), (exit, error.Trim()));
        Assert.DoesNotContain("accuracy after", output);
        var run = RunRecord.Load(folder.File("run.json"));
        Assert.Equal(("diverged in epoch 1, step 2", null), ($"{run.Diverged}", run.Final));
        Assert.Equal(["run.json"], Directory.EnumerateFileSystemEntries(folder.Path).Select(Path.GetFileName));
    }

    [Theory]
    [InlineData("model")]
    [InlineData("model/run.json")]
    public async Task A_record_in_the_place_of_the_saved_model_is_refused(string record)
    {
        var (json, save) = (folder.File(record), folder.File("model"));
        var (exit, output, error) = await TrainAsync("metadata", "--sample", "--epochs", "1", "--json", json, "--save", save);
        Assert.Equal((1, "", $"error: --json {json}: --save {save} makes a folder there. Give a file outside of it."), (exit, output, error.Trim()));
        Assert.Empty(Directory.EnumerateFileSystemEntries(folder.Path));
    }

    [Theory]
    [InlineData("")]
    [InlineData("file/run.json")]
    public async Task A_record_that_cannot_be_written_is_refused_before_training(string place)
    {
        File.WriteAllText(folder.File("file"), "");
        var path = Path.Combine(folder.Path, place);
        var (exit, output, error) = await TrainAsync("metadata", "--sample", "--epochs", "1", "--json", path);
        Assert.Equal(1, exit);
        Assert.StartsWith($"error: {path}: cannot be written (", error);
        Assert.DoesNotContain("| epoch", output);
        Assert.Equal(["file"], Directory.EnumerateFileSystemEntries(folder.Path).Select(Path.GetFileName));
    }

    [Fact]
    public async Task A_cancelled_run_exits_with_130_and_keeps_the_finished_epochs()
    {
        using var cancellation = new CancellationTokenSource();
        using var output = new CancelAt("| epoch   2", cancellation);
        using var error = new StringWriter();
        var exit = await InvokeAsync(output, error, cancellation.Token, "metadata", "--sample", "--epochs", "9", "--json", folder.File("run.json"));
        Assert.Equal((130, "Cancelled after 2 of 9 epochs. To resume, repeat the command with --resume."), (exit, error.ToString().Trim()));
        var run = RunRecord.Load(folder.File("run.json"));
        Assert.Equal([1, 2], run.History.Select(epoch => epoch.Epoch));
        Assert.Null(run.Final);
    }

    [Fact]
    public async Task A_run_cancelled_before_its_first_epoch_exits_with_130_and_leaves_nothing()
    {
        using var cancellation = new CancellationTokenSource();
        using var output = new CancelAt("Metadata network", cancellation);
        using var error = new StringWriter();
        var exit = await InvokeAsync(output, error, cancellation.Token, "metadata", "--sample", "--json", folder.File("run.json"));
        Assert.Equal((130, "Cancelled."), (exit, error.ToString().Trim()));
        Assert.Empty(Directory.EnumerateFileSystemEntries(folder.Path));
    }

    [Fact]
    public async Task Another_recipe_is_fitted_scored_and_saved()
    {
        SmallData.Write(folder.File("data"));
        var (exit, output, error) = await TrainAsync("metadata", "--data", folder.File("data"), "--recipe", "classical", "--with-year", "--seed", "1", "--save", folder.File("model"));
        Assert.Equal((0, ""), (exit, error));
        using var model = GenreClassifier.Load(folder.File("model"));
        Assert.Equal(new RecipeChoice("classical", Models.ModelKind.Metadata) { WithYear = true }, model.Recipe);
        var lines = output.Split('\n');
        Assert.StartsWith("classical, metadata and the year, seed 1, ", lines[1], StringComparison.Ordinal);
        Assert.Contains(FormattableString.Invariant($"Test accuracy: {model.TestScore.Accuracy:0.0000} (macro F1 {model.TestScore.MacroF1:0.0000})"), lines);
        Assert.Contains("train metadata --recipe classical --with-year --seed 1 --save DIR", File.ReadAllText(folder.File("model/README.md")), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--epochs: the recipe classical has settings of its own. Leave the option out, or train one network with --recipe blog or --recipe network.", "metadata", "--recipe", "classical", "--epochs", "3")]
    [InlineData("--cosine-decay: the recipe ensemble has settings of its own.", "metadata", "--recipe", "ensemble", "--cosine-decay")]
    [InlineData("--json run.json: only the training of one network has a record and resumes. For the scores of this recipe as JSON: evaluate --recipe tfidf --inputs lyrics --seeds 1 --json FILE.", "lyrics", "--recipe", "tfidf", "--json", "run.json")]
    [InlineData("--resume: only the training of one network has a record", "metadata", "--recipe", "classical", "--resume")]
    [InlineData("train combined --recipe tfidf: the recipe reads the lyrics alone. Give: train lyrics --recipe tfidf.", "combined", "--recipe", "tfidf")]
    [InlineData("The year cannot be added to the recipe 'classical' with the inputs lyrics", "lyrics", "--recipe", "classical", "--with-year")]
    [InlineData("--with-title: the training of one network reads no titles.", "lyrics", "--with-title")]
    [InlineData("The title cannot be added to the recipe 'classical' with the inputs metadata", "metadata", "--recipe", "classical", "--with-title")]
    [InlineData("--recipe majority: expected blog, network, ensemble, recommended, classical, vote or tfidf.", "metadata", "--recipe", "majority")]
    [InlineData("Artists are judged, but the split is random: expected artist (--split artist)", "metadata", "--by", "artist")]
    [InlineData("The recipe 'vote' is the vote of an artist's songs: expected it by artist (--by artist).", "metadata", "--recipe", "vote")]
    [InlineData("--epochs: the recipe network by artist has settings of its own. Leave the option out, or train one network with --recipe blog or --recipe network, without --by artist.", "metadata", "--recipe", "network", "--by", "artist", "--split", "artist", "--epochs", "3")]
    [InlineData("--json run.json: only the training of one network has a record and resumes. For the scores of this recipe as JSON: evaluate --recipe classical --inputs metadata --by artist --split artist --seeds 1 --json FILE.", "metadata", "--recipe", "classical", "--by", "artist", "--json", "run.json")]
    public async Task An_option_that_does_not_suit_the_recipe_is_refused(string message, params string[] arguments)
    {
        var (exit, output, error) = await TrainAsync(["--sample", .. arguments]);
        Assert.Equal((1, ""), (exit, output));
        Assert.StartsWith($"error: {message}", error, StringComparison.Ordinal);
        Assert.False(File.Exists("run.json"));
    }

    /// <summary>Presses Ctrl+C when a line with the given start is written.</summary>
    private sealed class CancelAt(string beginning, CancellationTokenSource cancellation) : StringWriter
    {
        public override void WriteLine(string? value)
        {
            base.WriteLine(value);
            if (value?.StartsWith(beginning, StringComparison.Ordinal) == true)
            {
                cancellation.Cancel();
            }
        }
    }

    private async Task<EpochResult[]> HistoryAsync(string seed)
    {
        await TrainAsync("lyrics", "--sample", "--epochs", "1", "--seed", seed, "--json", folder.File("run.json"));
        return RunRecord.Load(folder.File("run.json")).History.WithoutTimes();
    }

    private static async Task<(int Exit, string Output, string Error)> TrainAsync(params string[] arguments)
    {
        using StringWriter output = new() { NewLine = "\n" }, error = new() { NewLine = "\n" };
        var exit = await InvokeAsync(output, error, TestContext.Current.CancellationToken, arguments);
        return (exit, output.ToString(), error.ToString());
    }

    private static Task<int> InvokeAsync(TextWriter output, TextWriter error, CancellationToken cancellation, params string[] arguments) =>
        CommandLine.InvokeAsync(new RootCommand { TrainCommand.Create() }, ["train", .. arguments], output, error, cancellation);
}
