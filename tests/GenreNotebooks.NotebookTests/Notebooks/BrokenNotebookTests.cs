using System.Text.RegularExpressions;
using GenreNotebooks.Cli.Notebooks;
using Xunit;

namespace GenreNotebooks.NotebookTests.Notebooks;

/// <summary>Broken notebooks of all kinds and the whole message of each.</summary>
public sealed class BrokenNotebookTests : IDisposable
{
    private readonly NotebookFolder folder = new();

    public void Dispose() => folder.Dispose();

    private static string Code(string source) => $$"""{"cell_type":"code","source":{{source}}}""";

    private static string Jupyter(string cells, string metadata = "{}") => $$"""{"cells":[{{cells}}],"metadata":{{metadata}},"nbformat":4}""";

    /// <summary>Files and their messages; PATH stands for the path, ENGINES for the other engines.</summary>
    public static TheoryData<string, string, string> Unreadable { get; } = new()
    {
        { "a.dib", "", "PATH has no code cell: a code cell begins with a line #!csharp." },
        { "a.dib", "#!markdown\n\n# Only prose\n", "PATH has no code cell: a code cell begins with a line #!csharp." },
        { "a.dib", "#!meta\n\n{\"a\":\n]\n\n#!csharp\n1", "PATH(4): what follows #!meta is JSON, and this is not: found ']'." },
        { "a.dib", "#!meta\n#!csharp\n1", "PATH(2): what follows #!meta is JSON, and this is not: found the end." },
        { "a.dib", "#!csharp\n1\n#!fsharp\nlet a = 1\n", "PATH(3): '#!fsharp' does not work in every engine; a line that begins with #! is #!meta, #!csharp or #!markdown, alone. ENGINES has more." },
        { "a.dib", "#!csharp var x = 1;\n", "PATH(1): '#!csharp var x = 1;' does not work in every engine; a line that begins with #! is #!meta, #!csharp or #!markdown, alone. ENGINES has more." },
        { "a.dib", "#!import other.dib\n", "PATH(1): '#!import other.dib' does not work in every engine; a line that begins with #! is #!meta, #!csharp or #!markdown, alone. ENGINES has more." },
        { "a.ipynb", "", "PATH(1,1): an .ipynb notebook is JSON, and this is not: found the end." },
        { "a.ipynb", "#!csharp\n1\n", "PATH(1,1): an .ipynb notebook is JSON, and this is not: found '#!csharp'." },
        { "a.ipynb", "{\n \"cells\": [\n  {\"cell_type\"", "PATH(3,15): an .ipynb notebook is JSON, and this is not: found the end." },
        { "a.ipynb", new string('[', 100_000), "PATH(1,65): an .ipynb notebook is JSON, and this is not: found '[[[[[[[[[[[[[[[[[[[[…'." },
        { "a.ipynb", "[]", "PATH: found a list, expected an object with cells, metadata and nbformat." },
        { "a.ipynb", """{"cells":[],"nbformat":3}""", "PATH, nbformat: found 3, expected 4." },
        { "a.ipynb", """{"cells":[]}""", "PATH, nbformat: found nothing, expected 4." },
        { "a.ipynb", """{"cells":[],"nbformat":"4"}""", "PATH, nbformat: found \"4\", expected 4." },
        { "a.ipynb", """{"nbformat":4}""", "PATH, cells: found nothing, expected a list of cells." },
        { "a.ipynb", """{"cells":{},"nbformat":4}""", "PATH, cells: found an object, expected a list of cells." },
        { "a.ipynb", Jupyter(""), "PATH has no code cell: one with C# in it is expected." },
        { "a.ipynb", Jupyter(Code("[\" \\n\"]")), "PATH has no code cell: one with C# in it is expected." },
        { "a.ipynb", Jupyter(Code("\"1\"") + ",null"), "PATH, cell 2 of 2: found null, expected an object with cell_type and source." },
        { "a.ipynb", Jupyter("{}"), "PATH, cell 1 of 1, cell_type: found nothing, expected code, markdown or raw." },
        { "a.ipynb", Jupyter("""{"cell_type":"heading"}"""), "PATH, cell 1 of 1, cell_type: found \"heading\", expected code, markdown or raw." },
        { "a.ipynb", Jupyter(Code("5")), "PATH, cell 1 of 1, source: found 5, expected text or a list of lines of text." },
        { "a.ipynb", Jupyter(Code("[\"1\",[]]")), "PATH, cell 1 of 1, source: found a list, expected text or a list of lines of text." },
        { "a.ipynb", Jupyter(Code("\"\\ud800\"")), "PATH, cell 1 of 1, source: found \"\\ud800\", expected text or a list of lines of text." },
        { "a.ipynb", Jupyter("""{"cell_type":"raw","source":5},""" + Code("\"1\"")), "PATH, cell 1 of 2, source: found 5, expected text or a list of lines of text." },
        { "a.ipynb", Jupyter(Code("\"1\""), """{"author":"\ud83d"}"""), "PATH: half of a surrogate pair, such as \\ud83d alone, is no text." },
        { "a.ipynb", Jupyter("""{"cell_type":"markdown"}"""), "PATH, cell 1 of 1, source: found nothing, expected text or a list of lines of text." },
        { "a.ipynb", Jupyter(Code("\"print(1)\""), """{"kernelspec":{"name":"python3","language":"python"}}"""), "PATH, cell 1 of 1, kernel: found 'python', that of the notebook, expected csharp: this runner runs C# alone, ENGINES more." },
    };

