using System.Globalization;
using System.Numerics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace GenreNotebooks.Cli.Notebooks;

/// <summary>A type of a parameter: how a value is read from the command line, and how it is written in C#.</summary>
/// <param name="Name">The type's name in C#.</param>
/// <param name="Kind">What its values are, for messages: a whole number.</param>
/// <param name="Read">Reads a value; null if the text does not fit.</param>
/// <param name="Write">Writes a value as a literal.</param>
internal sealed record ParameterType(string Name, string Kind, Func<string, object?> Read, Func<object, string> Write)
{
    /// <summary>What null is read as: a value, unlike a text that does not fit.</summary>
    private static readonly object Null = new();

    private static readonly Dictionary<string, ParameterType> Known = new(
        from type in (ParameterType[])
        [
            Whole<sbyte>("sbyte"), Whole<byte>("byte"), Whole<short>("short"), Whole<ushort>("ushort"), Whole<int>("int"),
            Whole<uint>("uint", "U"), Whole<long>("long", "L"), Whole<ulong>("ulong", "UL"),
            Real<float>("float", "f"), Real<double>("double"), Real<decimal>("decimal", "m"),
            new("bool", "true or false", text => text.Trim() switch { "true" => true, "false" => false, _ => null }, value => (bool)value ? "true" : "false"),
            new("char", "one character", text => text.Length == 1 ? text[0] : Token(text) as char?, value => SyntaxFactory.Literal((char)value).Text),
            new("string", "text", text => Token(text) as string ?? text, value => SyntaxFactory.Literal((string)value).Text),
        ]
        select KeyValuePair.Create(type.Name, type));

    /// <summary>.NET's names of these types.</summary>
    private static readonly Dictionary<string, string> Aliases = new()
    {
        [nameof(SByte)] = "sbyte",
        [nameof(Byte)] = "byte",
        [nameof(Int16)] = "short",
        [nameof(UInt16)] = "ushort",
        [nameof(Int32)] = "int",
        [nameof(UInt32)] = "uint",
        [nameof(Int64)] = "long",
        [nameof(UInt64)] = "ulong",
        [nameof(Single)] = "float",
        [nameof(Double)] = "double",
        [nameof(Decimal)] = "decimal",
        [nameof(Boolean)] = "bool",
        [nameof(Char)] = "char",
        [nameof(String)] = "string",
    };

    /// <summary>What else may be given, for messages: null, or several values.</summary>
    public string Besides { get; private init; } = "";

    /// <summary>The expected values, for messages.</summary>
    public string Expected => $"{Kind}{Limits}{Besides}";

    /// <summary>The smallest and the largest whole number of the type.</summary>
    private string Limits { get; init; } = "";

    /// <summary>The type of a parameter; null if its values cannot be written on the command line.</summary>
    /// <param name="declared">The declared type.</param>
    /// <param name="value">The value, whose literal tells the type of a <c>var</c>.</param>
    public static ParameterType? Of(TypeSyntax declared, ExpressionSyntax? value) => declared switch
    {
        { IsVar: true } => Literal(value)?.Token.Value is { } literal ? Named(literal.GetType().Name) : null,
        NullableTypeSyntax nullable => Of(nullable.ElementType, value) is { } type ? OrNull(type) : null,
        ArrayTypeSyntax { RankSpecifiers: [{ Rank: 1 }] } array => Of(array.ElementType, null) is { } element ? ListOf(element) : null,
        _ => Named(declared.ToString()),
    };

    /// <summary>A literal, or the one behind a minus sign.</summary>
    public static LiteralExpressionSyntax? Literal(ExpressionSyntax? value) =>
        (value is PrefixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.UnaryMinusExpression } minus ? minus.Operand : value) as LiteralExpressionSyntax;

    private static ParameterType? Named(string name)
    {
        var plain = name.StartsWith("System.", StringComparison.Ordinal) ? name["System.".Length..] : name;
        return Known.GetValueOrDefault(Aliases.GetValueOrDefault(plain, plain));
    }

    // A text is never null: 'null' is a text.
    private static ParameterType OrNull(ParameterType type) => type.Name == "string" ? type with { Name = "string?" } : type with
    {
        Name = $"{type.Name}?",
        Besides = ", or null",
        Read = text => text.Trim() == "null" ? Null : type.Read(text),
        Write = value => value == Null ? "null" : type.Write(value),
    };

    private static ParameterType ListOf(ParameterType element) => element with
    {
        Name = $"{element.Name}[]",
        Besides = $"{element.Besides}, or several with commas between them",
        Read = text =>
        {
            object?[] items = [.. text.Split(',').Select(item => element.Read(item.Trim()))];
            return items.Contains(null) ? null : items;
        },
        Write = value => $"[{string.Join(", ", ((object[])value).Select(element.Write))}]",
    };

    private static ParameterType Whole<T>(string name, string suffix = "") where T : struct, IBinaryInteger<T>, IMinMaxValue<T> => new(
        name,
        "a whole number",
        text => T.TryParse(text.Trim(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : null,
        value => string.Create(CultureInfo.InvariantCulture, $"{value}{suffix}"))
    {
        Limits = string.Create(CultureInfo.InvariantCulture, $" from {T.MinValue} to {T.MaxValue}"),
    };

    private static ParameterType Real<T>(string name, string suffix = "") where T : struct, INumber<T> => new(
        name,
        "a number such as 0.25",
        text => T.TryParse(text.Trim(), NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && T.IsFinite(number) && !IsLost(text, number) ? number : null,
        value => Real(((T)value).ToString(null, CultureInfo.InvariantCulture), suffix));

    // A number too small for the type would become 0.
    private static bool IsLost<T>(string text, T number) where T : INumber<T> =>
        T.IsZero(number) && text.Split('e', 'E')[0].AsSpan().ContainsAnyInRange('1', '9');

    // Without a point, an exponent or a suffix it would be an int.
    private static string Real(string digits, string suffix) => suffix.Length > 0 || digits.AsSpan().IndexOfAny('.', 'E') >= 0 ? digits + suffix : digits + ".0";

    // A string or char literal of C# gives its value. Only one token is read, never an expression.
    private static object? Token(string text) =>
        SyntaxFactory.ParseToken(text) is { ContainsDiagnostics: false } token && token.ToFullString() == text
            && (token.IsKind(SyntaxKind.StringLiteralToken) || token.IsKind(SyntaxKind.CharacterLiteralToken)) ? token.Value : null;
}
