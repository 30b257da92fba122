using GenreNotebooks.Benchmarks;
using GenreNotebooks.Cli;
using Xunit;

namespace GenreNotebooks.Tests.Benchmarks;

public class BenchmarkCommandTests
{
    [Theory]
    [InlineData("--rounds 0: expected 1 or more.", "ratio", "--rounds", "0")]
    [InlineData("Cannot parse argument 'few' for option '--rounds' as a whole number.", "ratio", "--rounds", "few")]
    [InlineData("--json is empty: expected a path.", "ratio", "--json", "")]
    [InlineData("Unrecognized command or argument '--quick'.", "ratio", "--quick")]
    public async Task Something_wrong_is_told_in_one_line_with_exit_code_1(string message, params string[] arguments)
    {
        var (output, error) = (new StringWriter(), new StringWriter());
        Assert.Equal(1, await CommandLine.InvokeAsync(BenchmarkCommand.Create(), arguments, output, error, TestContext.Current.CancellationToken));
        Assert.Equal("", output.ToString());
        Assert.Equal($"error: {message}{Environment.NewLine}", error.ToString());
    }
}
