using GenreNotebooks.Cli.Notebooks;
using Xunit;

namespace GenreNotebooks.NotebookTests.Notebooks;

/// <summary>What a C# cell of .NET Interactive can say, said here.</summary>
public sealed class EngineLanguageTests : IDisposable
{
    private readonly NotebookFolder folder = new();

    public void Dispose() => folder.Dispose();

    private async Task<string> RunAsync(params string[] cells)
    {
        var result = await folder.RunAsync(TestContext.Current.CancellationToken, folder.Add("a.dib", cells), "--sample");
        Assert.Equal(result.Exit, result.Error.Length > 0 ? 1 : 0);
        return result.Error;
    }

    [Fact]
    public async Task The_usings_of_the_engine_need_not_be_stated()
    {
        Assert.Equal("", await RunAsync("""
            IEnumerable items = new List<int> { 2, 3 };
            await Task.Yield();
            Console.Write(new StringBuilder().AppendJoin(" ", items.Cast<int>().Select(item => item * Math.PI > 6)));
            """));
        Assert.Equal("True True", folder.Text("a"));
    }

    [Fact]
    public async Task The_engines_own_formatting_is_there_without_a_reference()
    {
        Assert.Equal("", await RunAsync(
            "using Microsoft.DotNet.Interactive.Formatting;\nFormatter.Register<Version>(version => $\"<i>{version}</i>\", \"text/html\");\n\"<u>as is</u>\".DisplayAs(\"text/html\");\nnew Version(1, 2)"));
        Assert.Equal("<u>as is</u>", (string?)folder.Outputs("a", 0)[0]!["data"]!["text/html"]![0]);
        Assert.Equal("<i>1.2</i>", (string?)folder.Outputs("a", 0)[1]!["data"]!["text/html"]![0]);
    }

    [Fact]
    public async Task A_cell_may_have_the_lines_of_csharp_that_begin_with_a_number_sign()
    {
        folder.AddText("twice.csx", "int Twice(int x) => 2 * x;");
        Assert.Equal("", await RunAsync("#load \"twice.csx\"\n#nullable disable\n#region Sum\n#if false\nnot C#\n#endif\nTwice(3)\n#endregion"));
        Assert.Equal("6", folder.Text("a"));
    }

    [Theory]
    [InlineData("1;\n#r \"nuget: TorchSharp, 0.1.0\"", "a.dib(4,1): error RUN1: #r \"nuget: TorchSharp, 0.1.0\": this runner carries TorchSharp 0.107.0. Ask for 0.107.0, or run the notebook in ")]
    [InlineData("\n#r \"nuget: No.Such.Package\"", "a.dib(4,1): error RUN1: #r \"nuget: No.Such.Package\": this runner downloads nothing and carries GenreNotebooks, Plotly.NET, ")]
    [InlineData("#r \"../some.dll\"", "a.dib(3,1): error RUN1: #r \"../some.dll\" names no package: write #r \"nuget: Name, Version\", or run the notebook in ")]
    [InlineData("#i \"nuget: https://example.org/index.json\"", "a.dib(3,1): error RUN1: '#i \"nuget: https://example.org/index.json\"' is no C#: ")]
    [InlineData("1;\n#!time\n", "a.dib(4): '#!time' does not work in every engine; ")]
    [InlineData("1;\n  #!time\n", "a.dib(4,3): error RUN1: '#!time' is no C#: ")]
    [InlineData("1;\nvar d = Microsoft.DotNet.Interactive.KernelInvocationContext.Current;", "a.dib(4,38): error RUN1: KernelInvocationContext: this runner has no kernel, ")]
    [InlineData("var name = await GetInputAsync(\"Your name?\");", "a.dib(3): cell 1: InputException: GetInputAsync(\"Your name?\"): nobody answers where a notebook runs by itself.")]
    public async Task What_the_engine_alone_can_do_is_named_with_its_line(string cell, string expected)
    {
        var error = await RunAsync(cell);
        Assert.Contains(expected, error, StringComparison.Ordinal);
        Assert.Contains(Notebook.OtherEngines, error, StringComparison.Ordinal);
    }
}
