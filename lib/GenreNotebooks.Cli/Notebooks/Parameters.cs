using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace GenreNotebooks.Cli.Notebooks;

/// <summary>
/// Values for the parameters cell, the first code cell that begins with the comment <c>// parameters</c>.
/// A value replaces a literal by a literal of the same type, so nothing given on the command line is ever run as code.
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
    /// <exception cref="InputException">No notebook has a parameter of a name, or its value has another type.</exception>
    public static IReadOnlyList<Notebook> Apply(IReadOnlyList<Notebook> notebooks, IReadOnlyDictionary<string, string> values)
    {
        var names = notebooks.SelectMany(notebook => Declared(notebook).Select(variable => variable.Identifier.Text)).Distinct().ToList();
        var unknown = values.Keys.FirstOrDefault(name => !names.Contains(name));
        return unknown is null ? [.. notebooks.Select(notebook => Apply(notebook, values))] : throw new InputException(
            $"--set {unknown}: no chosen notebook has this parameter. "
            + (names.Count > 0 ? $"There are {string.Join(", ", names)}." : "None of them has a cell that begins with // parameters."));
    }

    private static Notebook Apply(Notebook notebook, IReadOnlyDictionary<string, string> values)
    {
        var given = Declared(notebook).Where(variable => values.ContainsKey(variable.Identifier.Text)).ToList();
        if (given.Count == 0)
        {
            return notebook;
        }
        var old = given.ToDictionary(variable => (SyntaxNode)Literal(notebook, variable), variable => variable);
        var root = given[0].SyntaxTree.GetRoot().ReplaceNodes(old.Keys, (node, _) =>
            NewLiteral(notebook, old[node], values[old[node].Identifier.Text]).WithTriviaFrom(node));
        var cell = ParametersCell(notebook)!;
        return notebook with { Cells = [.. notebook.Cells.Select(item => item == cell ? cell with { Source = root.ToFullString() } : item)] };
    }

    private static NotebookCell? ParametersCell(Notebook notebook) => notebook.CodeCells.FirstOrDefault(cell =>
        cell.Source.TrimStart() is ['/', '/', .. var comment] && comment.TrimStart().StartsWith("parameters", StringComparison.OrdinalIgnoreCase));

    private static IEnumerable<VariableDeclaratorSyntax> Declared(Notebook notebook) => ParametersCell(notebook) is { } cell
        ? CSharpSyntaxTree.ParseText(cell.Source, CellScripts.Syntax).GetCompilationUnitRoot().Members
            .OfType<FieldDeclarationSyntax>().SelectMany(field => field.Declaration.Variables)
        : [];

    private static ExpressionSyntax Literal(Notebook notebook, VariableDeclaratorSyntax variable) =>
        variable.Initializer?.Value is { } value && LiteralOf(value) is { Token.Value: int or double or string or bool } ? value
            : throw new InputException($"--set {variable.Identifier.Text}: in {notebook.FileName} its value is not a plain "
                + $"int, double, string or bool but '{variable.Initializer?.Value.ToString() ?? "nothing"}', so it cannot be set.");

    private static LiteralExpressionSyntax? LiteralOf(ExpressionSyntax value) =>
        (value is PrefixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.UnaryMinusExpression } minus ? minus.Operand : value) as LiteralExpressionSyntax;

    private static ExpressionSyntax NewLiteral(Notebook notebook, VariableDeclaratorSyntax variable, string text)
    {
        var declared = ((VariableDeclarationSyntax)variable.Parent!).Type.ToString();
        var type = declared == "var" ? TypeName(LiteralOf(variable.Initializer!.Value)!.Token.Value) : declared;
        return ParseLiteral(type, type == "string" ? text : text.Trim()) ?? throw new InputException(
            $"--set {variable.Identifier.Text}={text}: in {notebook.FileName} it is {variable.Initializer!.Value}, of type {type}, and '{text}' is not one.");
    }

    private static string TypeName(object? value) => value switch { int => "int", double => "double", bool => "bool", _ => "string" };

    private static ExpressionSyntax? ParseLiteral(string type, string text) => type switch
    {
        "int" when int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int number) =>
            SyntaxFactory.ParseExpression(number.ToString(CultureInfo.InvariantCulture)),
        "double" when double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double number) && double.IsFinite(number) =>
            SyntaxFactory.ParseExpression(Real(number.ToString("R", CultureInfo.InvariantCulture))),
        "bool" when text is "true" or "false" => SyntaxFactory.ParseExpression(text),
        "string" => SyntaxFactory.LiteralExpression(SyntaxKind.StringLiteralExpression, SyntaxFactory.Literal(Unquoted(text))),
        _ => null,
    };

    // Without a point or an exponent it would be an int.
    private static string Real(string digits) => digits.AsSpan().IndexOfAny('.', 'E') < 0 ? digits + ".0" : digits;

    // A string literal of C# gives its value, any other text itself. Only one token is read, never an expression.
    private static string Unquoted(string text) =>
        SyntaxFactory.ParseToken(text) is { Value: string value, ContainsDiagnostics: false } token && token.IsKind(SyntaxKind.StringLiteralToken)
            && token.ToFullString() == text ? value : text;
}
