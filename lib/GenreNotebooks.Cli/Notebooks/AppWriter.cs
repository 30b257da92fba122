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

    private readonly SortedSet<string> packages = new(StringComparer.Ordinal);
    private readonly List<string> header = [], usings = [], body = [], types = [];

    private bool shows;

    /// <summary>The text of the app.</summary>
    public static string Write(Notebook notebook)
    {
        var app = new AppWriter();
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
        return app.Text(notebook);
    }

    private string Text(Notebook notebook)
    {
        string[] blocks =
        [
            string.Join('\n', [.. packages.Select(package => $"#:package {package}"), .. Properties.Split('\n')]),
            $"// The notebook {notebook.FileName}{Mark}{notebook.Name}.cs",
            .. header,
            string.Join('\n', usings),
            .. body,
            .. types,
            .. shows ? [Show(notebook.Name)] : Array.Empty<string>(),
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
                throw new InputException($"'{directive.ToString().TrimEnd()}' names no package: an app takes #r \"nuget: Name, Version\".");
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
