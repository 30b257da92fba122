using System.Text;
using GenreNotebooks.Cli.Notebooks;
using Microsoft.Extensions.Time.Testing;
using Spectre.Console;
using Xunit;

namespace GenreNotebooks.NotebookTests.Notebooks;

/// <summary>The display of a run, on a terminal and elsewhere.</summary>
public sealed class RunDisplayTests : IDisposable
{
    private static readonly Notebook First = Notebook.Parse("01-first.dib", "#!markdown\n# One title\n#!csharp\n1\n#!csharp\n2");
    private static readonly Notebook Second = Notebook.Parse("02-second-one.dib", "#!markdown\n# Another\u001b one\n#!csharp\n1");

    private readonly FakeTimeProvider clock = new();
    private readonly Screen screen = new(80);
    private readonly StringWriter output = new() { NewLine = "\n" };

    public void Dispose() => output.Dispose();

    private RunDisplay OnScreen(bool verbose = false) => new([First, Second], TextWriter.Null, screen.Terminal, verbose, clock);

    private RunDisplay InFile(bool verbose = false) => new([First, Second], output, null, verbose, clock);

    private void Pass(double seconds) => clock.Advance(TimeSpan.FromSeconds(seconds));

    private static ExecutedNotebook Executed(Notebook notebook, double seconds, bool isFound = false) =>
        new(notebook) { Elapsed = TimeSpan.FromSeconds(seconds), IsFound = isFound };

    private static ExecutedNotebook FailedInCell2(double seconds)
    {
        var executed = Executed(First, seconds);
        executed.CodeCells[1].Add(new CellEvent.Failed("Exception", "odd", "01-first.dib(6)", []));
        return executed;
    }

    private static Task<ExecutedNotebook> ShowAsync(RunDisplay display, Notebook notebook, Action<Action<CellEvent>> run, ExecutedNotebook? executed = null) =>
        display.ShowAsync(notebook, onEvent =>
        {
            run(onEvent);
            return Task.FromResult(executed ?? Executed(notebook, 1));
        });

    [Fact]
    public async Task The_line_ticks_twice_a_second_while_nothing_else_happens_and_ends_in_place()
    {
        await ShowAsync(OnScreen(), First, onEvent =>
        {
            Assert.Equal(["01-first       One title       0.0 s  starting"], screen.Rows());
            onEvent(new CellEvent.Started());
            Pass(0.5);
            Assert.Equal(["01-first       One title       0.5 s  cell 1/2"], screen.Rows());
            Pass(0.5);
            Assert.Equal(["01-first       One title       1.0 s  cell 1/2"], screen.Rows());
            onEvent(new CellEvent.Finished());
            onEvent(new CellEvent.Started());
            Pass(123);
            Assert.Equal(["01-first       One title     124.0 s  cell 2/2"], screen.Rows());
        }, Executed(First, 125.1));
        Assert.Equal(["01-first       One title     125.1 s  ok, 2 cells", ""], screen.Rows());
    }

    [Fact]
    public async Task What_is_over_ticks_no_more_and_the_next_notebook_has_the_next_row()
    {
        var display = OnScreen();
        await ShowAsync(display, First, _ => { });
        var before = screen.Written;
        Pass(60);
        Assert.Equal(before, screen.Written);
        await ShowAsync(display, Second, _ => Pass(2), Executed(Second, 3, isFound: true));
        Assert.Equal(["01-first       One title       1.0 s  ok, 2 cells", "02-second-one  Another� one    3.0 s  found, 1 cell", ""], screen.Rows());
    }

    [Fact]
    public async Task A_failure_and_a_stop_are_the_end_of_their_lines()
    {
        var display = OnScreen();
        await ShowAsync(display, First, onEvent => onEvent(new CellEvent.Started()), FailedInCell2(3));
        await Assert.ThrowsAsync<OperationCanceledException>(() => ShowAsync(display, First, _ =>
        {
            Pass(2);
            throw new OperationCanceledException();
        }));
        Pass(60);
        Assert.Equal(["01-first       One title       3.0 s  failed in cell 2", "01-first       One title       2.0 s  stopped", ""], screen.Rows());
        Assert.Contains("\e[91m", screen.Written, StringComparison.Ordinal); // the failure is red
    }

