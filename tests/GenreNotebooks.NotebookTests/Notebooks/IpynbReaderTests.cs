using GenreNotebooks.Cli.Notebooks;
using Xunit;

namespace GenreNotebooks.NotebookTests.Notebooks;

public sealed class IpynbReaderTests : IDisposable
{
    private readonly NotebookFolder folder = new();

    public void Dispose() => folder.Dispose();

    private static Notebook Parse(string cells, string metadata = "{}") => Notebook.Parse("a.ipynb", $$"""{"cells":[{{cells}}],"metadata":{{metadata}},"nbformat":4,"nbformat_minor":5}""");

    private static string Code(string source, string metadata = "{}") => $$"""{"cell_type":"code","source":{{source}},"metadata":{{metadata}},"outputs":[{"output_type":"stream","name":"stdout","text":"old"}],"execution_count":7}""";

    [Fact]
    public void Cells_of_every_kind_are_read() => Assert.Equal(
        [
            new NotebookCell(CellKind.Markdown, "# A title\n\ntext", 1),
            new NotebookCell(CellKind.Raw, "raw", 1),
            new NotebookCell(CellKind.Code, "var a = 1;\na", 1, 1),
            new NotebookCell(CellKind.Code, "", 1, 2),
            new NotebookCell(CellKind.Code, "a + 1\r\n", 1, 3),
        ],
        Parse("""{"cell_type":"markdown","source":["# A title\n","\n","text"]},{"cell_type":"raw","source":"raw"},""" + $$"""{{Code("[\"var a = 1;\\n\", \"a\"]")}},{{Code("[]")}},{{Code("\"a + 1\\r\\n\"")}}""").Cells);

    [Theory]
    [InlineData("{}", "{}")]
    [InlineData("""{"kernelspec":{"name":".net-csharp","language":"C#"}}""", "{}")]
    [InlineData("""{"kernelspec":{"name":".net-csharp"}}""", "{}")]
    [InlineData("""{"language_info":{"name":"C#"}}""", "{}")]
    [InlineData("""{"kernelspec":{"name":".net-fsharp","language":"F#"},"polyglot_notebook":{"kernelInfo":{"defaultKernelName":"csharp"}}}""", "{}")]
    [InlineData("""{"kernelspec":{"name":"python3","language":"python"}}""", """{"polyglot_notebook":{"kernelName":"csharp"}}""")]
    [InlineData("""{"kernelspec":{"name":".net-fsharp"}}""", """{"dotnet_interactive":{"language":"csharp"}}""")]
    [InlineData("[]", "5")]
    public void Cells_in_CSharp_are_taken_whoever_says_so(string metadata, string ofCell) => Assert.Single(Parse(Code("\"1\"", ofCell), metadata).CodeCells);

    [Theory]
    [InlineData("""{"kernelspec":{"name":"python3","language":"python"}}""", "{}", "found 'python', that of the notebook,")]
    [InlineData("""{"kernelspec":{"name":"ir"}}""", "{}", "found 'ir', that of the notebook,")]
    [InlineData("""{"kernelspec":{"name":".net-csharp"}}""", """{"polyglot_notebook":{"kernelName":"fsharp"}}""", "found 'fsharp',")]
    [InlineData("{}", """{"dotnet_interactive":{"language":"pwsh"}}""", "found 'pwsh',")]
    public void A_cell_in_another_language_is_named(string metadata, string ofCell, string found) => Assert.Equal(
        $"a.ipynb, cell 2 of 2, kernel: {found} expected csharp: this runner runs C# alone, {Notebook.OtherEngines} more.",
        Assert.Throws<InputException>(() => Parse($$"""{"cell_type":"markdown","source":"text"},{{Code("\"1\"", ofCell)}}""", metadata)).Message);

    [Fact]
    public async Task A_notebook_of_Jupyter_runs_and_its_executed_copy_runs_again()
    {
        var notebook = folder.AddText("a.ipynb", $$"""{"cells":[{"cell_type":"markdown","source":"# From *Jupyter*"},{{Code("\"\\n// parameters\\nvar n = 2;\"")}},{{Code("[\"n * \\n\",\"n\"]")}}],"metadata":{},"nbformat":4,"nbformat_minor":5}""");
        var result = await folder.RunAsync(TestContext.Current.CancellationToken, notebook, "--sample", "--set", "n=5");
        Assert.Equal((0, ""), (result.Exit, result.Error));
        Assert.Contains("\na  From *Jupyter*  ", result.Output, StringComparison.Ordinal);
        Assert.Equal("25", folder.Text("a"));
        File.Copy(Path.Combine(folder.Out, "a.ipynb"), notebook, overwrite: true);
        Assert.Equal(0, (await folder.RunAsync(TestContext.Current.CancellationToken, notebook, "--sample")).Exit);
        Assert.Equal(File.ReadAllText(notebook), File.ReadAllText(Path.Combine(folder.Out, "a.ipynb")));
    }

    [Fact]
    public async Task Lines_are_counted_within_each_cell()
    {
        var notebook = folder.AddText("a.ipynb", $$"""{"cells":[{{Code("\"int Half(int x) =>\\n    x % 2 == 0 ? x / 2 : throw new System.Exception(\\\"odd\\\");\"")}},{{Code("\"\\n\\nHalf(3)\"")}}],"nbformat":4}""");
        var result = await folder.RunAsync(TestContext.Current.CancellationToken, notebook, "--sample");
        Assert.Equal((1, "error: a.ipynb[1](2): cell 2: Exception: odd"), (result.Exit, result.Error.Trim()));
        Assert.Equal(["Exception: odd", "   at a.ipynb[1], line 2", "   at a.ipynb[2], line 3"], folder.Outputs("a", 1)[0]!["traceback"]!.AsArray().Select(line => (string?)line));
    }

    [Fact]
    public async Task A_notebook_is_not_overwritten_by_its_executed_copy()
    {
        Directory.CreateDirectory(folder.Out);
        var notebook = folder.AddText("out/a.ipynb", $$"""{"cells":[{{Code("\"1\"")}}],"nbformat":4}""");
        var result = await folder.RunAsync(TestContext.Current.CancellationToken, notebook, "--sample");
        Assert.Equal((1, $"error: {notebook}: this is {notebook}, which the command reads. It is left as it is: give another name.\n"), (result.Exit, result.Error));
    }
}
