using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Scripting;
using Microsoft.CodeAnalysis.Scripting;
using Microsoft.CodeAnalysis.Text;

namespace GenreNotebooks.Cli.Notebooks;

/// <summary>Runs cells one after the other; each sees what those before it declared.</summary>
internal sealed class CellScripts
{
    /// <summary>The language of the cells: what every engine understands.</summary>
    public static readonly CSharpParseOptions Syntax = new(LanguageVersion.CSharp13, kind: SourceCodeKind.Script);

    private readonly PackageReferences packages = new();
    private readonly string fileName;
    private ScriptOptions options;
    private ScriptState<object>? state;

    public CellScripts(string fileName)
    {
        this.fileName = fileName;
        // No imports: a notebook states every using, or it would not run elsewhere.
        options = ScriptOptions.Default.WithImports().WithReferences(packages.Framework)
            .WithLanguageVersion(Syntax.LanguageVersion)
            .WithFileEncoding(Encoding.UTF8).WithEmitDebugInformation(true);
    }

    /// <summary>The value the cell ends on, or null.</summary>
    public async Task<object?> RunAsync(NotebookCell cell)
    {
        // Empty lines in front make the compiler's line numbers those of the file.
        var code = new string('\n', cell.FirstLine - 1) + WithoutReferences(cell.Source);
        options = options.WithFilePath(cell.PlaceIn(fileName));
        var script = state is null ? CSharpScript.Create<object>(code, options) : state.Script.ContinueWith<object>(code, options);
        state = state is null ? await script.RunAsync() : await script.RunFromAsync(state);
        return state.ReturnValue;
    }

    /// <summary>Takes the <c>#r</c> lines out, leaving their place blank, and keeps what they name for this cell and all that follow.</summary>
    private string WithoutReferences(string code)
    {
        var root = CSharpSyntaxTree.ParseText(code, Syntax).GetCompilationUnitRoot();
        if (root.GetFirstDirective(directive => directive.IsKind(SyntaxKind.ShebangDirectiveTrivia)) is { } magic)
        {
            // The compiler would pass over it.
            throw new InputException($"'{magic.ToString().TrimEnd()}' does not work in every engine: of the lines that begin with #, only C#'s own do.");
        }
        foreach (var directive in root.GetReferenceDirectives())
        {
            options = options.AddReferences(packages.Resolve(directive.File.ValueText));
            var span = TextSpan.FromBounds(directive.SpanStart, directive.EndOfDirectiveToken.SpanStart);
            code = code.Remove(span.Start, span.Length).Insert(span.Start, new string(' ', span.Length));
        }
        return code;
    }
}
