using System.CommandLine;
using System.Text;
using GenreNotebooks.Cli.Commands;
using Xunit;

namespace GenreNotebooks.NotebookTests;

public class TokenizeCommandTests
{
    [Fact]
    public async Task Each_text_becomes_a_line_of_ids_and_the_notice_stays_off_the_output()
    {
        var (output, error) = await RunAsync("", "tokenize", "--sample", "", "[MASK] [MASK]");

        Assert.Equal("[101,102]\n[101,103,103,102]\n", output);
        Assert.Contains("SAMPLE DATA", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_texts_each_line_of_the_input_is_a_JSON_string()
    {
        var (output, _) = await RunAsync("\"[MASK]\\n\\u005bMASK]\"\n  \"\" \r\n\"\\u0000\"", "tokenize", "--sample");

        Assert.Equal("[101,103,103,102]\n[101,102]\n[101,102]\n", output);
    }

    [Fact]
    public async Task Without_texts_and_input_nothing_is_printed() => Assert.Equal("", (await RunAsync("", "tokenize", "--sample")).Output);

    [Fact]
    public async Task A_text_is_truncated_to_the_length_asked_for()
    {
        var (output, _) = await RunAsync("", "tokenize", "--sample", "--max-length", "3", "[MASK] [MASK] [MASK]");

        Assert.Equal("[101,103,102]\n", output);
    }

    [Theory]
    [InlineData("love")]
    [InlineData("null")]
    [InlineData("[\"love\"]")]
    [InlineData("\"love")]
    [InlineData("")]
    public async Task A_line_that_is_not_a_JSON_string_is_named_after_the_lines_before_it(string line)
    {
        var output = new StringWriter { NewLine = "\n" };

        var exception = await Assert.ThrowsAsync<InputException>(
            () => RunAsync(output, new StringWriter(), $"\"[MASK]\"\n{line}\n\"\"", "tokenize", "--sample"));

        Assert.Equal("[101,103,102]\n", output.ToString());
        Assert.Contains("line 2", exception.Message, StringComparison.Ordinal);
        Assert.Contains(line, exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_line_is_answered_before_the_next_one_is_read()
    {
        var output = new StringWriter { NewLine = "\n" };
        var input = new Conversation(output);
        await RunAsync(output, new StringWriter(), input, "tokenize", "--sample");

        Assert.Equal(["", "[101,102]\n", "[101,102]\n[101,102]\n"], input.Heard);
    }

    [Fact]
    public async Task Bytes_that_are_not_UTF_8_are_an_error()
    {
        using var input = new StreamReader(new MemoryStream([(byte)'"', 0xff, (byte)'"', (byte)'\n']), new UTF8Encoding(false, throwOnInvalidBytes: true));
        var failure = await Assert.ThrowsAsync<InputException>(() => RunAsync(TextWriter.Null, TextWriter.Null, input, "tokenize", "--sample"));
        Assert.StartsWith("Standard input, at or after line 1: found bytes that are not UTF-8 text", failure.Message);
    }

    private static async Task<(string Output, string Error)> RunAsync(string input, params string[] arguments)
    {
        using var output = new StringWriter { NewLine = "\n" };
        using var error = new StringWriter();
        await RunAsync(output, error, input, arguments);
        return (output.ToString(), error.ToString());
    }

    private static Task<int> RunAsync(TextWriter output, TextWriter error, string input, params string[] arguments) =>
        RunAsync(output, error, new StringReader(input), arguments);

    private static Task<int> RunAsync(TextWriter output, TextWriter error, TextReader input, params string[] arguments)
    {
        var invocation = new InvocationConfiguration { EnableDefaultExceptionHandler = false, Output = output, Error = error };
        var root = new RootCommand { TokenizeCommand.Create(input) };
        return root.Parse(arguments).InvokeAsync(invocation, TestContext.Current.CancellationToken);
    }

    /// <summary>Sends two texts and records the output before each and before the end.</summary>
    private sealed class Conversation(StringWriter output) : TextReader
    {
        public List<string> Heard { get; } = [];

        public override ValueTask<string?> ReadLineAsync(CancellationToken cancellationToken)
        {
            Heard.Add(output.ToString());
            return new(Heard.Count <= 2 ? "\"\"" : null);
        }
    }
}
