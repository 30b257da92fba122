using System.Text.Json;
using GenreNotebooks.Cli.Notebooks;
using GenreNotebooks.Tests.Packaging;
using Microsoft.CodeAnalysis.CSharp;
using Xunit;

namespace GenreNotebooks.NotebookTests.Notebooks;

/// <summary>What lets the source of every notebook here, of the blog or beyond it, run in every engine; see docs/engines.md.</summary>
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

    // Engines differ in the newest version they know; a syntax of a later one does not parse here.
    [Theory]
    [MemberData(nameof(Names))]
    public void Every_cell_is_csharp_13(string name) => Assert.All(Code(name).Skip(1), cell => Assert.Empty(
        CSharpSyntaxTree.ParseText(cell, CellScripts.Syntax, cancellationToken: TestContext.Current.CancellationToken).GetDiagnostics(TestContext.Current.CancellationToken)));
}
