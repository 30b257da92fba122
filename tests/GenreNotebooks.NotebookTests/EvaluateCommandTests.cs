using System.Text.Json;
using GenreNotebooks.Cli.Commands;
using GenreNotebooks.Runs;
using GenreNotebooks.Tests;
using Xunit;

namespace GenreNotebooks.NotebookTests;

public class EvaluateCommandTests
{
    [Fact]
    public async Task The_scores_are_printed_and_written_with_their_intervals()
    {
        using var folder = new TemporaryFolder();
        var file = Path.Combine(folder.Path, "scores.json");
        var (code, output, _) = await Run("--recipe", "year", "--seeds", "2", "--sample", "--split", "artist", "--json", file);
        Assert.Equal(0, code);
        Assert.Contains("seed 1: accuracy 0.", output, StringComparison.Ordinal);
        using var scores = JsonDocument.Parse(File.ReadAllText(file));
        var root = scores.RootElement;
        Assert.Equal(("year", null, "artist", "four"), (Text("recipe"), Text("inputs"), Text("split"), Text("genres")));
        Assert.Equal((2, false), (root.GetProperty("seeds").GetInt32(), root.GetProperty("with_year").GetBoolean()));
        foreach (var score in new[] { root.GetProperty("accuracy"), root.GetProperty("macro_f1"), root.GetProperty("per_class").GetProperty("jazz") })
        {
            var (low, mean, high) = (score.GetProperty("low").GetDouble(), score.GetProperty("mean").GetDouble(), score.GetProperty("high").GetDouble());
            Assert.True(low < mean && mean < high && score.GetProperty("sd").GetDouble() >= 0);
        }

        string? Text(string name) => root.GetProperty(name).GetString();
    }

