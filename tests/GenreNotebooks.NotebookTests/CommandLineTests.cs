using System.CommandLine;
using GenreNotebooks.Cli;
using GenreNotebooks.Cli.Commands;
using GenreNotebooks.Files;
using Xunit;

namespace GenreNotebooks.NotebookTests;

public sealed class CommandLineTests
{
    [Theory]
    [InlineData("error: There is no verb 'dance'. Did you mean data? See --help.", "dance")]
    [InlineData("error: --rows many: expected a whole number.", "data", "sample", "--rows", "many")]
    [InlineData("error: --out is empty: expected a path.", "data", "sample", "--rows", "1", "--out", "")]
    [InlineData("error: --vocab is empty: expected a path.", "data", "sample", "--vocab", "")]
    [InlineData("error: --out is empty: expected a path.", "data", "fetch", "--out", " ")]
    [InlineData("error: --data is empty: expected a path.", "tokenize", "hello", "--data", "")]
    [InlineData("error: --out is empty: expected a path.", "run", "--out", "")]
    [InlineData("error: --json is empty: expected a path.", "train", "lyrics", "--json", "")]
    [InlineData("error: --rows 0: expected 1 or more.", "data", "sample", "--rows", "0")]
    public async Task What_does_not_fit_is_one_line_and_exit_code_1(string expected, params string[] arguments)
    {
        var root = new RootCommand { RunCommand.Create(), DataCommand.Create(), TokenizeCommand.Create(), TrainCommand.Create() };
        Assert.Equal((1, expected), await InvokeAsync(root, arguments));
    }

    [Theory]
    [InlineData("train has no option --embeding. Did you mean --embedding? See train --help.", "train", "lyrics", "--embeding", "64")]
    [InlineData("train has no option --embeding. Did you mean --embedding? See train --help.", "train", "--embeding=64")]
    [InlineData("train has no option --xyzzy. See train --help.", "train", "lyrics", "--epochs", "2", "--xyzzy", "64", "more")]
    [InlineData("train takes no 'embedding'. Did you mean --embedding? See train --help.", "train", "lyrics", "embedding", "64")]
    [InlineData("sweep has no option --seed. Did you mean --seeds? See sweep --help.", "sweep", "--seed", "3")]
    [InlineData("evaluate has no option --input. Did you mean --inputs? See evaluate --help.", "evaluate", "--input", "lyrics")]
    [InlineData("predict has no option --lyric. Did you mean --lyrics? See predict --help.", "predict", "--model", "M", "--lyric", "love")]
    [InlineData("export has no option --charts. Did you mean --chart? See export --help.", "export", "--charts", "loss", "run.json")]
    [InlineData("tokenize has no option --sampel. Did you mean --sample? See tokenize --help.", "tokenize", "--sampel", "hello")]
    [InlineData("data fetch has no option --mirrors. Did you mean --mirror? See data fetch --help.", "data", "fetch", "--mirrors", "x")]
    [InlineData("doctor has no option --verbose. See doctor --help.", "doctor", "--verbose")]
    [InlineData("run has no option --sampel. Did you mean --sample? See run --help.", "run", "03", "--sampel")]
    [InlineData("run has no option --epochs. Notebooks take --epochs as a value of their parameters cell: --set epochs=5. See run --help.", "run", "03", "--epochs", "5")]
    [InlineData("run has no option --learningRate. Notebooks take --learning-rate as a value of their parameters cell: --set learningRate=VALUE. See run --help.", "run", "03", "--learningRate", "--sample")]
    [InlineData("run has no option --embeding. Notebooks take --embedding as a value of their parameters cell: --set embeddingDim=64. See run --help.", "run", "03", "--embeding", "64")]
    [InlineData("run has no option --batch-size. Notebooks take --batch-size as a value of their parameters cell: --set batchSize=16. See run --help.", "run", "--batch-size=16")]
    [InlineData("run has no option --embedding. Notebooks take --embedding as a value of their parameters cell: --set embeddingDim=64. See run --help.", "run", "03", "--embedding", "64")]
    [InlineData("There is no verb 'trian'. Did you mean train? See --help.", "trian", "lyrics")]
    [InlineData("data has no verb 'ftch'. Did you mean fetch? See data --help.", "data", "ftch")]
    [InlineData("model lyric: expected lyrics, metadata or combined (formerly called both).", "train", "lyric")]
    [InlineData("--recipe tfdif: expected blog, network, ensemble, recommended, classical, vote, tfidf, majority, year or artist.", "evaluate", "--recipe", "tfdif")]
    [InlineData("--width abc: expected a length such as 84mm, 3.3in, 12cm or 800 (pixels).", "export", "run.json", "--width", "abc")]
    [InlineData("--timeout soon: expected a whole number.", "run", "03", "--timeout", "soon")]
    [InlineData("--depth 9: expected 0 to 8.", "train", "lyrics", "--depth", "9")]
    [InlineData("--embedding 0: expected 1 to 4096.", "train", "lyrics", "--embedding", "0")]
    [InlineData("--embedding 0: expected 1 to 4096.", "sweep", "--embedding", "8,0", "--list")]
    [InlineData("--learning-rate NaN: expected a number such as 0.25.", "train", "lyrics", "--learning-rate", "NaN")]
    public async Task A_misspelling_names_itself_and_the_nearest_right_word(string expected, params string[] arguments)
    {
        var root = new RootCommand
        {
            RunCommand.Create(), TrainCommand.Create(), SweepCommand.Create(), EvaluateCommand.Create(), PredictCommand.Create(),
            ExportCommand.Create(), TokenizeCommand.Create(), DataCommand.Create(), DoctorCommand.Create(),
        };
        Assert.Equal((1, $"error: {expected}"), await InvokeAsync(root, arguments));
    }