    [Fact]
    public async Task A_window_that_becomes_narrower_is_noticed_at_the_next_tick()
    {
        await ShowAsync(OnScreen(), First, _ =>
        {
            screen.Terminal.Profile.Width = 40;
            Pass(0.5);
        });
        Assert.Contains($"\r01-first       0.5 s  starting\e[0K\e[0J\r", screen.Written, StringComparison.Ordinal);
        Assert.Contains($"\r\e[0J01-first       1.0 s  ok, 2 cells{Environment.NewLine}", screen.Written, StringComparison.Ordinal);
    }

    [Fact]
    public async Task In_a_very_narrow_window_a_line_still_says_whose_it_is()
    {
        screen.Terminal.Profile.Width = 20;
        await ShowAsync(OnScreen(), First, _ => Pass(1));
        Assert.Contains("\r\e[0J01-…    1.0 s  ok", screen.Written, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Notebooks_at_the_same_time_have_a_line_each_and_ended_ones_stand_above()
    {
        var display = OnScreen(verbose: true);
        var ends = new TaskCompletionSource<ExecutedNotebook>();
        var first = display.ShowAsync(First, _ => ends.Task);
        Pass(2);
        await ShowAsync(display, Second, onEvent =>
        {
            Assert.Equal(["01-first       One title       2.0 s  starting", "02-second-one  Another� one    0.0 s  starting"], screen.Rows());
            onEvent(new CellEvent.Started());
            onEvent(new CellEvent.Printed("stdout", "printed\n"));
            Pass(1);
            Assert.Equal(
            [
                "  02-second-one cell 1/1  0.0 s", "    02-second-one | printed",
                "01-first       One title       3.0 s  starting", "02-second-one  Another� one    1.0 s  cell 1/1",
            ], screen.Rows());
        });
        Assert.Equal(["02-second-one  Another� one    1.0 s  ok, 1 cell", "01-first       One title       3.0 s  starting"], screen.Rows()[2..]);
        display.Pause(() => screen.Terminal.WriteAnsi(terminal => terminal.WriteLine("error: odd")));
        Assert.Equal(["error: odd", "01-first       One title       3.0 s  starting"], screen.Rows()[3..]);
        ends.SetResult(Executed(First, 4));
        await first;
        Assert.Equal(["error: odd", "01-first       One title       4.0 s  ok, 2 cells", ""], screen.Rows()[3..]);
    }

    [Fact]
    public async Task In_a_low_window_the_last_notebooks_have_no_line()
    {
        screen.Terminal.Profile.Height = 2;
        await ShowAsync(OnScreen(), First, _ => ShowAsync(OnScreen(), Second, _ => Assert.Single(screen.Rows())).Wait());
        screen.Terminal.Profile.Height = 3;
        var display = OnScreen();
        await ShowAsync(display, First, _ => ShowAsync(display, Second, _ => Assert.Equal(2, screen.Rows()[2..].Length)).Wait());
    }

    [Fact]
    public async Task Elsewhere_a_notebook_is_a_whole_line_of_plain_text_when_it_ends()
    {
        var display = InFile();
        await ShowAsync(display, First, onEvent =>
        {
            onEvent(new CellEvent.Started());
            onEvent(new CellEvent.Printed("stdout", "not shown\n"));
            Pass(60);
            Assert.Equal("", output.ToString());
        }, FailedInCell2(60));
        await ShowAsync(display, Second, _ => { });
        Assert.Equal("01-first       One title      60.0 s  failed in cell 2\n02-second-one  Another� one    1.0 s  ok, 1 cell\n", output.ToString());
    }

    [Fact]
    public async Task The_line_of_a_notebook_is_seen_at_once()
    {
        using var file = new MemoryStream();
        await using var writer = new StreamWriter(file);
        await ShowAsync(new([First], writer, null, verbose: false, clock), First, _ => { });
        Assert.Equal($"01-first  One title    1.0 s  ok, 2 cells{Environment.NewLine}", Encoding.UTF8.GetString(file.ToArray()));
    }

    [Fact]
    public async Task What_cells_print_is_shown_only_if_it_is_asked_for()
    {
        static void Print(Action<CellEvent> onEvent)
        {
            onEvent(new CellEvent.Started());
            onEvent(new CellEvent.Printed("stdout", "printed\n"));
        }
        await ShowAsync(OnScreen(), First, Print);
        Assert.Equal(["01-first       One title       1.0 s  ok, 2 cells", ""], screen.Rows());
        await ShowAsync(OnScreen(verbose: true), First, onEvent =>
        {
            Pass(2);
            Print(onEvent);
            Assert.Equal(["  01-first cell 1/2  2.0 s", "    01-first | printed", "01-first       One title       2.0 s  cell 1/2"], screen.Rows()[1..]);
        });
        Assert.Equal(["  01-first cell 1/2  2.0 s", "    01-first | printed", "01-first       One title       1.0 s  ok, 2 cells", ""], screen.Rows()[1..]);
    }

    [Fact]
    public async Task Elsewhere_what_cells_print_stands_before_the_line_of_the_notebook()
    {
        await ShowAsync(InFile(verbose: true), First, onEvent =>
        {
            onEvent(new CellEvent.Started());
            onEvent(new CellEvent.Printed("stdout", "without an end"));
        });
        Assert.Equal("  01-first cell 1/2  0.0 s\n    01-first | without an end\n01-first       One title       1.0 s  ok, 2 cells\n", output.ToString());
    }

    [Fact]
    public async Task Results_that_are_written_for_long_tick_and_leave_no_row()
    {
        await OnScreen().ShowWritingAsync(First, () =>
        {
            Assert.Equal([""], screen.Rows());
            Pass(0.5);
            Assert.Equal(["01-first       One title       0.5 s  writing results"], screen.Rows());
        });
        Assert.Equal([""], screen.Rows());
        await Assert.ThrowsAsync<IOException>(() => OnScreen().ShowWritingAsync(First, () =>
        {
            Pass(1);
            throw new IOException("full");
        }));
        Pass(60);
        Assert.Equal([""], screen.Rows());
        await InFile().ShowWritingAsync(First, () => Pass(1));
        Assert.Equal("", output.ToString());
    }

    [Fact]
    public async Task Ticks_and_cells_that_print_at_the_same_time_do_not_disturb_each_other()
    {
        string[] lines = [.. Enumerable.Range(1, 2_000).Select(number => $"line {number}")];
        await ShowAsync(OnScreen(verbose: true), First, onEvent =>
        {
            onEvent(new CellEvent.Started());
            var ticking = Task.Run(() => Pass(500));
            Array.ForEach(lines, line => onEvent(new CellEvent.Printed("stdout", line + "\n")));
            ticking.Wait();
        });
        Assert.Equal(lines.Select(line => $"    01-first | {line}"), screen.Rows()[1..^2]);
    }
}

/// <summary>What <c>run --verbose</c> shows.</summary>
public sealed class CellLinesTests
{
    private readonly List<string> lines = [];

    private string[] Take(params CellEvent[] items)
    {
        var cells = new CellLines("01-first", lines.Add);
        Array.ForEach(items, item => cells.Take(item, "01-first cell 1/1"));
        cells.End();
        return [.. lines];
    }

    [Fact]
    public void Each_cell_has_a_heading_and_its_lines_name_the_notebook() => Assert.Equal(
        ["  01-first cell 1/1", "    01-first | one", "    01-first | two", "  01-first cell 1/1", "    01-first | three"],
        Take(new CellEvent.Started(), Printed("one\nt"), Printed("wo"), new CellEvent.Finished(), new CellEvent.Started(), Printed("three\n")));

    [Fact]
    public void A_line_is_what_a_terminal_would_show() => Assert.Equal(["    01-first | red\tan on"], Take(Printed("\u001b[31mred\tand\b on\r\n")));

    [Fact]
    public void What_was_left_out_is_said_once_on_a_line_of_its_own() => Assert.Equal(
        ["    01-first | begun", "    01-first | … 20 characters left out: of what a cell prints, 1,000,000 are kept."],
        Take(Printed("begun"), new CellEvent.LeftOut(10, IsAll: false), new CellEvent.LeftOut(20, IsAll: true)));

    private static CellEvent.Printed Printed(string text) => new("stdout", text);
}
