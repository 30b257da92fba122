using System.Text.Json;
using GenreNotebooks.Cli.Commands;
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
    [InlineData("--seeds 0: expected 1 or more.", "--seeds", "0")]
    [InlineData("--recipe best: expected blog, network,", "--recipe", "best")]
    [InlineData("--inputs metadata: the recipe tfidf reads the lyrics alone. Leave the option out.", "--recipe", "tfidf", "--inputs", "metadata")]
    [InlineData("--inputs combined: the recipe majority reads neither lyrics nor features. Leave the option out.", "--recipe", "majority", "--inputs", "combined")]
    [InlineData("--inputs lyrics: the recipe year reads neither lyrics nor features. Leave the option out.", "--recipe", "year", "--inputs", "lyrics")]
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

    private static async Task<(int Code, string Output, string Error)> Run(params string[] arguments)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var root = new System.CommandLine.RootCommand { EvaluateCommand.Create() };
        var code = await GenreNotebooks.Cli.CommandLine.InvokeAsync(root, ["evaluate", .. arguments], output, error, TestContext.Current.CancellationToken);
        return (code, output.ToString(), error.ToString());
    }
}
