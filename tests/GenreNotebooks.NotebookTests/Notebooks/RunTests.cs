using System.Text.RegularExpressions;
using GenreNotebooks.Data;
using Xunit;

namespace GenreNotebooks.NotebookTests.Notebooks;

/// <summary>The files of a notebook that runs to its end; all tests share one run.</summary>
public sealed class RunTests(RunTests.Executed executed) : IClassFixture<RunTests.Executed>
{
    private readonly NotebookFolder folder = executed.Folder;

    public sealed class Executed : IAsyncLifetime
    {
        private const string Text = """
            #!meta

            {"kernelInfo":{"defaultKernelName":"csharp"}}

            #!markdown

            # A title with <angle> brackets

            Some **prose**.

            #!csharp

            #r "nuget: GenreNotebooks, 2.0.0"

            #!csharp

            // parameters
            var epochs = 5;

            #!csharp

            using System;
            using System.Linq;
            using System.Threading.Tasks;
            await Task.Yield();
            for (int epoch = 1; epoch <= epochs; epoch++) { Console.WriteLine($"epoch {epoch} <b>"); }
            Console.Error.Write("careful");
            Enumerable.Range(0, 3).Select(i => i / 2.0)

            #!csharp

            class Rich
            {
                public string FigureJson => "{\"data\":[{\"y\":[1,2]}],\"layout\":{}}";
                public string ToHtml() => "<p class=\"mine\">rich</p>";
                public override string ToString() => "plain";
            }
            new Rich()

            #!csharp

            using GenreNotebooks.Native;
            using TorchSharp;
            LibTorch.Load();
            torch.ones(epochs, 3).sum().item<float>() + 0.5f

            #!csharp

            Console.Write(Environment.GetEnvironmentVariable("GENRE_NOTEBOOKS_DATA") + Environment.CurrentDirectory)
            """;

        internal NotebookFolder Folder { get; } = new();

        internal RunResult Result { get; private set; } = null!;

        public async ValueTask InitializeAsync() =>
            Result = await Folder.RunAsync(TestContext.Current.CancellationToken, Folder.AddText("01-small.dib", Text), "--set", "epochs=2", "--sample");

        public ValueTask DisposeAsync()
        {
            Folder.Dispose();
            return ValueTask.CompletedTask;
        }
    }

    private string Printed(int cell, int output) => string.Concat(folder.Outputs("01-small", cell)[output]!["text"]!.AsArray().Select(line => (string)line!));

    private string Plain(int cell, int output) => string.Concat(folder.Outputs("01-small", cell)[output]!["data"]!["text/plain"]!.AsArray().Select(line => (string)line!));

    [Fact]
    public void It_ends_well_and_says_so()
    {
        Assert.Equal("", executed.Result.Error);
        Assert.Equal(0, executed.Result.Exit);
    }

    [Fact]
    public void It_says_first_what_it_does_then_a_line_for_the_notebook_then_what_to_open() => Assert.Matches($"""
        ^Running 1 notebook; results go to {Regex.Escape(folder.Out)}
        {Regex.Escape(DataFolder.Sample.Notice)}
        Used because it was requested: sample/songs.csv

        01-small  A title with <angle> brackets +\d+\.\d s  ok, 6 cells

        Total time \d+\.\d s
        Executed notebooks, pages and figures: {Regex.Escape(folder.Out)}
        Open {Regex.Escape(Path.Combine(folder.Out, "index.html"))}
        $
        """, executed.Result.Output);

    [Fact]
    public void State_is_kept_from_cell_to_cell_and_set_values_hold()
    {
        Assert.Equal("epoch 1 <b>\nepoch 2 <b>\n", Printed(3, 0));
        Assert.Contains("var epochs = 2;", folder.Ipynb("01-small")["cells"]![2]!.ToJsonString());
    }

    [Fact]
    public void Output_error_output_and_value_stay_apart()
    {
        var outputs = folder.Outputs("01-small", 3);
        Assert.Equal(["stdout", "stderr", null], outputs.Select(output => (string?)output!["name"]));
        Assert.Equal("careful", Printed(3, 1));
        Assert.Equal("[ 0, 0.5, 1 ]", Plain(3, 2));
    }

    [Fact]
    public void A_rich_value_shows_in_each_of_its_forms()
    {
        var data = folder.Outputs("01-small", 4)[1]!["data"]!;
        Assert.Equal("plain", Plain(4, 1));
        Assert.Equal("<p class=\"mine\">rich</p>", (string?)data["text/html"]![0]);
        Assert.Equal(2, (int)data["application/vnd.plotly.v1+json"]!["data"]![0]!["y"]![1]!);
        Assert.Contains("<p class=\"mine\">rich</p>", folder.Page("01-small"));
    }

