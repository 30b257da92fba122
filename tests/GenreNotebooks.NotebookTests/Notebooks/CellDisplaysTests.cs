using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
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

/// <summary>What cells display before they end; all tests share one run.</summary>
public sealed class DisplayTests(DisplayTests.Executed executed) : IClassFixture<DisplayTests.Executed>
{
    public sealed class Executed : IAsyncLifetime
    {
        internal NotebookFolder Folder { get; } = new();

        internal RunResult Result { get; private set; } = null!;

        public async ValueTask InitializeAsync() => Result = await Folder.RunAsync(
            TestContext.Current.CancellationToken,
            Folder.Add(
                "shows.dib",
                "display(1.5);\nConsole.Write(\"between\");\nvar two = display(\"two\");\ntwo.Update(\"TWO\");\n3",
                "two.Update(HTML(\"<b>from the next cell</b>\"));\ndisplay(null)",
                """
                class Grown(int points)
                {
                    public string FigureJson => $"{{\"data\":[{{\"y\":[{points}]}}],\"layout\":{{}}}}";
                    public string ToHtml() => $"<p>grown {points}</p>";
                }
                """,
                "var curve = new Grown(0).Display();\nfor (int i = 1; i <= 1000; i++) { curve.Update(new Grown(i)); }\nthrow new Exception(\"too far\");"),
            "--sample", "--verbose");

        public ValueTask DisposeAsync()
        {
            Folder.Dispose();
            return ValueTask.CompletedTask;
        }
    }

    private JsonArray Outputs(int cell) => executed.Folder.Outputs("shows", cell);

    private static string? Form(JsonNode? output, string form) => (string?)output!["data"]![form]![0];

    [Fact]
    public void Values_stand_in_order_with_what_is_printed_and_the_last_one_is_the_result_of_the_cell()
    {
        Assert.Equal(["display_data", "stream", "display_data", "execute_result"], Outputs(0).Select(output => (string?)output!["output_type"]));
        Assert.Equal("1.5", Form(Outputs(0)[0], "text/plain"));
        Assert.Equal("3", Form(Outputs(0)[3], "text/plain"));
        Assert.False(Outputs(0)[0]!.AsObject().ContainsKey("execution_count"));
    }

    [Fact]
    public void A_later_cell_updates_in_place() => Assert.Equal("<b>from the next cell</b>", Form(Outputs(0)[2], "text/html"));

    [Fact]
    public void A_cell_that_ends_on_display_shows_its_value_once() => Assert.Equal("null", Form(Assert.Single(Outputs(1)), "text/plain"));

    [Fact]
    public void The_last_state_is_kept_everywhere_also_of_a_cell_that_fails()
    {
        Assert.Equal("<p>grown 1000</p>", Form(Outputs(3)[1], "text/html"));
        Assert.Equal("error", (string?)Outputs(3)[2]!["output_type"]);
        Assert.Contains("<p>grown 1000</p>", executed.Folder.Page("shows"), StringComparison.Ordinal);
        Assert.DoesNotContain("<p>grown 0</p>", executed.Folder.Page("shows"), StringComparison.Ordinal);
        Assert.Equal("{\"data\":[{\"y\":[1000]}],\"layout\":{}}\n", File.ReadAllText(Path.Combine(executed.Folder.Results, "figures", "shows-chart.json")));
    }

    [Fact]
    public void On_the_terminal_only_what_is_printed_shows() =>
        Assert.Equal(["    shows | between"], executed.Result.Output.Split('\n').Where(line => line.StartsWith("    ", StringComparison.Ordinal)));

    [Fact]
    public void It_is_valid_in_the_format_of_Jupyter() => Nbformat.AssertValid(Path.Combine(executed.Folder.Results, "shows.ipynb"));
}