    [Theory]
    [MemberData(nameof(Unreadable))]
    public async Task What_cannot_be_read_is_refused_before_anything_runs(string name, string text, string message) =>
        await AssertRefusedAsync(folder.AddText(name, text), message);

    [Theory]
    [InlineData("a.dib", new byte[] { 0x31, 0xFC, 0x31 }, "PATH cannot be read as a notebook: Unable to translate bytes [FC] at index 1 from specified code page to Unicode.")]
    [InlineData("a.ipynb", new byte[] { 0x1F, 0x8B, 0x08, 0x00 }, "PATH cannot be read as a notebook: Unable to translate bytes [8B] at index 1 from specified code page to Unicode.")]
    public async Task Bytes_that_are_no_text_are_refused(string name, byte[] bytes, string message)
    {
        var path = Path.Combine(folder.Path, name);
        File.WriteAllBytes(path, bytes);
        await AssertRefusedAsync(path, message);
    }

    [Fact]
    public Task A_folder_is_no_notebook() => AssertRefusedAsync(folder.Path, "PATH is a folder: a .dib or .ipynb file in it is expected.");

    private async Task AssertRefusedAsync(string path, string message)
    {
        var result = await folder.RunAsync(TestContext.Current.CancellationToken, path, "--sample");
        var expected = message.Replace("PATH", path, StringComparison.Ordinal).Replace("ENGINES", Notebook.OtherEngines, StringComparison.Ordinal);
        Assert.Equal($"error: {expected}\n", result.Error);
        Assert.Equal((1, ""), (result.Exit, result.Output));
    }

    [Theory(Explicit = true)]
    [Trait("Suite", "Failures")]
    [InlineData("System.Environment.Exit(3);", "cell 1 ended the process of the notebook, exit code 3")]
    [InlineData("System.Environment.FailFast(\"over\");", "cell 1 ended the process of the notebook, exit code 134: Process terminated. over")]
    [InlineData("int F(int i) => F(i + 1) + 1;\nF(0)", "cell 1 ended the process of the notebook, exit code 134: Stack overflow. Repeated MANY times")]
    [InlineData("var t = new System.Threading.Thread(() => throw new System.Exception(\"boom\"));\nt.Start();\nSystem.Threading.Thread.Sleep(-1);",
        "cell 1 ended the process of the notebook, exit code 134: Unhandled exception. System.Exception: boom")]
    [InlineData("var a = 1\0;", "cell 1 does not compile:\na.dib(3,10): error CS1056: Unexpected character '\\0'")]
    [InlineData("throw new System.Exception(new string('x', 300_000_000));", "cell 1: Exception: LONG…")]
    public async Task What_ends_a_notebook_is_said_in_a_line(string cell, string message)
    {
        var result = await folder.RunAsync(TestContext.Current.CancellationToken, folder.Add("a.dib", cell), "--sample");
        Assert.Equal(1, result.Exit);
        var error = Regex.Replace(result.Error, @"\d{5,}", "MANY");
        Assert.Equal($"error: a.dib(3): {message.Replace("LONG", new string('x', 20_000), StringComparison.Ordinal)}\n", error);
    }

    [Fact]
    public async Task A_line_for_another_engine_is_not_passed_over()
    {
        var result = await folder.RunAsync(TestContext.Current.CancellationToken, folder.AddText("a.ipynb", Jupyter(Code("\"#!fsharp\\n1\""))), "--sample");
        Assert.Equal((1, $"error: a.ipynb[1](1): cell 1 does not compile:\na.ipynb[1](1,1): error RUN1: '#!fsharp' is no C#: {Notebook.OtherEngines} runs lines of its own.\n"), (result.Exit, result.Error));
    }

    [Fact(Explicit = true)]
    [Trait("Suite", "Failures")]
    public async Task A_thread_that_never_ends_does_not_hold_the_run()
    {
        var result = await folder.RunAsync(
            TestContext.Current.CancellationToken, folder.Add("a.dib", "new System.Threading.Thread(() => { while (true) { System.Console.WriteLine(\"on and on\"); } }).Start();"), "--sample");
        Assert.Equal((0, ""), (result.Exit, result.Error));
    }

    [Fact]
    public async Task A_list_that_holds_itself_is_shown()
    {
        var result = await folder.RunAsync(TestContext.Current.CancellationToken, folder.Add("a.dib", "var list = new System.Collections.Generic.List<object> { 1 };\nlist.Add(list);\nlist"), "--sample");
        Assert.Equal((0, ""), (result.Exit, result.Error));
        Assert.StartsWith("[ 1, [ 1, [ 1, ", folder.Text("a"), StringComparison.Ordinal);
    }

    [Fact(Explicit = true)]
    [Trait("Suite", "Failures")]
    public async Task A_notebook_that_removes_its_folder_ends_well_and_the_next_one_there_cannot_begin()
    {
        var gone = Directory.CreateDirectory(Path.Combine(folder.Path, "gone")).FullName;
        var first = folder.Add("gone/first.dib", $"System.IO.Directory.Delete(@\"{gone}\", recursive: true);");
        var result = await folder.RunAsync(TestContext.Current.CancellationToken, first, folder.Add("gone/second.dib", "1"), "--sample", "--jobs", "1");
        Assert.Equal(1, result.Exit);
        Assert.Equal($"error: second.dib(3): cell 1 could not begin: {gone}, the folder of the notebook, is gone\n", result.Error);
        Assert.True(File.Exists(Path.Combine(folder.Results, "first.ipynb")));
    }
}