    [Fact]
    public void A_chart_is_also_kept_as_a_figure_and_as_a_page_with_the_script_of_the_run()
    {
        var figures = Path.Combine(folder.Out, "figures");
        Assert.Equal(["01-small-chart.html", "01-small-chart.json"], Directory.EnumerateFiles(figures).Select(Path.GetFileName).Order());
        Assert.Equal("{\"data\":[{\"y\":[1,2]}],\"layout\":{}}\n", File.ReadAllText(Path.Combine(figures, "01-small-chart.json")));
        var page = File.ReadAllText(Path.Combine(figures, "01-small-chart.html"));
        Assert.Contains("<p class=\"mine\">rich</p>", page);
        Assert.Contains("<script defer src=\"../plotly.js\"></script>", page);
    }

    [Fact]
    public void Plotly_is_beside_the_pages_once_and_in_the_executed_notebook_before_the_first_chart()
    {
        const string Beginning = "plotly.js v2";
        Assert.Contains("<script defer src=\"plotly.js\"></script>", folder.Page("01-small"), StringComparison.Ordinal);
        Assert.DoesNotContain(Beginning, folder.Page("01-small"), StringComparison.Ordinal);
        Assert.Contains(Beginning, File.ReadAllText(Path.Combine(folder.Out, "plotly.js")), StringComparison.Ordinal);
        Assert.Single(Regex.Matches(folder.Ipynb("01-small").ToJsonString(), Beginning));
        Assert.Equal(["display_data", "execute_result"], folder.Outputs("01-small", 4).Select(output => (string?)output!["output_type"]));
        Assert.Contains(Beginning, folder.Outputs("01-small", 4)[0]!.ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Tensors_work_as_in_the_host() => Assert.Equal("6.5", Plain(5, 0));

    [Fact]
    public void A_notebook_runs_in_its_folder_and_learns_of_the_sample() => Assert.Equal($"sample{folder.Path}", Printed(6, 0));

    [Fact]
    public void The_executed_notebook_follows_the_format()
    {
        var notebook = folder.Ipynb("01-small");
        Assert.Equal((4, 5), ((int)notebook["nbformat"]!, (int)notebook["nbformat_minor"]!));
        Assert.Equal("{\"display_name\":\".NET (C#)\",\"language\":\"C#\",\"name\":\".net-csharp\"}", notebook["metadata"]!["kernelspec"]!.ToJsonString());
        Assert.Equal("C#", (string?)notebook["metadata"]!["language_info"]!["name"]);
        Assert.Equal("csharp", (string?)notebook["metadata"]!["polyglot_notebook"]!["kernelInfo"]!["defaultKernelName"]);
        var cells = notebook["cells"]!.AsArray();
        Assert.Equal(cells.Count, cells.Select(cell => (string)cell!["id"]!).Distinct().Count());
        Assert.All(cells, cell => Assert.Matches("^[a-zA-Z0-9_-]{1,64}$", (string)cell!["id"]!));
        var code = cells.Where(cell => (string?)cell!["cell_type"] == "code").ToList();
        Assert.Equal(Enumerable.Range(1, 6), code.Select(cell => (int)cell!["execution_count"]!));
        Assert.All(code, cell => Assert.Equal("csharp", (string?)cell!["metadata"]!["polyglot_notebook"]!["kernelName"]));
        Assert.DoesNotContain("outputs", cells[0]!.AsObject().Select(member => member.Key));
    }

    [Fact]
    public void The_page_shows_prose_code_and_outputs_and_loads_nothing_but_the_script_of_the_run()
    {
        var page = folder.Page("01-small");
        Assert.Contains("<title>A title with &lt;angle&gt; brackets</title>", page);
        Assert.Contains("<strong>prose</strong>", page);
        Assert.Contains("epoch 2 &lt;b&gt;", page);
        Assert.Equal(["plotly.js", "index.html"], Regex.Matches(page, @"(?:src|href)=""([^#""]+)").Select(address => address.Groups[1].Value));
    }

    [Fact]
    public void No_half_written_file_is_left() => Assert.Equal(
        ["01-small.html", "01-small.ipynb", "about.json", "index.html", "plotly.js"], Directory.EnumerateFiles(folder.Out).Select(Path.GetFileName).Order());
}
