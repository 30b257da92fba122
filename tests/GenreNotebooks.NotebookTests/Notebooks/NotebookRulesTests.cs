using System.Text.Json;
using GenreNotebooks.Cli.Notebooks;
using GenreNotebooks.Tests.Packaging;
using Microsoft.CodeAnalysis.CSharp;
using Xunit;

namespace GenreNotebooks.NotebookTests.Notebooks;

/// <summary>Rules that make the notebooks pleasant to read.</summary>
public class NotebookRulesTests
{
    private const int LinesOfACell = 12, LinesOfAClass = 25;

    public static TheoryData<string> Names { get; } =
        [.. Directory.EnumerateFiles(Repository.File("notebooks"), "*.dib").Select(path => Path.GetFileNameWithoutExtension(path)).Order(StringComparer.Ordinal)];

    // Reading already refuses any kernel line but #!meta, #!csharp and #!markdown.
    private static Notebook Read(string name) => Notebook.Read(PostNotebooks.PathOf(name));

    [Fact]
    public void The_notebooks_of_the_blog_are_these_six() => Assert.Equal(
        PostNotebooks.Names,
        new NotebookFinder(AppContext.BaseDirectory, Repository.File(".")).Find([]).Select(notebook => notebook.Name));

    [Theory]
    [MemberData(nameof(Names))]
    public void The_second_code_cell_is_the_parameters(string name) => Assert.StartsWith("// parameters\n", Read(name).CodeCells.ElementAt(1).Source.Trim());

    [Theory]
    [MemberData(nameof(Names))]
    public void A_code_cell_has_a_dozen_lines_at_most_the_class_of_a_network_25(string name) => Assert.All(Read(name).CodeCells, cell => Assert.InRange(
        cell.Source.Trim().Split('\n').Length, 1, cell.Source.StartsWith("class ", StringComparison.Ordinal) ? LinesOfAClass : LinesOfACell));

    [Theory]
    [MemberData(nameof(Names))]
    public void Prose_stands_before_every_code_cell_and_a_title_before_all(string name)
    {
        var cells = Read(name).Cells;
        Assert.StartsWith("# ", cells[0].Source);
        Assert.All(cells.Zip(cells.Skip(1)).Where(pair => pair.Second.Kind == CellKind.Code), pair => Assert.Equal(CellKind.Markdown, pair.First.Kind));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void It_sums_up_what_it_found(string name)
    {
        var cells = Read(name).Cells;
        var summary = Assert.Single(cells.Index(), cell => cell.Item.Source.Split('\n').Contains("## Summary"));
        Assert.Equal(CellKind.Code, cells[summary.Index + 1].Kind);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void The_post_and_its_author_are_credited(string name) =>
        Assert.Contains("Lukka Wolff's post *Deep Music Genre Classification*", Read(name).Cells[0].Source.Replace('\n', ' '));
}

/// <summary>Rules that let all notebooks run in every engine; see docs/engines.md.</summary>
public class EngineRulesTests
{
    public static TheoryData<string> Names => NotebookRulesTests.Names;

    // Reading already refuses any kernel line but #!meta, #!csharp and #!markdown.
    private static Notebook Read(string name) => Notebook.Read(Repository.File($"notebooks/{name}.dib"));

    private static IEnumerable<string> Code(string name) => Read(name).CodeCells.Select(cell => cell.Source.Trim());

    [Theory]
    [MemberData(nameof(Names))]
    public void It_begins_with_metadata_that_name_the_kernel_of_csharp(string name)
    {
        var lines = File.ReadAllLines(Repository.File($"notebooks/{name}.dib"));
        Assert.Equal("#!meta", lines[0]);
        using var meta = JsonDocument.Parse(string.Join('\n', lines.Skip(1).TakeWhile(line => !line.StartsWith("#!", StringComparison.Ordinal))));
        var kernels = meta.RootElement.GetProperty("kernelInfo");
        Assert.Equal("csharp", kernels.GetProperty("defaultKernelName").GetString());
        Assert.Contains("csharp", kernels.GetProperty("items").EnumerateArray().Select(kernel => kernel.GetProperty("name").GetString()));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void The_first_code_cell_is_the_library_alone_and_no_other_refers_to_anything(string name)
    {
        Assert.Equal("#r \"nuget: GenreNotebooks, 2.0.0\"", Code(name).First());
        Assert.All(Code(name).Skip(1), cell => Assert.DoesNotMatch(@"(?m)^\s*#(r|i|load)\b", cell));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Only_what_every_engine_knows_is_called(string name) =>
        Assert.All(Code(name), cell => Assert.DoesNotMatch(@"\bdisplay\(|\.Display\(|DisplayAs\(|\bKernel\.|PocketView", cell));

    // Engines differ in their newest version of C#; later syntax does not parse here.
    [Theory]
    [MemberData(nameof(Names))]
    public void Every_cell_is_csharp_13(string name) => Assert.All(Code(name).Skip(1), cell => Assert.Empty(
        CSharpSyntaxTree.ParseText(cell, CellScripts.Syntax, cancellationToken: TestContext.Current.CancellationToken).GetDiagnostics(TestContext.Current.CancellationToken)));
}

/// <summary>Cells use .NET Interactive's functions and namespaces here too.</summary>
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
    [InlineData("[0.100,1.0)")]
    [InlineData("(0.100,)")]
    [InlineData("0.107")]
    [InlineData("0.*")]
    [InlineData("*")]
    public async Task A_range_of_versions_admits_the_one_that_the_runner_carries(string range) => Assert.Equal("", await RunAsync($"#r \"nuget: TorchSharp, {range}\"\n1"));

    [Theory]
    [InlineData("1;\n#r \"nuget: TorchSharp, 0.1.0\"", "a.dib(4,1): error RUN1: #r \"nuget: TorchSharp, 0.1.0\": this runner carries TorchSharp 0.107.0. Ask for 0.107.0, or run the notebook in ")]
    [InlineData("\n#r \"nuget: No.Such.Package\"", "a.dib(4,1): error RUN1: #r \"nuget: No.Such.Package\": this runner downloads nothing and carries GenreNotebooks, Plotly.NET, ")]
    [InlineData("#r \"nuget: TorchSharp, [0.1.0,0.2)\"", "a.dib(3,1): error RUN1: #r \"nuget: TorchSharp, [0.1.0,0.2)\": this runner carries TorchSharp 0.107.0. Ask for 0.107.0, or run the notebook in ")]
    [InlineData("#r \"nuget: TorchSharp, 0.106.*\"", "a.dib(3,1): error RUN1: #r \"nuget: TorchSharp, 0.106.*\": this runner carries TorchSharp 0.107.0. Ask for 0.107.0, or run the notebook in ")]
    [InlineData("#r \"nuget: TorchSharp, new\"", "a.dib(3,1): error RUN1: #r \"nuget: TorchSharp, new\": this runner carries TorchSharp 0.107.0. Ask for 0.107.0, or run the notebook in ")]
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
