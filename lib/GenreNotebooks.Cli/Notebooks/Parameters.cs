using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace GenreNotebooks.Cli.Notebooks;

/// <summary>
/// Values for the parameters cell, the first code cell that begins with the comment <c>// parameters</c>.
/// A value becomes a literal of the parameter's type, so nothing given on the command line is ever run as code.
/// </summary>
internal static class Parameters
{
    /// <summary>Splits each <c>NAME=VALUE</c>.</summary>
    /// <exception cref="InputException">A setting has another form, or a name comes twice.</exception>
    public static IReadOnlyDictionary<string, string> Read(IEnumerable<string> settings)
    {
        var values = new Dictionary<string, string>();
        foreach (var setting in settings)
        {
            int equals = setting.IndexOf('=', StringComparison.Ordinal);
            if (equals < 0 || string.IsNullOrWhiteSpace(setting[..equals]))
            {
                throw new InputException($"--set {setting}: NAME=VALUE is expected, for example --set embeddingDim=64.");
            }
            if (!values.TryAdd(setting[..equals].Trim(), setting[(equals + 1)..]))
            {
                throw new InputException($"--set {setting}: {setting[..equals]} is set twice.");
            }
        }
        return values;
    }

    /// <summary>The notebooks with the values in place.</summary>
    /// <exception cref="InputException">No notebook has a parameter of a name, or its value has another type or is out of its range.</exception>
    public static IReadOnlyList<Notebook> Apply(IReadOnlyList<Notebook> notebooks, IReadOnlyDictionary<string, string> values)
    {
        var names = notebooks.SelectMany(notebook => Declared(notebook).Select(variable => variable.Identifier.Text)).Distinct().ToList();
        var unknown = values.Keys.FirstOrDefault(name => !names.Contains(name));
        return unknown is null ? [.. notebooks.Select(notebook => Apply(notebook, values))] : throw new InputException(
            $"--set {unknown}: no chosen notebook has this parameter. "
            + (names.Count > 0 ? $"There are {string.Join(", ", names)}." : "None of them has a cell that begins with // parameters."));
    }

    /// <summary>The parameters that a notebook declares.</summary>
    public static IEnumerable<VariableDeclaratorSyntax> Declared(Notebook notebook) => CellOf(notebook) is { } cell
        ? CSharpSyntaxTree.ParseText(cell.Source, CellScripts.Syntax).GetCompilationUnitRoot().Members
            .OfType<FieldDeclarationSyntax>().SelectMany(field => field.Declaration.Variables)
        : [];

    private static Notebook Apply(Notebook notebook, IReadOnlyDictionary<string, string> values)
    {
        var given = Declared(notebook).Where(variable => values.ContainsKey(variable.Identifier.Text)).ToList();
        if (given.Count == 0)
        {
            return notebook;
        }
        var root = given[0].SyntaxTree.GetRoot().ReplaceNodes(given, (variable, _) => Set(notebook, variable, values[variable.Identifier.Text]));
        var cell = CellOf(notebook)!;
        return notebook with { Cells = [.. notebook.Cells.Select(item => item == cell ? cell with { Source = root.ToFullString() } : item)] };
    }

    /// <summary>The parameters cell; null if there is none.</summary>
    public static NotebookCell? CellOf(Notebook notebook) => notebook.CodeCells.FirstOrDefault(cell =>
        cell.Source.TrimStart() is ['/', '/', .. var comment] && comment.TrimStart().StartsWith("parameters", StringComparison.OrdinalIgnoreCase));

    private static VariableDeclaratorSyntax Set(Notebook notebook, VariableDeclaratorSyntax variable, string text)
    {
        var literal = SyntaxFactory.ParseExpression(NewLiteral(notebook, variable, text));
        return variable.Initializer is { } initializer
            ? variable.WithInitializer(initializer.WithValue(literal.WithTriviaFrom(initializer.Value)))
            : variable.WithInitializer(SyntaxFactory.EqualsValueClause(literal).NormalizeWhitespace().WithLeadingTrivia(SyntaxFactory.Space));
    }

    private static string NewLiteral(Notebook notebook, VariableDeclaratorSyntax variable, string text)
    {
        var (name, old) = (variable.Identifier.Text, variable.Initializer?.Value);
        var declared = ((VariableDeclarationSyntax)variable.Parent!).Type;
        var type = ParameterType.Of(declared, old) ?? throw new InputException(declared.IsVar
            ? $"--set {name}: in {notebook.FileName} its type is not written, and its value '{old}' is no literal. Write its type there, such as int or string[], to set it."
            : $"--set {name}: in {notebook.FileName} its type is {declared}. Only numbers, bool, char, string and arrays of them can be set.");
        var range = ParameterRange.Of(variable);
        var value = type.Read(text);
        return value is not null && range?.Holds(value) != false ? type.Write(range?.Spelled(value) ?? value) : throw new InputException(
            $"--set {name}={text}: in {notebook.FileName} it is {old?.ToString() ?? "not set"}, of type {type.Name}: expected {range?.Expected(type) ?? type.Expected}{(bool.TryParse(text, out _) ? ", in lower case" : "")}.");
    }
}
