using System.CommandLine;
using System.Text.Json.Nodes;
using GenreNotebooks.Cli;
using GenreNotebooks.Cli.Commands;
using GenreNotebooks.Runs;
using GenreNotebooks.Tests;
using GenreNotebooks.Tests.Plots;
using GenreNotebooks.Tests.Runs;
using Xunit;

namespace GenreNotebooks.NotebookTests;

public sealed class ExportCommandTests : IDisposable
{
    private static readonly string[] OfOneRun = ["accuracy", "confusion", "genres", "loss"];

    private readonly TemporaryFolder folder = new();

    public ExportCommandTests() => SomeRun.Create().Save(folder.File("run.json"));

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task All_charts_of_a_run_are_saved_under_its_network_and_their_names()
    {
        var (exit, output, error) = await ExportAsync(folder.File("run.json"), "--format", "json,html");
        Assert.Equal((0, ""), (exit, error));
        string[] expected = [.. OfOneRun.SelectMany(name => new[] { $"lyrics-{name}.html", $"lyrics-{name}.json" })];
        Assert.Equal(expected, Saved());
        Assert.Equal(expected, output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(Path.GetFileName).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Curves_are_accuracy_and_loss()
    {
        await ExportAsync(folder.File("run.json"), "--chart", "curves", "--format", "json");
        Assert.Equal(["lyrics-accuracy.json", "lyrics-loss.json"], Saved());
        var accuracy = File.ReadAllText(folder.File("out/lyrics-accuracy.json"));
        Assert.Contains("\"Lyrics network: accuracy<br><span style=\\\"font-size:0.8em\\\">Sample data: synthetic songs</span>\"", accuracy);
        Assert.Contains("base rate 0.358", accuracy); // of all songs, as in the post, not of the test songs
    }

    [Fact(Explicit = true)]
    [Trait("Suite", "Browsers")]
    public async Task Images_have_the_size_and_paper_that_were_asked_for()
    {
        SomeBrowser.Find();
        var (exit, _, error) = await ExportAsync(folder.File("run.json"), "--chart", "confusion", "--format", "svg,png,pdf", "--width", "500", "--height", "400", "--theme", "dark");
        Assert.Equal((0, ""), (exit, error));
        Assert.Equal(["lyrics-confusion.pdf", "lyrics-confusion.png", "lyrics-confusion.svg"], Saved());
        var svg = File.ReadAllText(folder.File("out/lyrics-confusion.svg"));
        Assert.Contains("width=\"500\" height=\"400\"", svg);
        Assert.Contains("rgb(21, 24, 28)", svg);
    }

    [Fact]
    public async Task An_interrupted_run_has_its_curves()
    {
        (SomeRun.Create() with { Final = null }).Save(folder.File("run.json"));
        var (exit, _, _) = await ExportAsync(folder.File("run.json"), "--format", "json");
        Assert.Equal(0, exit);
        Assert.Equal(["lyrics-accuracy.json", "lyrics-loss.json"], Saved());
        var (_, _, error) = await ExportAsync(folder.File("run.json"), "--chart", "genres", "--format", "json");
        Assert.Contains("interrupted after 2 of 2 epochs", error);
    }

    [Theory]
    [InlineData("sweep")]
    [InlineData("sweep/runs.jsonl")]
    public async Task A_sweep_has_a_chart_of_each_option_that_differs(string source)
    {
        var run = SomeRun.Create();
        var lines = new RunLines(folder.File("sweep"));
        lines.Append(run);
        lines.Append(run with { Options = run.Options with { EmbeddingDim = 8 } });
        var (exit, _, error) = await ExportAsync(folder.File(source), "--chart", "sweep", "--format", "json");
        Assert.Equal((0, ""), (exit, error));
        Assert.Equal(["accuracy-embedding_dim.json"], Saved());
    }

    [Fact]
    public async Task Several_runs_are_in_one_chart_named_by_what_differs()
    {
        var run = SomeRun.Create();
        (run with { Options = run.Options with { EmbeddingDim = 8 } }).Save(folder.File("other.json"));
        var (exit, _, error) = await ExportAsync(folder.File("run.json"), folder.File("other.json"), "--chart", "curves,genres", "--format", "json");
        Assert.Equal((0, ""), (exit, error));
        Assert.Equal(["runs-accuracy.json", "runs-genres.json", "runs-loss.json"], Saved());
        var accuracy = File.ReadAllText(folder.File("out/runs-accuracy.json"));
        Assert.Contains("\"lyrics, embedding_dim 32\"", accuracy);
        Assert.Contains("\"lyrics, embedding_dim 8\"", accuracy);
    }

    [Fact]
    public async Task Runs_that_do_not_differ_are_named_by_their_files()
    {
        SomeRun.Create().Save(folder.File("again.json"));
        await ExportAsync(folder.File("run.json"), folder.File("again.json"), "--chart", "accuracy", "--format", "json");
        var accuracy = File.ReadAllText(folder.File("out/runs-accuracy.json"));
        Assert.Contains("\"lyrics, run\"", accuracy);
        Assert.Contains("\"lyrics, again\"", accuracy);
    }

    [Fact]
    public async Task A_figure_in_Plotly_s_json_is_exported_with_another_look()
    {
        File.WriteAllText(folder.File("mine.json"), """{"layout":{"title":{"text":"From elsewhere"}},"data":[{"type":"scatter","x":[1,2],"y":[3,4],"line":{"color":"red"}}]}""");
        File.WriteAllText(folder.File("layout.json"), """{"xaxis":{"range":[0,9]}}""");
        var (exit, _, error) = await ExportAsync(
            folder.File("mine.json"), "--format", "json", "--theme", "gray", "--title", "Mine", "--y-label", "songs", "--for", "acm", "--layout", folder.File("layout.json"));
        Assert.Equal((0, ""), (exit, error));
        var figure = JsonNode.Parse(File.ReadAllText(folder.File("out/mine.json")))!;
        Assert.Equal("Mine", (string?)figure["layout"]!["title"]!["text"]);
        Assert.Equal("songs", (string?)figure["layout"]!["yaxis"]!["title"]!["text"]);
        Assert.Equal("[0,9]", figure["layout"]!["xaxis"]!["range"]!.ToJsonString());
        Assert.Equal(320.126, (double)figure["layout"]!["width"]!);
        Assert.Equal("#000000", (string?)figure["data"]![0]!["line"]!["color"]);
        Assert.Equal("[3,4]", figure["data"]![0]!["y"]!.ToJsonString());
    }

    [Theory]
    [InlineData("no.json", "no.json: cannot be read")]
    [InlineData("run.json empty", "found 1 × run and 1 × sweep; expected runs, or one sweep, or figures")]
    [InlineData("run.json run.json --chart confusion", "--chart confusion: found 2 runs, expected one")]
    [InlineData("run.json --width 9furlongs", "--width 9furlongs: expected a length such as 84mm, 3.3in, 12cm or 800 (pixels)")]
    [InlineData("run.json --theme sepia", "--theme sepia: expected light, dark, gray or colour-blind")]
    [InlineData("run.json --for ieee --columns 3", "--columns 3: expected 1 or 2")]
    [InlineData("run.json --columns 2", "--columns belongs to --for")]
    [InlineData("run.json --title A --no-title", "--no-title: --title is given too")]
    [InlineData("run.json --font-size 0", "--font-size 0: expected 4 to 72 points")]
    [InlineData("run.json --layout no-such-file", "--layout no-such-file: cannot be read")]
    [InlineData("run.json --dark", "--dark has a new name: use --theme dark")]
    [InlineData("run.json --scale 2", "--scale has a new name: use --dpi")]
    [InlineData("run.json --chart bars", "--chart bars: found 'bars', expected curves, accuracy, loss, genres, confusion or sweep")]
    [InlineData("run.json --chart sweep", "is one run; expected a sweep's folder")]
    [InlineData("run.json --format gif", "--format gif: found 'gif', expected svg, png, pdf, html or json")]
    [InlineData("run.json --format json --width 5", "--width 5px: expected 100 to 10000 pixels")]
    [InlineData("empty --format json", "no finished run found")]
    [InlineData("empty --format json --chart loss", "is a sweep; expected sweep")]
    public async Task What_does_not_fit_is_one_message(string arguments, string message)
    {
        Directory.CreateDirectory(folder.File("empty"));
        var words = arguments.Split(' ');
        // Before the browser is looked for: that message is another test's.
        string[] format = words.Contains("--format") ? [] : ["--format", "json"];
        var (exit, _, error) = await ExportAsync([.. words.Select(word => word.EndsWith(".json", StringComparison.Ordinal) || word == "empty" ? folder.File(word) : word), .. format]);
        Assert.Equal(1, exit);
        Assert.Contains(message, error);
        Assert.Single(error.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        Assert.False(Directory.Exists(folder.File("out")));
    }

    private string[] Saved() => [.. Directory.EnumerateFiles(folder.File("out")).Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal)];

    private async Task<(int Exit, string Output, string Error)> ExportAsync(params string[] arguments)
    {
        using StringWriter output = new(), error = new();
        var root = new RootCommand { ExportCommand.Create() };
        var exit = await CommandLine.InvokeAsync(root, ["export", .. arguments, "--out", folder.File("out")], output, error, TestContext.Current.CancellationToken);
        return (exit, output.ToString(), error.ToString());
    }
}
