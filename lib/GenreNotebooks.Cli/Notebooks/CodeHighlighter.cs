using System.Net;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace GenreNotebooks.Cli.Notebooks;

/// <summary>Marks the words of a cell by their kind, as the compiler reads them. Without the marks the text is the same.</summary>
internal static class CodeHighlighter
{
    public static string ToHtml(string code)
    {
        var html = new StringBuilder();
        foreach (var token in CSharpSyntaxTree.ParseText(code, CellScripts.Syntax).GetRoot().DescendantTokens())
        {
            Append(html, token.LeadingTrivia);
            Append(html, KindOf(token), token.Text);
            Append(html, token.TrailingTrivia);
        }
        return html.ToString();
    }

    private static string? KindOf(SyntaxToken token) => token.Kind() switch
    {
        SyntaxKind.StringLiteralToken or SyntaxKind.CharacterLiteralToken or SyntaxKind.SingleLineRawStringLiteralToken
            or SyntaxKind.MultiLineRawStringLiteralToken or SyntaxKind.InterpolatedStringStartToken or SyntaxKind.InterpolatedStringTextToken
            or SyntaxKind.InterpolatedVerbatimStringStartToken or SyntaxKind.InterpolatedStringEndToken
            or SyntaxKind.InterpolatedSingleLineRawStringStartToken or SyntaxKind.InterpolatedMultiLineRawStringStartToken
            or SyntaxKind.InterpolatedRawStringEndToken => "string",
        SyntaxKind.NumericLiteralToken => "number-literal",
        SyntaxKind.IdentifierToken when token.Parent is IdentifierNameSyntax { IsVar: true } => "keyword",
        SyntaxKind.IdentifierToken when token.Parent?.Parent is InvocationExpressionSyntax
            || token.Parent?.Parent is MemberAccessExpressionSyntax { Parent: InvocationExpressionSyntax } access && access.Name == token.Parent => "call",
        _ when token.IsKeyword() || SyntaxFacts.IsContextualKeyword(token.Kind()) => "keyword",
        _ => null,
    };

    private static void Append(StringBuilder html, SyntaxTriviaList trivia)
    {
        foreach (var item in trivia)
        {
            Append(html, item.IsDirective ? "directive" : item.Kind().ToString().Contains("Comment", StringComparison.Ordinal) ? "comment" : null, item.ToFullString());
        }
    }

    private static void Append(StringBuilder html, string? kind, string text)
    {
        var escaped = WebUtility.HtmlEncode(text);
        html.Append(kind is null || text.Length == 0 ? escaped : $"<span class=\"{kind}\">{escaped}</span>");
    }
}
