using System.CommandLine;
using GenreNotebooks.Cli;
using GenreNotebooks.Cli.Commands;
using GenreNotebooks.Files;
using Xunit;

namespace GenreNotebooks.NotebookTests;

public sealed class CommandLineTests
{
    [Theory]
    [InlineData("error: Unrecognized command or argument 'dance'.", "dance")]
    [InlineData("error: Cannot parse argument 'many' for option '--rows' as a whole number.", "data", "sample", "--rows", "many")]
    [InlineData("error: --out is empty: expected a path.", "data", "sample", "--rows", "1", "--out", "")]
    [InlineData("error: --vocab is empty: expected a path.", "data", "sample", "--vocab", "")]
    [InlineData("error: --out is empty: expected a path.", "data", "fetch", "--out", " ")]
    [InlineData("error: --data is empty: expected a path.", "tokenize", "hello", "--data", "")]
    [InlineData("error: --out is empty: expected a path.", "run", "--out", "")]
    [InlineData("error: --json is empty: expected a path.", "train", "lyrics", "--json", "")]
    [InlineData("error: Found a sample of 0 rows: expected at least 1.", "data", "sample", "--rows", "0")]
    public async Task What_does_not_fit_is_one_line_and_exit_code_1(string expected, params string[] arguments)
    {
        var root = new RootCommand { RunCommand.Create(), DataCommand.Create(), TokenizeCommand.Create(), TrainCommand.Create() };
        Assert.Equal((1, expected), await InvokeAsync(root, arguments));
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
