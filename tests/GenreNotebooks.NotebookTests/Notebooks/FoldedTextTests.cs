using System.Net;
using System.Text.RegularExpressions;
using GenreNotebooks.Cli.Notebooks;
using Xunit;

namespace GenreNotebooks.NotebookTests.Notebooks;

public sealed class FoldedTextTests
{
    private static readonly string Lyrics = string.Join(' ', Enumerable.Repeat("love <baby>", 100));

    [Fact]
    public void Up_to_thirty_lines_stay_as_they_are() => Assert.DoesNotContain("<details>", Html(Lines(30)), StringComparison.Ordinal);

    [Fact]
    public void Of_more_lines_the_first_twenty_stand_open_and_nothing_is_lost()
    {
        var html = Html(Lines(31));
        Assert.Contains("<summary>11 more of 31 lines</summary>", html, StringComparison.Ordinal);
        Assert.Contains("line 20</pre>\n<details>", html, StringComparison.Ordinal);
        Assert.Equal(Lines(31), TextOf(html));
    }

    [Fact]
    public void Of_a_long_line_the_first_words_stand_open_and_nothing_is_lost()
    {
        var html = Html($"a song\n{Lyrics}\nthe end");
        Assert.Matches(@"love …</pre>\n<details><summary>the rest of this line: \d+ words</summary>", html);
        Assert.Equal($"a song\n{Lyrics}\nthe end", TextOf(html));
    }

    [Fact]
    public void Colours_go_on_in_the_folded_part() =>
        Assert.Equal(31, new Regex("<span").Count(Html(string.Join('\n', Enumerable.Repeat("\u001b[31mred\u001b[0m", 31)))));

    [Fact]
    public void An_error_is_never_folded() => Assert.DoesNotContain("<details>", FoldedText.ToHtml("error", Lines(100), "Output"), StringComparison.Ordinal);

    private static string Html(string text) => FoldedText.ToHtml("stdout", text, "Output of cell 1");

    private static string Lines(int count) => string.Join('\n', Enumerable.Range(1, count).Select(line => $"line {line}"));

    private static string TextOf(string html) => string.Join('\n', new Regex("<pre[^>]*>(.*?)</pre>", RegexOptions.Singleline).Matches(html).Select(pre => pre.Groups[1].Value))
        .Replace(" …\n", " ", StringComparison.Ordinal) is var text ? WebUtility.HtmlDecode(new Regex("<[^>]+>").Replace(text, "")) : "";
}
