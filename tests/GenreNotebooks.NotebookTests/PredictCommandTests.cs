using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using System.Text;
using GenreNotebooks.Cli;
using GenreNotebooks.Cli.Commands;
using GenreNotebooks.Data;
using GenreNotebooks.Prediction;
using GenreNotebooks.Tests;
using Xunit;

namespace GenreNotebooks.NotebookTests;

/// <summary>Models are trained for one epoch on the sample, once each.</summary>
public sealed class PredictCommandTests(PredictCommandTests.Models models) : IClassFixture<PredictCommandTests.Models>, IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    public sealed class Models : IDisposable
    {
        private readonly TemporaryFolder folder = new();

        public string Of(string model)
        {
            var saved = folder.File(model);
            if (!Directory.Exists(saved))
            {
                var (exit, _, error) = InvokeAsync(null, "train", model, "--sample", "--epochs", "1", "--batch-size", "64", "--save", saved).GetAwaiter().GetResult();
                Assert.Equal((0, ""), (exit, error));
            }
            return saved;
        }

        public void Dispose() => folder.Dispose();
    }

    [Theory]
    [InlineData("lyrics")]
    [InlineData("combined")]
    public async Task A_text_gets_a_probability_by_genre_from_the_option_or_from_standard_input(string model)
    {
        var (exit, output, error) = await PredictAsync(model, null, "--lyrics", "love reggae música");
        Assert.Equal((0, ""), (exit, error));
        using var loaded = GenreClassifier.Load(models.Of(model));
        Assert.Equal($"{loaded.Predict("love reggae música")}\n", output);
        Assert.Equal(output, (await PredictAsync(model, "love reggae música\n", "--lyrics", "-")).Output);
        Assert.Equal(output, (await PredictAsync(model, "love reggae música\n")).Output);
        Assert.Equal(model == "combined", output.Contains("assumed as the mean of the training songs: dating, ", StringComparison.Ordinal));
    }

    /// <summary>In a process of its own nothing has loaded LibTorch before.</summary>
    [Fact]
    public async Task It_is_all_that_a_process_does()
    {
        var start = new ProcessStartInfo("dotnet", [typeof(PredictCommand).Assembly.Location, "predict", "--model", models.Of("lyrics"), "--lyrics", "love"])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var process = Process.Start(start)!;
        var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        Assert.Equal((0, "", (await PredictAsync("lyrics", null, "--lyrics", "love")).Output), (process.ExitCode, await error, await output));
    }

    [Fact]
    public async Task Features_are_given_one_by_one_and_the_others_are_told()
    {
        var (_, output, _) = await PredictAsync("metadata", null, "--feature", "energy=0.9", "--feature", "night/time=0.5");
        using var loaded = GenreClassifier.Load(models.Of("metadata"));
        Assert.Equal($"{loaded.Predict("", new Dictionary<string, double> { ["energy"] = 0.9, ["night/time"] = 0.5 })}\n", output);
        Assert.DoesNotContain("energy", output);
        Assert.Contains("valence", output);
    }

    [Fact]
    public async Task Songs_of_a_file_are_predicted_line_by_line()
    {
        var (exit, output, error) = await PredictAsync("combined", null, "--csv", Csv(columns => columns));
        Assert.Equal((0, ""), (exit, error));
        var lines = output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal("song,genre,hip hop,jazz,reggae,rock", lines[0]);
        using var loaded = GenreClassifier.Load(models.Of("combined"));
        var songs = MusicData.Load(DataFolder.Sample).Songs.Take(30).ToList();
        Assert.Equal(songs.Count, lines.Length - 1);
        foreach (var (place, prediction) in loaded.Predict(songs).Index())
        {
            var fields = lines[place + 1].Split(',');
            Assert.Equal(($"{place + 1}", prediction.Genre), (fields[0], fields[1]));
            Assert.All(prediction.Probabilities.Values.Zip(fields[2..]), pair => Assert.Equal(pair.First, double.Parse(pair.Second, CultureInfo.InvariantCulture), 1e-8));
        }
    }

    [Fact]
    public async Task A_file_needs_only_the_columns_that_the_model_reads()
    {
        var (_, whole, _) = await PredictAsync("lyrics", null, "--csv", Csv(columns => columns));
        Assert.Equal(whole, (await PredictAsync("lyrics", null, "--csv", Csv(columns => columns[5..6]))).Output);
        var (_, combined, _) = await PredictAsync("combined", null, "--csv", Csv(columns => columns));
        Assert.Equal(combined, (await PredictAsync("combined", null, "--csv", Csv(columns => [.. columns[..4], .. columns[5..]]))).Output);
        var (exit, output, error) = await PredictAsync("combined", null, "--csv", Csv(columns => columns[5..6]));
        Assert.Equal((1, ""), (exit, output));
        Assert.Contains("line 1: missing columns 'dating', 'violence',", error);
        Assert.Contains("Expected those that the model reads of tcc_ceds_music.csv", error);
    }

    [Fact]
    public async Task Predictions_are_written_to_a_file_whole_or_not_at_all()
    {
        var (csv, file) = (Csv(columns => columns), folder.File("new/out.csv"));
        var (exit, output, _) = await PredictAsync("lyrics", null, "--csv", csv, "--out", file);
        Assert.Equal((0, ""), (exit, output));
        Assert.Equal((await PredictAsync("lyrics", null, "--csv", csv)).Output, File.ReadAllText(file));
        Assert.Equal(File.ReadAllText(file), (await PredictAsync("lyrics", File.ReadAllText(csv), "--csv", "-")).Output);
        File.AppendAllText(csv, "1,too,short\n");
        var before = File.ReadAllText(file);
        var (broken, _, error) = await PredictAsync("lyrics", null, "--csv", csv, "--out", file);
        Assert.Equal(1, broken);
        Assert.Contains("line 32", error);
        Assert.Equal(before, File.ReadAllText(file));
        Assert.Equal(["out.csv"], Directory.EnumerateFileSystemEntries(folder.File("new")).Select(Path.GetFileName));
    }

    [Fact]
    public async Task A_long_file_is_told_on_the_error_output_and_can_be_cancelled()
    {
        var lines = File.ReadAllLines(Csv(columns => columns[5..6]));
        File.WriteAllLines(folder.File("long.csv"), [lines[0], .. Enumerable.Repeat(lines[1], 20_001)]);
        var (exit, _, error) = await PredictAsync("lyrics", null, "--csv", folder.File("long.csv"), "--out", folder.File("out.csv"));
        Assert.Equal((0, "10,000 songs\n20,000 songs\n"), (exit, error));
        Assert.Equal(20_002, File.ReadLines(folder.File("out.csv")).Count());
    }

    [Theory]
    [InlineData("The lyrics are empty", "lyrics", "--lyrics", " ")]
    [InlineData("The model reads no lyrics: expected features of the song, such as --feature energy=0.8", "metadata")]
    [InlineData("The model reads no lyrics, found --lyrics: expected features", "metadata", "--lyrics", "love", "--feature", "energy=1")]
    [InlineData("--feature energy: the model reads lyrics alone", "lyrics", "--lyrics", "love", "--feature", "energy=1")]
    [InlineData("--feature tempo: the model reads dating, violence, ", "combined", "--lyrics", "love", "--feature", "tempo=1")]
    [InlineData("--feature energy: expected NAME=VALUE with a finite number", "combined", "--lyrics", "love", "--feature", "energy")]
    [InlineData("--feature energy=NaN: expected NAME=VALUE with a finite number", "combined", "--lyrics", "love", "--feature", "energy=NaN")]
    [InlineData("--feature energy=0,5: expected NAME=VALUE with a finite number", "combined", "--lyrics", "love", "--feature", "energy=0,5")]
    [InlineData("--feature energy is given 2 times", "combined", "--lyrics", "love", "--feature", "energy=1", "--feature", "energy=0")]
    [InlineData("--csv songs.csv and --lyrics exclude each other", "lyrics", "--lyrics", "love", "--csv", "songs.csv")]
    [InlineData("--csv nowhere.csv: cannot be read", "lyrics", "--csv", "nowhere.csv")]
    [InlineData("--out there.csv: expected --csv FILE with it", "lyrics", "--lyrics", "love", "--out", "there.csv")]
    public async Task What_does_not_fit_is_one_clear_message(string message, string model, params string[] arguments)
    {
        var (exit, output, error) = await PredictAsync(model, "", arguments);
        Assert.Equal((1, ""), (exit, output));
        Assert.Contains(message, error);
        Assert.Single(error.Split('\n'), line => line.StartsWith("error: ", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_folder_that_is_no_model_is_told()
    {
        var (exit, _, error) = await InvokeAsync(null, "predict", "--model", folder.Path, "--lyrics", "love");
        Assert.Equal(1, exit);
        Assert.Contains($"The model {folder.Path} cannot be loaded: it has no model.json", error);
    }

    [Fact]
    public async Task A_folder_that_cannot_take_the_model_is_told_before_the_training()
    {
        File.WriteAllText(folder.File("notes.txt"), "mine");
        var (exit, output, error) = await InvokeAsync(null, "train", "metadata", "--sample", "--epochs", "1", "--save", folder.Path, "--overwrite");
        Assert.Equal((1, ""), (exit, output));
        Assert.Contains("found a folder that is no model", error);
    }

    [Fact]
    public void The_card_has_the_command_without_the_folders_of_this_machine()
    {
        var card = File.ReadAllText(Path.Combine(models.Of("metadata"), "README.md"));
        Assert.Contains("-- train metadata --sample --epochs 1 --batch-size 64 --save DIR\n", card);
    }

    /// <summary>Thirty songs of the sample, of each line some fields.</summary>
    private string Csv(Func<string[], string[]> choose)
    {
        using var stream = DataFolder.Sample.OpenSongs();
        using var reader = new StreamReader(stream);
        var path = folder.File($"{Guid.NewGuid():N}.csv");
        File.WriteAllLines(path, Enumerable.Range(0, 31).Select(_ => string.Join(',', choose(reader.ReadLine()!.Split(',')))));
        return path;
    }

    private Task<(int Exit, string Output, string Error)> PredictAsync(string model, string? input, params string[] arguments) =>
        InvokeAsync(input, ["predict", "--model", models.Of(model), .. arguments]);

    private static async Task<(int Exit, string Output, string Error)> InvokeAsync(string? input, params string[] arguments)
    {
        using var output = new StringWriter { NewLine = "\n" };
        using var error = new StringWriter { NewLine = "\n" };
        using var stream = new MemoryStream(Encoding.UTF8.GetBytes(input ?? ""));
        var root = new RootCommand { TrainCommand.Create(), PredictCommand.Create(() => stream) };
        var exit = await CommandLine.InvokeAsync(root, arguments, output, error);
        return (exit, output.ToString(), error.ToString());
    }
}
