using System.Net;
using System.Text.RegularExpressions;
using GenreNotebooks.Cli.Notebooks;
using Xunit;

namespace GenreNotebooks.NotebookTests.Notebooks;

public class CodeHighlighterTests
{
    private const string Code = "#r \"nuget: X\"\n// a <b>\nvar text = $\"{1 + 2:F1} & \\\"more\\\"\"; /* c */\nforeach (var c in text) Console.WriteLine('\\'');\n\"\"\"\n raw\n \"\"\"";

    [Theory]
    [InlineData(Code)]
    [InlineData("this is {{{ no code \" at all")]
    [InlineData("#if X\nskipped <i>\n#endif\n1")]
    public void Without_the_marks_the_code_is_the_same(string code) =>
        Assert.Equal(code, WebUtility.HtmlDecode(Regex.Replace(CodeHighlighter.ToHtml(code), "<[^>]*>", "")));

    [Theory]
    [InlineData("<span class=\"directive\">#r &quot;nuget: X&quot;\n</span>")]
    [InlineData("<span class=\"comment\">// a &lt;b&gt;</span>")]
    [InlineData("<span class=\"keyword\">var</span> text")]
    [InlineData("<span class=\"number-literal\">2</span>")]
    [InlineData("<span class=\"call\">WriteLine</span>")]
    public void Words_are_marked_by_their_kind(string expected) => Assert.Contains(expected, CodeHighlighter.ToHtml(Code));
}
