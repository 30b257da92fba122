using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Scripting;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Scripting;
using Microsoft.CodeAnalysis.Text;

namespace GenreNotebooks.Cli.Notebooks;

/// <summary>Runs cells one after the other; each sees what those before it declared.</summary>
internal sealed class CellScripts
{
    /// <summary>The language of the cells: what every engine understands.</summary>
    public static readonly CSharpParseOptions Syntax = new(LanguageVersion.CSharp13, kind: SourceCodeKind.Script);

    /// <summary>What a cell of .NET Interactive has without a using.</summary>
    private static readonly string[] Imports =
    [
        "System", "System.Text", "System.Collections", "System.Collections.Generic", "System.Threading.Tasks", "System.Linq", typeof(CellFunctions).FullName!,
    ];

    private readonly PackageReferences packages = new();
    private readonly string fileName;
    private ScriptOptions options;
    private ScriptState<object>? state;

    public CellScripts(string fileName)
    {
        this.fileName = fileName;
        options = ScriptOptions.Default.WithImports(Imports).WithReferences(packages.Framework)
            .AddReferences(packages.OfThis(typeof(CellFunctions).Assembly)).AddReferences(packages.Resolve("nuget: Microsoft.DotNet.Interactive"))
            .WithSourceResolver(ScriptSourceResolver.Default.WithBaseDirectory(Environment.CurrentDirectory))
            .WithLanguageVersion(Syntax.LanguageVersion)
            .WithFileEncoding(Encoding.UTF8).WithEmitDebugInformation(true);
    }

    /// <summary>The value the cell ends on, or null.</summary>
    public async Task<object?> RunAsync(NotebookCell cell)
    {
        // Empty lines in front make the compiler's line numbers those of the file.
        options = options.WithFilePath(cell.PlaceIn(fileName));
        var code = WithoutReferences(new string('\n', cell.FirstLine - 1) + cell.Source);
        var script = state is null ? CSharpScript.Create<object>(code, options) : state.Script.ContinueWith<object>(code, options);
        state = state is null ? await script.RunAsync() : await script.RunFromAsync(state);
        return state.ReturnValue;
    }

    /// <summary>Takes the <c>#r</c> lines out, leaving their place blank, and keeps what they name for this cell and all that follow.</summary>
    /// <exception cref="CompilationErrorException">The code has what .NET Interactive alone can run.</exception>
    private string WithoutReferences(string code)
    {
        var root = CSharpSyntaxTree.ParseText(code, Syntax, options.FilePath).GetCompilationUnitRoot();
        var errors = OnlyInTheEngine(root).ToList();
        foreach (var directive in root.DescendantNodes(descendIntoTrivia: true).OfType<ReferenceDirectiveTriviaSyntax>())
        {
            try
            {
                options = options.AddReferences(packages.Resolve(directive.File.ValueText));
            }
            catch (InputException exception)
            {
                errors.Add(Error(directive, exception.Message));
            }
            var span = TextSpan.FromBounds(directive.SpanStart, directive.EndOfDirectiveToken.SpanStart);
            code = code.Remove(span.Start, span.Length).Insert(span.Start, new string(' ', span.Length));
        }
        return errors.Count == 0 ? code : throw new CompilationErrorException(errors[0].GetMessage(null), [.. errors]);
    }

    private static IEnumerable<Diagnostic> OnlyInTheEngine(CompilationUnitSyntax root)
    {
        foreach (var node in root.DescendantNodes(descendIntoTrivia: true))
        {
            if (node is ShebangDirectiveTriviaSyntax or BadDirectiveTriviaSyntax)
            {
                yield return Error(node, $"'{node.ToString().TrimEnd()}' is no C#: {Notebook.OtherEngines} runs lines of its own.");
            }
            else if (node is IdentifierNameSyntax { Identifier.Text: "KernelInvocationContext" })
            {
                yield return Error(node, $"KernelInvocationContext: this runner has no kernel, {Notebook.OtherEngines} has; display(value) shows a value here too, and what it returns updates it.");
            }
        }
    }

    private static Diagnostic Error(SyntaxNode node, string message) => Diagnostic.Create(
        "RUN1", "", message, DiagnosticSeverity.Error, DiagnosticSeverity.Error, isEnabledByDefault: true, warningLevel: 0, location: node.GetLocation());
}
