using System.Diagnostics;
using GenreNotebooks.Cli.Commands;
using GenreNotebooks.Data;
using GenreNotebooks.SavedModels;
using GenreNotebooks.Tests;
using GenreNotebooks.Tests.Runs;
using Xunit;

namespace GenreNotebooks.NotebookTests;

public sealed class PredictCommandTests(SavedModels models) : IClassFixture<SavedModels>, IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("lyrics")]
    [InlineData("combined")]
    public async Task A_text_gets_a_probability_by_genre_from_the_option_or_from_standard_input(string model)
    {
        var (exit, output, error) = await models.PredictAsync(model, null, "--lyrics", "love reggae música");
        Assert.Equal((0, ""), (exit, error));
        using var loaded = GenreClassifier.Load(models.Of(model));
        Assert.Equal($"{loaded.Predict("love reggae música")}\n", output);
        Assert.Equal(output, (await models.PredictAsync(model, "love reggae música\n", "--lyrics", "-")).Output);
        Assert.Equal(output, (await models.PredictAsync(model, "love reggae música\n")).Output);
        Assert.Equal(model == "combined", output.Contains("set to the means of the training songs: dating, ", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_recipe_of_trees_predicts_like_a_network_from_features_and_from_a_file()
    {
        SmallData.Write(folder.File("data"));
        var (exit, _, error) = await SavedModels.InvokeAsync(null, "train", "metadata", "--data", folder.File("data"), "--recipe", "classical", "--save", folder.File("model"));
        Assert.Equal((0, ""), (exit, error));
        using var loaded = GenreClassifier.Load(folder.File("model"));
        var one = await SavedModels.InvokeAsync(null, "predict", "--model", folder.File("model"), "--feature", "energy=0.8");
        Assert.Equal((0, $"{loaded.Predict("", new Dictionary<string, double> { ["energy"] = 0.8 })}\n"), (one.Exit, one.Output));
        var songs = folder.File($"data/{DataFolder.SongsFile}");
        var all = await SavedModels.InvokeAsync(null, "predict", "--model", folder.File("model"), "--csv", songs);
        using var csv = File.OpenRead(songs);
        Assert.Equal(loaded.Predict(csv, songs).Select(prediction => prediction.Genre), all.Output.Trim().Split('\n').Skip(1).Select(line => line.Split(',')[1]));
    }

    /// <summary>A process of its own has not loaded LibTorch before.</summary>
    [Fact]
    public async Task A_process_can_do_nothing_else()
    {
        var start = new ProcessStartInfo("dotnet", [typeof(PredictCommand).Assembly.Location, "predict", "--model", models.Of("lyrics"), "--lyrics", "love"])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var process = Process.Start(start)!;
        var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        Assert.Equal((0, "", (await models.PredictAsync("lyrics", null, "--lyrics", "love")).Output), (process.ExitCode, await error, await output));
    }

    [Fact]
    public async Task Features_are_given_one_by_one_and_the_others_are_reported()
    {
        var (_, output, _) = await models.PredictAsync("metadata", null, "--feature", "energy=0.9", "--feature", "night/time=0.5");
        using var loaded = GenreClassifier.Load(models.Of("metadata"));
        Assert.Equal($"{loaded.Predict("", new Dictionary<string, double> { ["energy"] = 0.9, ["night/time"] = 0.5 })}\n", output);
        Assert.DoesNotContain("energy", output);
        Assert.Contains("valence", output);
    }

    [Theory]
    [InlineData("The lyrics are empty", "lyrics", "--lyrics", " ")]
    [InlineData("The model uses no lyrics: expected features of the song, such as --feature energy=0.8", "metadata")]
    [InlineData("The model uses no lyrics, found --lyrics: expected features", "metadata", "--lyrics", "love", "--feature", "energy=1")]
    [InlineData("--feature energy: the model uses lyrics alone", "lyrics", "--lyrics", "love", "--feature", "energy=1")]
    [InlineData("--feature tempo: the model uses dating, violence, ", "combined", "--lyrics", "love", "--feature", "tempo=1")]
    [InlineData("--feature energy: expected NAME=VALUE with a finite number", "combined", "--lyrics", "love", "--feature", "energy")]
    [InlineData("The feature energy is NaN: expected a finite number, at most 3.4e38.", "combined", "--lyrics", "love", "--feature", "energy=NaN")]
    [InlineData("The feature energy is Infinity: expected a finite number, at most 3.4e38.", "combined", "--lyrics", "love", "--feature", "energy=1e400")]
    [InlineData("The feature energy is 1E+300: expected a finite number, at most 3.4e38.", "combined", "--lyrics", "love", "--feature", "energy=1e300")]
    [InlineData("--feature energy=0,5: expected NAME=VALUE with a finite number", "combined", "--lyrics", "love", "--feature", "energy=0,5")]
    [InlineData("--feature energy is given 2 times", "combined", "--lyrics", "love", "--feature", "energy=1", "--feature", "energy=0")]
    [InlineData("--csv songs.csv and --lyrics exclude each other", "lyrics", "--lyrics", "love", "--csv", "songs.csv")]
    [InlineData("--csv nowhere.csv: cannot be read", "lyrics", "--csv", "nowhere.csv")]
    [InlineData("--out there.csv: expected --csv FILE with it", "lyrics", "--lyrics", "love", "--out", "there.csv")]
    public async Task What_does_not_fit_is_one_clear_message(string message, string model, params string[] arguments)
    {
        var (exit, output, error) = await models.PredictAsync(model, "", arguments);
        Assert.Equal((1, ""), (exit, output));
        Assert.Contains(message, error);
        Assert.Single(error.Split('\n'), line => line.StartsWith("error: ", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("81")]
    [InlineData("1e12")]
    [InlineData("2101")]
    public async Task A_year_on_the_command_line_is_checked_as_in_a_file(string year)
    {
        var model = await TrainAsync("year", "combined", "--with-year");
        var (exit, output, error) = await SavedModels.InvokeAsync(null, "predict", "--model", model, "--lyrics", "love", "--feature", $"release_date={year}");
        Assert.Equal((1, ""), (exit, output));
        Assert.Matches("^error: The feature release_date is .*: expected a year from 1800 to 2100.\n$", error);
    }

    [Fact]
    public async Task Songs_outside_the_range_of_the_training_songs_are_one_warning_in_all()
    {
        var songs = folder.File("songs.csv");
        var names = string.Join(',', EngineeredFeatures.Names);
        string Row(double energy) => string.Join(',', EngineeredFeatures.Names.Select(name => name == "energy" ? FormattableString.Invariant($"{energy}") : "0.1"));
        File.WriteAllLines(songs, [names, Row(0.5), Row(3), Row(0.5), Row(4)]);
        var (exit, output, error) = await models.PredictAsync("metadata", null, "--csv", songs);
        Assert.Equal((0, 5), (exit, output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length));
        Assert.Matches("^Sample data: synthetic songs trained this model.\nwarning: 2 of 4 songs have features outside the range of the training songs; the first is song 2: energy 3 \\(0.* to 0.*\\)\\.\n$", error);
        var (_, one, _) = await models.PredictAsync("metadata", null, "--feature", "energy=3");
        Assert.Matches("\nWarning: outside the range of the training songs: energy 3 \\(0.* to 0.*\\)\\.\n$", one);
    }

    [Theory]
    [InlineData("plain", "metadata")]
    [InlineData("with a space", "lyrics")]
    [InlineData("it's \"quoted\" $HOME", "metadata", "--with-year")]
    [InlineData("it's `ours`", "combined", "--pooling", "tfidf")]
    public async Task The_command_that_train_prints_works_and_so_does_the_one_in_the_card(string name, string kind, params string[] options)
    {
        var saved = folder.File(name);
        var (exit, output, _) = await SavedModels.InvokeAsync(null, ["train", kind, "--sample", "--epochs", "1", "--batch-size", "64", "--save", saved, .. options]);
        Assert.Equal(0, exit);
        var printed = output.Split("Predict with: ")[1].Trim();
        var card = File.ReadAllText(Path.Combine(saved, "README.md")).Split("```")[1].Trim();
        foreach (var command in (string[])[printed, card.Replace(" DIR ", $" {CommandList.Quote(saved)} ", StringComparison.Ordinal)])
        {
            const string Program = "dotnet run --project lib/GenreNotebooks.Cli -c Release -- ";
            Assert.StartsWith(Program, command);
            var (status, predicted, error) = await SavedModels.InvokeAsync(null, Words(command[Program.Length..]));
            Assert.Equal((0, ""), (status, error));
            Assert.StartsWith("genre", predicted);
        }
    }

    /// <summary>The words of a command, as a shell splits them.</summary>
    private static string[] Words(string command)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "There is no sh.");
        using var shell = Process.Start(new ProcessStartInfo("sh", ["-c", $"printf '%s\\n' {command}"]) { RedirectStandardOutput = true })!;
        return shell.StandardOutput.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }

    private async Task<string> TrainAsync(string name, string kind, params string[] options)
    {
        Assert.Equal(0, (await SavedModels.InvokeAsync(null, ["train", kind, "--sample", "--epochs", "1", "--batch-size", "64", "--save", folder.File(name), .. options])).Exit);
        return folder.File(name);
    }

    [Fact]
    public async Task A_folder_that_is_not_a_model_is_refused()
    {
        var (exit, _, error) = await SavedModels.InvokeAsync(null, "predict", "--model", folder.Path, "--lyrics", "love");
        Assert.Equal(1, exit);
        Assert.Contains($"The model {folder.Path} cannot be loaded: it has no model.json", error);
    }

    [Fact]
    public async Task A_folder_that_cannot_take_the_model_is_refused_before_training()
    {
        File.WriteAllText(folder.File("notes.txt"), "mine");
        var (exit, output, error) = await SavedModels.InvokeAsync(null, "train", "metadata", "--sample", "--epochs", "1", "--save", folder.Path, "--overwrite");
        Assert.Equal((1, ""), (exit, output));
        Assert.Contains("found a folder with other files or without a model", error);
    }

    [Fact]
    public void The_card_has_the_command_without_the_folders_of_this_machine()
    {
        var card = File.ReadAllText(Path.Combine(models.Of("metadata"), "README.md"));
        Assert.Contains("-- train metadata --sample --epochs 1 --batch-size 64 --save DIR\n", card);
    }
}
