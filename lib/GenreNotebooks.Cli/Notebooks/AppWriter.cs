using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace GenreNotebooks.Cli.Notebooks;

/// <summary>
/// Writes a notebook as a file-based app, one C# file that <c>dotnet run</c> runs: packages and usings first, then prose as comments and the
/// cells' statements in their order, then their types.
/// </summary>
internal sealed class AppWriter
{
    /// <summary>By these words a file that this wrote is known.</summary>
    public const string Mark = " as a program: dotnet run ";

    // Nullable as in a cell, where nothing warns. Files in the package cache are used where they are: LibTorch alone would be 480 MB an app.
    private const string Properties = """
        #:property Nullable=annotations
        #:property PublishAot=false
        #:property CopyLocalLockFileAssemblies=false
        #:property GenerateRuntimeConfigDevFile=true
        """;

    // Those of a program by itself.
    private static readonly string[] ImpliedUsings =
        ["System", "System.Collections.Generic", "System.IO", "System.Linq", "System.Net.Http", "System.Threading", "System.Threading.Tasks"];

    private readonly SortedSet<string> packages = new(StringComparer.Ordinal);
    private readonly List<string> header = [], usings = [], body = [], types = [];

    private readonly Notebook notebook;
    private bool shows;

    private AppWriter(Notebook notebook) => this.notebook = notebook;

    /// <summary>The text of the app.</summary>
    public static string Write(Notebook notebook)
    {
        var app = new AppWriter(notebook);
        var prose = new List<string>();
        foreach (var cell in notebook.Cells)
        {
            if (cell.Kind == CellKind.Code)
            {
                app.Add(cell, prose);
                prose.Clear();
            }
            else
            {
                prose.Add(Comment(cell.Source));
            }
        }
        app.body.AddRange(prose);
        return app.Text();
    }

    /// <summary>What a compiler finds wrong with an app, one line each; apps with packages that this program lacks are not compiled.</summary>
    /// <param name="app">The text of the app.</param>
    /// <param name="path">Its file, for the lines.</param>
    public static IReadOnlyList<string> Errors(string app, string path)
    {
        if (app.Split('\n').Any(line => line.StartsWith("#:package ", StringComparison.Ordinal) && !line.StartsWith("#:package GenreNotebooks@", StringComparison.Ordinal)))
        {
            return [];
        }
        var options = CSharpParseOptions.Default.WithFeatures([new("FileBasedProgram", "")]);
        var compilation = CSharpCompilation.Create(
            "app",
            [CSharpSyntaxTree.ParseText(app, options, path), CSharpSyntaxTree.ParseText(string.Concat(ImpliedUsings.Select(space => $"global using {space};")), options)],
            ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(System.IO.Path.PathSeparator).Select(file => MetadataReference.CreateFromFile(file)),
            new(OutputKind.ConsoleApplication, nullableContextOptions: NullableContextOptions.Annotations));
        return [.. compilation.GetDiagnostics().Where(found => found.Severity == DiagnosticSeverity.Error).Select(found =>
            FormattableString.Invariant($"{path}({found.Location.GetLineSpan().StartLinePosition.Line + 1}): {found.Id} {found.GetMessage(System.Globalization.CultureInfo.InvariantCulture)}"))];
    }

    private string Text()
    {
        string[] blocks =
        [
            string.Join('\n', [.. packages.Select(package => $"#:package {package}"), .. Properties.Split('\n')]),
            $"// The notebook {notebook.FileName}{Mark}{notebook.Name}.cs",
            .. header,
            string.Join('\n', usings),
            .. body,
            .. types,
            .. shows ? [packages.Any(package => package.StartsWith("GenreNotebooks@", StringComparison.Ordinal)) ? Show(notebook.Name) : ShowText] : Array.Empty<string>(),
        ];
        return string.Join("\n\n", blocks.Where(block => block.Length > 0)) + "\n";
    }

