using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Xunit;

namespace GenreNotebooks.Tests;

public class NamesTests
{
    [Fact]
    public void No_name_of_ours_means_anything_else_beside_the_libraries_that_cells_use() => Assert.Empty(ErrorsOf(CellOfNames.Code()));

    [Fact]
    public void A_name_that_means_two_things_is_found() => Assert.Equal(
        ["CS0104", "CS0104"], ErrorsOf(CellOfNames.Code() + "_ = (typeof(Chart), nameof(Chart));").Select(error => error.Id)); // Plotly.NET's and Plotly.NET.CSharp's

    private static IEnumerable<Diagnostic> ErrorsOf(string cell) =>
        CSharpCompilation.CreateScriptCompilation(
            "Cell", CSharpSyntaxTree.ParseText(cell, new(kind: SourceCodeKind.Script), cancellationToken: TestContext.Current.CancellationToken), References)
            .GetDiagnostics(TestContext.Current.CancellationToken).Where(message => message.Severity == DiagnosticSeverity.Error);

    private static IEnumerable<MetadataReference> References =>
        ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator).Select(path => MetadataReference.CreateFromFile(path));
}
