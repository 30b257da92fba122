using System.Text.Json.Nodes;
using Xunit;

namespace GenreNotebooks.NotebookTests.Notebooks;

/// <summary>What cells show before they end; one run serves all tests.</summary>
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
        Assert.Equal("{\"data\":[{\"y\":[1000]}],\"layout\":{}}\n", File.ReadAllText(Path.Combine(executed.Folder.Out, "figures", "shows-1.json")));
    }

    [Fact]
    public void On_the_terminal_only_what_is_printed_shows() =>
        Assert.Equal(["    between"], executed.Result.Output.Split('\n').Where(line => line.StartsWith("    ", StringComparison.Ordinal)));

    [Fact]
    public void It_is_valid_in_the_format_of_Jupyter() => Nbformat.AssertValid(Path.Combine(executed.Folder.Out, "shows.ipynb"));
}
