using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace GenreNotebooks.Cli.Notebooks;

/// <summary>
/// The range of a parameter, from the comment behind it: <c>// 1 to 4096</c>, <c>// 1 or more</c>, <c>// above 0</c>,
/// <c>// at least 0 and below 1</c>, or words, <c>// lyrics, metadata or combined</c>. Before the range of an array's items stands <c>each</c>.
/// </summary>
/// <param name="Text">The comment.</param>
/// <param name="Fits">Whether an item is in range.</param>
internal sealed partial record ParameterRange(string Text, Func<object, bool> Fits)
{
    private const string Each = "each ", Number = @"-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?";

    private string[] Words { get; init; } = [];

    /// <summary>The range of a parameter; null if the comment is not a range, or the parameter's own value is outside it.</summary>
    public static ParameterRange? Of(VariableDeclaratorSyntax variable)
    {
        var comment = variable.FirstAncestorOrSelf<FieldDeclarationSyntax>()!.SemicolonToken.TrailingTrivia
            .FirstOrDefault(trivia => trivia.IsKind(SyntaxKind.SingleLineCommentTrivia)).ToString().TrimStart('/').Trim();
        var range = Read(comment);
        var value = Default(variable.Initializer?.Value);
        return range is not null && (value is null ? range.Words.Length == 0 : range.Holds(value)) ? range : null;
    }

    /// <summary>Whether a value, or each item of an array, is in range.</summary>
    public bool Holds(object value) => value is object[] items ? items.All(Fits) : Fits(value);

    /// <summary>A value as the comment spells it: words may be given in capitals.</summary>
    public object Spelled(object value) => value switch
    {
        object[] items => items.Select(Spelled).ToArray(),
        string word => Array.Find(Words, known => known.Equals(word, StringComparison.OrdinalIgnoreCase)) ?? word,
        _ => value,
    };

    /// <summary>The expected values, for messages.</summary>
    public string Expected(ParameterType type) =>
        Words.Length > 0 ? Text : Text.StartsWith(Each, StringComparison.Ordinal) ? $"{type.Kind}{type.Besides}, {Text}" : $"{type.Kind}, {Text}{type.Besides}";

    private static ParameterRange? Read(string comment)
    {
        var range = comment.StartsWith(Each, StringComparison.Ordinal) ? comment[Each.Length..] : comment;
        if (Interval().Match(range) is { Success: true } found)
        {
            var (low, above, high, below) = (Bound(found, "low"), Bound(found, "above"), Bound(found, "high"), Bound(found, "below"));
            return new(comment, item => item switch
            {
                string or char or bool => false,
                IConvertible number => number.ToDouble(CultureInfo.InvariantCulture) is var value && !(value < low) && !(value <= above) && !(value > high) && !(value >= below),
                _ => true, // null
            });
        }
        if (Choice().IsMatch(range))
        {
            var words = range.Replace(" or ", ", ", StringComparison.Ordinal).Split(", ");
            return new(comment, item => item is string word && words.Contains(word, StringComparer.OrdinalIgnoreCase)) { Words = words };
        }
        return null;
    }

    private static double? Bound(Match found, string name) => found.Groups[name] is { Success: true, Value: var digits } ? double.Parse(digits, CultureInfo.InvariantCulture) : null;

    /// <summary>The value of a literal, or those of an array's items; null if it is computed.</summary>
    private static object? Default(ExpressionSyntax? value) => value switch
    {
        CollectionExpressionSyntax list => Items(list.Elements.Select(element => (element as ExpressionElementSyntax)?.Expression)),
        InitializerExpressionSyntax list => Items(list.Expressions),
        ImplicitArrayCreationExpressionSyntax array => Items(array.Initializer.Expressions),
        ArrayCreationExpressionSyntax { Initializer: { } list } => Items(list.Expressions),
        _ when ParameterType.Literal(value)?.Token.Value is { } literal =>
            value is PrefixUnaryExpressionSyntax && literal is IConvertible number ? -number.ToDouble(CultureInfo.InvariantCulture) : literal,
        _ => null,
    };

    private static object[]? Items(IEnumerable<ExpressionSyntax?> items)
    {
        object?[] values = [.. items.Select(Default)];
        return values.Contains(null) ? null : [.. values.OfType<object>()];
    }

    [GeneratedRegex($"^(?:(?<low>{Number}) to (?<high>{Number})|(?<low>{Number}) or more|at least (?<low>{Number})(?: and below (?<below>{Number}))?|above (?<above>{Number})(?: and below (?<below>{Number}))?)$")]
    private static partial Regex Interval();

    [GeneratedRegex(@"^[\w-]+(?:, [\w-]+)* or [\w-]+$")]
    private static partial Regex Choice();
}
