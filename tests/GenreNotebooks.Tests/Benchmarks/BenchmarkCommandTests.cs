using GenreNotebooks.Benchmarks;
using Xunit;

namespace GenreNotebooks.Tests.Benchmarks;

public class BenchmarkCommandTests
{
    [Theory]
    [InlineData("--rounds 0: expected 1 or more.", "ratio", "--rounds", "0")]
    [InlineData("--rounds few: expected 1 or more.", "ratio", "--rounds", "few")]
    [InlineData("--json is empty: expected a path.", "ratio", "--json", "")]
    [InlineData("ratio has no option --quick. See ratio --help.", "ratio", "--quick")]
    [InlineData("--rounds 0: expected 1 or more.", "pytorch", "--rounds", "0")]
    [InlineData("--json is empty: expected a path.", "pytorch", "--json", "")]
    [InlineData("--songs 0: expected 1 or more.", "scale", "--songs", "10", "0")]
    [InlineData("No benchmark has 'Gpu' in its name: expected a part of Tokenizing, CsvReading, BatchGathering.", "micro", "Gpu")]
    [InlineData("--rounds 0: expected 1 or more.", "sweep", "--rounds", "0")]
    public async Task Something_wrong_is_told_in_one_line_with_exit_code_1(string message, params string[] arguments)
    {
        var (output, error) = (new StringWriter(), new StringWriter());
        Assert.Equal(1, await BenchmarkCommand.InvokeAsync(arguments, output, error));
        Assert.Equal("", output.ToString());
        Assert.Equal($"error: {message}{Environment.NewLine}", error.ToString());
    }
}