    // The prose of a cell with nothing but packages and usings stands above them, unless it begins a section.
    private void Add(NotebookCell cell, List<string> prose)
    {
        var code = Statements(cell.Source);
        (code.Length == 0 && (body.Count == 0 || !prose.Exists(text => text.StartsWith("// #", StringComparison.Ordinal))) ? header : body).AddRange(prose);
        if (code.Length > 0)
        {
            body.Add(code);
        }
    }

    /// <summary>The statements of a cell; its packages, usings and types go to their places.</summary>
    private string Statements(string source)
    {
        var text = WithoutPackages(source);
        var root = CSharpSyntaxTree.ParseText(text, CellScripts.Syntax).GetCompilationUnitRoot();
        var edits = new List<TextChange>();
        foreach (var import in root.Usings)
        {
            if (!usings.Contains(import.ToString()))
            {
                usings.Add(import.ToString());
            }
            edits.Add(new(import.Span, ""));
        }
        foreach (var member in root.Members)
        {
            if (member is BaseTypeDeclarationSyntax or DelegateDeclarationSyntax)
            {
                types.Add(member.ToFullString().Trim());
                edits.Add(new(member.FullSpan, $"// {NameOf(member)} stands at the end of this file.\n"));
            }
        }
        if (root.Members.LastOrDefault() is GlobalStatementSyntax { Statement: ExpressionStatementSyntax { SemicolonToken.IsMissing: true } last })
        {
            shows = true;
            edits.Add(new(last.Expression.Span, $"Cell.Show({last.Expression});"));
        }
        return SourceText.From(text).WithChanges(edits.OrderBy(edit => edit.Span.Start)).ToString().Trim();
    }

    /// <summary>Blanks out the <c>#r</c> lines.</summary>
    private string WithoutPackages(string source)
    {
        var root = CSharpSyntaxTree.ParseText(source, CellScripts.Syntax).GetCompilationUnitRoot();
        foreach (var directive in root.DescendantNodes(descendIntoTrivia: true).OfType<ReferenceDirectiveTriviaSyntax>().Reverse())
        {
            var words = directive.File.ValueText.Split(':', 2, StringSplitOptions.TrimEntries);
            if (words is not ["nuget", var package])
            {
                throw new InputException($"{notebook.FileName}: '{directive.ToString().TrimEnd()}' names no package: an app takes #r \"nuget: Name, Version\".");
            }
            var parts = package.Split(',', StringSplitOptions.TrimEntries);
            packages.Add($"{parts[0]}@{(parts.Length > 1 ? string.Join(',', parts[1..]) : "*")}");
            source = source.Remove(directive.SpanStart, directive.Span.Length);
        }
        return source;
    }

    private static string NameOf(MemberDeclarationSyntax type) => type switch
    {
        BaseTypeDeclarationSyntax named => named.Identifier.Text,
        DelegateDeclarationSyntax named => named.Identifier.Text,
        _ => "A type",
    };

    private static string Comment(string prose)
    {
        var text = new StringBuilder();
        foreach (var line in prose.Split('\n'))
        {
            text.Append(line.Length == 0 ? "//" : $"// {line.TrimEnd()}").Append('\n');
        }
        return text.ToString().TrimEnd();
    }

    private const string ShowText = """
        /// <summary>Shows what a cell of the notebook ends on, as text.</summary>
        static class Cell
        {
            public static void Show(object value) => Console.WriteLine(value);
        }
        """;

    private static string Show(string name) => $$"""
        /// <summary>Shows what a cell of the notebook ends on: a chart as a page, all else as text.</summary>
        static class Cell
        {
            private static int charts;

            public static void Show(object value)
            {
                var plot = value is Plotly.NET.GenericChart chart ? GenreNotebooks.Plots.Plot.Of(chart) : value as GenreNotebooks.Plots.Plot;
                var folder = GenreNotebooks.Runs.RunStore.Default.Folder;
                Console.WriteLine(plot is null ? value : $"{plot.Title}: {plot.Save(Path.Combine(folder, "figures", $"{{name}}-{++charts}.html"))}");
            }
        }
        """;
}