    [Theory]
    [InlineData("--seed", "-1")]
    [InlineData("--", "--love")]
    [InlineData("- love me")]
    [InlineData("-")]
    public void A_value_or_text_with_a_hyphen_is_no_misspelling(params string[] arguments)
    {
        var verb = new Command("say") { new Argument<string[]>("text"), OptionValue.Whole.One("--seed", "", 0) };
        Assert.Null(Misspelling.Find(new RootCommand { verb }.Parse(["say", .. arguments])));
    }

    [Fact]
    public async Task The_help_shows_defaults_as_they_are_typed()
    {
        using var output = new StringWriter();
        var root = new RootCommand { TrainCommand.Create(), EvaluateCommand.Create() };
        Assert.Equal((0, 0), (await CommandLine.InvokeAsync(root, ["train", "--help"], output), await CommandLine.InvokeAsync(root, ["evaluate", "--help"], output)));
        Assert.Contains("[default: padded]", output.ToString());
        Assert.Contains("[default: combined]", output.ToString());
        Assert.DoesNotMatch(@"\[default: \p{Lu}", output.ToString());
    }

    [Fact]
    public async Task What_nobody_foresaw_is_one_line_too()
    {
        var command = new Command("fail");
        command.SetAction(int (_) => throw new IOException("No space left on device\nframe #0: somewhere"));
        Assert.Equal((1, "error: IOException: No space left on device"), await InvokeAsync(new RootCommand { command }, "fail"));
    }

    [Fact]
    public async Task What_fails_because_of_a_cancellation_is_a_cancellation()
    {
        using var cancellation = new CancellationTokenSource();
        using var error = new StringWriter { NewLine = "\n" };
        var command = new Command("fail");
        command.SetAction(int (_) =>
        {
            cancellation.Cancel();
            throw new InputException("the browser ended");
        });
        Assert.Equal((130, "Cancelled.\n"), (await CommandLine.InvokeAsync(new RootCommand { command }, ["fail"], error: error, token: cancellation.Token), error.ToString()));
    }

    [Fact]
    public void A_folder_that_cannot_be_written_to_is_found_before_the_run()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "/proc can be written to by nobody, not even by an administrator.");
        Assert.StartsWith("--out /proc: cannot be written (", Assert.Throws<InputException>(() => AtomicFile.EnsureWritableFolder("/proc", "--out /proc")).Message);
    }

    private static async Task<(int Exit, string Error)> InvokeAsync(RootCommand root, params string[] arguments)
    {
        using var error = new StringWriter();
        var exit = await CommandLine.InvokeAsync(root, arguments, error: error);
        return (exit, error.ToString().TrimEnd());
    }
}
