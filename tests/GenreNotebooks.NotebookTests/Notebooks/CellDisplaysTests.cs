using System.Text;
using System.Text.Json;
using GenreNotebooks.Cli.Notebooks;
using Xunit;

namespace GenreNotebooks.NotebookTests.Notebooks;

/// <summary>The displays of cells: which updates the process of a notebook sends, and which of them are kept.</summary>
public sealed class CellDisplaysTests : IDisposable
{
    private readonly MemoryStream sent = new();
    private readonly CellDisplays displays;

    public CellDisplaysTests()
    {
        displays = new(new EventWriter(sent));
        displays.Begin();
    }

    public void Dispose() => sent.Dispose();

    private List<CellEvent.Shown> Sent() => [.. Encoding.UTF8.GetString(sent.ToArray()).Split('\n', StringSplitOptions.RemoveEmptyEntries)
        .Select(line => Assert.IsType<CellEvent.Shown>(JsonSerializer.Deserialize<CellEvent>(line)))];

    private IReadOnlyList<string> Kept()
    {
        var cell = new ExecutedCell(new(CellKind.Code, "1", 1), 1);
        Sent().ForEach(cell.Add);
        return [.. cell.Outputs.Select(output => ((CellEvent.Shown)output).Text)];
    }

    [Fact]
    public void A_value_is_sent_at_once_and_the_last_update_takes_its_place()
    {
        var update = displays.Display("first");
        displays.Display("other");
        Assert.Equal(["first", "other"], Kept());
        update("second");
        update("third");
        displays.End("last");
        Assert.Equal(["third", "other", "last"], Kept());
        Assert.Equal([1, 2, null], Sent().Select(shown => shown.Display).Distinct());
    }

    [Fact]
    public void Updates_without_end_are_sent_now_and_then()
    {
        var drawn = 0;
        var update = displays.Display("");
        for (int i = 0; i < 1_000_000; i++)
        {
            update(new Slow(() => drawn++));
        }
        Assert.InRange(drawn, 0, 1_000);
        displays.End(null);
        Assert.InRange(sent.Length, 1, 100_000);
        Assert.Equal(["slow"], Kept());
    }

    [Fact]
    public void What_a_failed_cell_showed_last_is_kept_unless_that_fails_too()
    {
        displays.Display("first")("second");
        displays.Display("other")(new Slow(() => throw new InvalidOperationException()));
        displays.Abandon();
        Assert.Equal(["second", "other"], Kept());
    }

    [Fact]
    public void Of_values_without_end_as_many_are_kept_as_a_page_can_hold()
    {
        for (int i = 0; i < 100_000; i++)
        {
            displays.Display(i)(-i);
        }
        displays.End(null);
        Assert.Equal(CellDisplays.Most + 1, Kept().Count);
        Assert.Equal("… left out: a cell displays at most 1,000 values and 64,000,000 characters.", Kept()[^1]);
    }

    [Fact]
    public void The_next_cell_has_its_own_measure_and_may_update_what_was_displayed_before()
    {
        var update = displays.Display(new string('x', CellDisplays.Kept));
        displays.Begin();
        displays.Display("more");
        update("less");
        displays.End(null);
        Assert.Equal(["less", "more"], Kept());
    }

    private sealed class Slow(Action draw)
    {
        public override string ToString()
        {
            draw();
            return "slow";
        }
    }
}