    [Theory]
    [InlineData("The year cannot be added", "--recipe", "blog", "--with-year")]
    [InlineData("The year cannot be added to the recipe 'vote' with the inputs lyrics", "--recipe", "vote", "--by", "artist", "--inputs", "lyrics", "--with-year")]
    [InlineData("The title cannot be added", "--recipe", "classical", "--inputs", "metadata", "--with-title")]
    [InlineData("--seeds 0: expected 1 or more.", "--seeds", "0")]
    [InlineData("--recipe best: expected blog, network,", "--recipe", "best")]
    [InlineData("--inputs metadata: the recipe tfidf reads the lyrics alone. Leave the option out.", "--recipe", "tfidf", "--inputs", "metadata")]
    [InlineData("--inputs combined: the recipe majority reads neither lyrics nor features. Leave the option out.", "--recipe", "majority", "--inputs", "combined")]
    [InlineData("--inputs lyrics: the recipe year reads neither lyrics nor features. Leave the option out.", "--recipe", "year", "--inputs", "lyrics")]
    [InlineData("--inputs lyrics: the recipe artist reads neither lyrics nor features. Leave the option out.", "--recipe", "artist", "--inputs", "lyrics")]
    [InlineData("--first-seed -1: with --seeds 3 expected 0 to 2147483644.", "--seeds", "3", "--first-seed", "-1")]
    [InlineData("--first-seed 2147483646: with --seeds 2 expected 0 to 2147483645.", "--seeds", "2", "--first-seed", "2147483646")]
    [InlineData("--protocol has a new name: use --split.", "--protocol", "artist")]
    [InlineData("--inputs both: expected lyrics, metadata or combined (formerly called both).", "--inputs", "both")]
    public async Task What_does_not_fit_is_one_message(string expected, params string[] arguments)
    {
        var (code, _, error) = await Run([.. arguments, "--sample"]);
        Assert.Equal(1, code);
        Assert.Contains(expected, error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task By_artist_the_curve_over_known_songs_says_which_songs_it_is_about()
    {
        var (code, output, _) = await Run("--recipe", "year", "--seeds", "1", "--sample", "--split", "artist", "--by", "artist");
        Assert.Equal(0, code);
        Assert.Contains("\naccuracy on songs of artists with 10 test songs or more, some of them known\n  1 known song    0.", output, StringComparison.Ordinal);
    }

    private static readonly string[] Year = ["--recipe", "year", "--split", "stratified", "--sample"];

    [Fact]
    public async Task Each_listed_line_keeps_its_seed_and_the_whole_command_then_writes_the_scores_of_one_machine()
    {
        using var folder = new TemporaryFolder();
        string[] whole = [.. Year, "--seeds", "3", "--first-seed", "4"];
        var (code, list, _) = await Run([.. whole, "--out", folder.File("out"), "--list"]);
        Assert.Equal((0, false), (code, Directory.Exists(folder.File("out"))));
        Assert.Equal(
            Enumerable.Range(4, 3).Select(seed => $"dotnet {CommandList.Quote(typeof(EvaluateCommand).Assembly.Location)} evaluate --recipe year --split stratified "
                + $"--seeds 1 --first-seed {seed} --sample --out {folder.File("out")} --no-summary"),
            list.TrimEnd().Split('\n'));
        foreach (var line in list.TrimEnd().Split('\n').Reverse())
        {
            var (exit, output, _) = await Run(line[(line.IndexOf(" evaluate ", StringComparison.Ordinal) + 10)..].Split(' '));
            Assert.Equal((0, false), (exit, output.Contains("mean ±", StringComparison.Ordinal)));
        }
        Assert.Equal(3, File.ReadAllLines(folder.File("out/seeds.jsonl")).Length);
        var (_, merged, _) = await Run([.. whole, "--out", folder.File("out"), "--json", folder.File("merged.json")]);
        await Run([.. whole, "--json", folder.File("local.json")]);
        Assert.Equal(3, merged.Split('\n').Count(line => line.EndsWith(" (found)", StringComparison.Ordinal)));
        Assert.Equal(File.ReadAllText(folder.File("local.json")), File.ReadAllText(folder.File("merged.json")));
    }

    [Fact]
    public async Task The_title_is_read_listed_and_written_only_with_its_option()
    {
        using var folder = new TemporaryFolder();
        string[] title = ["--recipe", "tfidf", "--with-title", "--seeds", "1", "--sample"];
        var (_, list, _) = await Run([.. title, "--out", folder.File("out"), "--list"]);
        Assert.Contains(" evaluate --recipe tfidf --with-title --seeds 1 ", list, StringComparison.Ordinal);
        var (code, output, _) = await Run([.. title, "--json", folder.File("scores.json")]);
        Assert.Equal(0, code);
        Assert.Contains("tfidf, lyrics and title: ", output, StringComparison.Ordinal);
        Assert.True(RecipeEvaluation.Load(folder.File("scores.json")).WithTitle);
    }

    [Fact]
    public async Task Folders_of_machines_without_a_shared_disk_are_merged_by_concatenating_their_files()
    {
        using var folder = new TemporaryFolder();
        foreach (var first in new[] { 0, 1 }) // both have seed 1
        {
            await Run([.. Year, "--seeds", "2", "--first-seed", $"{first}", "--out", folder.File($"{first}"), "--no-summary"]);
        }
        Directory.CreateDirectory(folder.File("all"));
        File.WriteAllText(folder.File("all/seeds.jsonl"), File.ReadAllText(folder.File("1/seeds.jsonl")) + File.ReadAllText(folder.File("0/seeds.jsonl")));
        var (code, output, _) = await Run([.. Year, "--seeds", "3", "--out", folder.File("all"), "--json", folder.File("merged.json")]);
        await Run([.. Year, "--seeds", "3", "--json", folder.File("local.json")]);
        Assert.Equal((0, 3), (code, output.Split('\n').Count(line => line.EndsWith(" (found)", StringComparison.Ordinal))));
        Assert.Equal(File.ReadAllText(folder.File("local.json")), File.ReadAllText(folder.File("merged.json")));
    }

    [Fact]
    public async Task Seeds_of_another_build_are_told_of()
    {
        using var folder = new TemporaryFolder();
        await Run([.. Year, "--seeds", "2", "--out", folder.Path, "--no-summary"]);
        var file = folder.File("seeds.jsonl");
        File.WriteAllText(file, File.ReadAllText(file).Replace(RunEnvironment.ThisBuild, "other", StringComparison.Ordinal));
        var (code, output, _) = await Run([.. Year, "--seeds", "3", "--out", folder.Path]);
        Assert.Equal(0, code);
        Assert.EndsWith($"2 of the 3 seeds were evaluated by another build of the library: delete {file} to evaluate them again.\n", output);
    }

    [Theory]
    [InlineData("--list", "--json", "scores.json", "--out", "DIR/new")]
    [InlineData("--list", "--overwrite", "--out", "DIR/new")]
    [InlineData("--list")]
    [InlineData("--no-summary", "--json", "scores.json", "--out", "DIR/new")]
    [InlineData("--no-summary")]
    public async Task A_command_that_makes_no_scores_needs_a_folder_and_writes_no_file_of_scores(string option, params string[] others)
    {
        using var folder = new TemporaryFolder();
        Assert.Equal(
            (1, "", $"error: {option} makes no scores: expected --out DIR, where the seeds are kept, and neither --json nor --overwrite; the same command without it writes the scores.\n"),
            await Run([.. Year, option, .. others.Select(word => word.Replace("DIR", folder.Path, StringComparison.Ordinal))]));
        Assert.Empty(Directory.EnumerateFileSystemEntries(folder.Path));
    }

    [Theory]
    [InlineData("--list", "--out DIR/file: cannot be written (DIR/file is a file, expected a folder or nothing there)", "--out", "DIR/file")]
    [InlineData("", "--out DIR/file: cannot be written (DIR/file is a file, expected a folder or nothing there)", "--out", "DIR/file")]
    [InlineData("", "--out DIR/file/below: cannot be written (", "--out", "DIR/file/below")]
    [InlineData("", "--json DIR/seeds.jsonl: this is DIR/seeds.jsonl, which the command reads.", "--out", "DIR", "--json", "DIR/seeds.jsonl", "--overwrite")]
    [InlineData("", "Option '--seeds' expects a single argument but 2 were provided.", "--seeds", "2", "--seeds", "3")]
    [InlineData("", "DIR/seeds.jsonl, line 1: not the JSON record of an evaluated seed: found 'h', expected valid JSON.", "--out", "DIR")]
    public async Task A_folder_that_cannot_keep_seeds_is_one_message(string option, string expected, params string[] arguments)
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.File("file"), "");
        File.WriteAllText(folder.File("seeds.jsonl"), "hello\n");
        var (code, _, error) = await Run([.. Year, .. option.Length > 0 ? new[] { option } : [], .. arguments.Select(word => word.Replace("DIR", folder.Path, StringComparison.Ordinal))]);
        Assert.Equal(1, code);
        Assert.StartsWith($"error: {expected.Replace("DIR/", folder.Path + "/", StringComparison.Ordinal)}", error, StringComparison.Ordinal);
        Assert.Single(error.TrimEnd().Split('\n'));
        Assert.Equal("hello\n", File.ReadAllText(folder.File("seeds.jsonl")));
    }

    private static async Task<(int Code, string Output, string Error)> Run(params string[] arguments)
    {
        using StringWriter output = new() { NewLine = "\n" }, error = new() { NewLine = "\n" };
        var root = new System.CommandLine.RootCommand { EvaluateCommand.Create() };
        var code = await GenreNotebooks.Cli.CommandLine.InvokeAsync(root, ["evaluate", .. arguments], output, error, TestContext.Current.CancellationToken);
        return (code, output.ToString(), error.ToString());
    }
}
