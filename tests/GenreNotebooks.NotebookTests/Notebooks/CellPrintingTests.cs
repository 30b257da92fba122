using System.Text;
using System.Text.Json;
using GenreNotebooks.Cli.Notebooks;
using Xunit;

namespace GenreNotebooks.NotebookTests.Notebooks;

/// <summary>The events of what cells print, and the outputs they become.</summary>
public sealed class CellPrintingTests : IDisposable
{
    private readonly MemoryStream sent = new();
    private readonly CellPrinting printing;
    private readonly CellConsole output, error;

    public CellPrintingTests()
    {
        printing = new(new EventWriter(sent));
        (output, error) = (new(printing, "stdout"), new(printing, "stderr"));
        printing.Begin();
    }

    public void Dispose() => sent.Dispose();

    private ExecutedCell End()
    {
        printing.End(new CellEvent.Finished());
        var cell = new ExecutedCell(new(CellKind.Code, "1", 1), 1);
        foreach (var line in Encoding.UTF8.GetString(sent.ToArray()).Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            cell.Add(JsonSerializer.Deserialize<CellEvent>(line)!);
        }
        return cell;
    }

    private static string Text(CellEvent output) => Assert.IsType<CellEvent.Printed>(output).Text;

    [Fact]
    public void Of_one_long_text_the_beginning_is_kept_and_the_rest_is_counted()
    {
        output.Write(new string('x', 300_000_000));
        Assert.InRange(sent.Length, 1, 2 * CellPrinting.Kept);
        Assert.Equal(new string('x', 1_000_000) + "\n… 299,000,000 characters left out: of what a cell prints, 1,000,000 are kept.\n", Text(Assert.Single(End().Outputs)));
    }

    [Fact]
    public void Many_short_texts_are_counted_to_the_last_character()
    {
        for (int i = 0; i < 3_000_000; i++)
        {
            output.WriteLine("123456789");
        }
        Assert.EndsWith("123456789\n… 29,000,000 characters left out: of what a cell prints, 1,000,000 are kept.\n", Text(Assert.Single(End().Outputs)), StringComparison.Ordinal);
    }

    [Fact]
    public void Both_streams_share_what_is_kept_and_no_flood_of_outputs_comes_of_their_changes()
    {
        for (int i = 0; i < 100_000; i++)
        {
            output.Write('o');
            error.Write('e');
        }
        var outputs = End().Outputs;
        Assert.InRange(outputs.Count, 1_000, 20_000);
        var printed = outputs.Sum(item => Text(item).Count(c => c is 'o' or 'e')) - outputs.Sum(item => Text(item).Contains('…') ? " characters left out: of what a cell prints, 1,000,000 are kept.".Count(c => c is 'o' or 'e') : 0);
        Assert.Contains(FormattableString.Invariant($"… {200_000 - printed:N0} characters left out"), Text(outputs[^1]), StringComparison.Ordinal);
    }

    [Fact]
    public void A_cell_that_prints_no_more_than_is_kept_is_left_as_it_is()
    {
        output.Write(new string('x', CellPrinting.Kept));
        Assert.Equal(new string('x', CellPrinting.Kept), Text(Assert.Single(End().Outputs)));
    }

    [Fact]
    public void The_next_cell_has_its_own_measure()
    {
        output.Write(new string('x', CellPrinting.Kept + 1));
        printing.End(new CellEvent.Finished());
        sent.SetLength(0);
        printing.Begin();
        output.Write("more");
        Assert.Equal("more", Text(Assert.Single(End().Outputs)));
    }

    [Fact]
    public void A_cell_that_is_ended_in_between_says_that_there_was_more()
    {
        var cell = new ExecutedCell(new(CellKind.Code, "1", 1), 1);
        cell.Add(new CellEvent.Printed("stdout", "begun"));
        cell.Add(new CellEvent.LeftOut(10, IsAll: false));
        cell.Add(new CellEvent.LeftOut(20, IsAll: false));
        cell.Add(new CellEvent.Failed(CellEvent.Timeout, "", "", []));
        Assert.Equal("begun\n… 20 characters or more left out: of what a cell prints, 1,000,000 are kept.\n", Text(cell.Outputs[0]));
        Assert.Equal(2, cell.Outputs.Count);
    }

    [Fact]
    public void A_character_of_two_halves_is_not_cut()
    {
        output.Write('\ud83c');
        output.Write('\udfb5');
        output.Write(new string('x', CellPrinting.Kept - 3) + "\ud83c\udfb5");
        var text = Text(Assert.Single(End().Outputs));
        Assert.StartsWith("🎵xxx", text, StringComparison.Ordinal);
        Assert.Contains("xxx\n… 2 characters left out", text, StringComparison.Ordinal);
        Assert.DoesNotContain('\ufffd', text);
    }

    [Fact]
    public async Task The_error_output_is_read_to_the_end_and_a_long_line_is_cut()
    {
        var crash = new CrashMessage(new LongLine(200_000_000));
        var before = GC.GetAllocatedBytesForCurrentThread();
        await crash.ReadAsync();
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1_000_000);
        Assert.Equal(new string('a', 2_000), crash.Text);
    }

    [Theory]
    [InlineData("\n \nfirst\nsecond\n", "first second")]
    [InlineData("1\n2\n3\n4\n5", "3 4 5")]
    [InlineData("a warning\nUnhandled exception. System.Exception: boom\n   at M()\nOut of memory.\n", "a warning Unhandled exception. System.Exception: boom")]
    [InlineData("Process terminated.\nout of songs\n   at M()\n", "Process terminated. out of songs")]
    [InlineData("Stack overflow.\nRepeated 9 times:\n-----\n   at M()\n-----\n", "Stack overflow. Repeated 9 times")]
    [InlineData("no end of line", "no end of line")]
    [InlineData("", "")]
    public async Task A_crash_message_is_the_last_lines_before_the_stack_trace(string console, string expected)
    {
        var crash = new CrashMessage(new MemoryStream(Encoding.UTF8.GetBytes(console)));
        await crash.ReadAsync();
        Assert.Equal(expected, crash.Text);
    }

    /// <summary>A long line, never in memory as a whole.</summary>
    private sealed class LongLine(long length) : MemoryStream
    {
        private long read;

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            int count = (int)Math.Min(buffer.Length, length - read);
            buffer.Span[..count].Fill((byte)'a');
            read += count;
            return new(count);
        }
    }
}
