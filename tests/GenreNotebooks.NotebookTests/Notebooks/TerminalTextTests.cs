using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using FsCheck;
using FsCheck.Fluent;
using GenreNotebooks.Cli.Notebooks;
using Xunit;

namespace GenreNotebooks.NotebookTests.Notebooks;

/// <summary>Printed text in pages is what a terminal shows.</summary>
public sealed class TerminalTextTests
{
    private const string Esc = "\u001b[";

    [Theory]
    [InlineData(" 10 %\r 50 %\r100 %\ndone", "100 %\ndone")]
    [InlineData("100 %\r 5", " 50 %")]
    [InlineData("one\r\ntwo\r\n", "one\ntwo")]
    [InlineData("abc\b\bX", "aXc")]
    [InlineData("\b\bX", "X")]
    [InlineData("a\tb \u0000\a\u007f\u0085c", "a\tb c")]
    [InlineData("🎵x\r👍", "👍x")]
    [InlineData("100 %\r" + Esc + "K5 %", "5 %")]
    [InlineData("abcdef" + Esc + "3D" + Esc + "K", "abc")]
    [InlineData("abc" + Esc + "2K\rx", "x")]
    [InlineData("abc" + Esc + "2G" + Esc + "1Kx", " xc")]
    [InlineData("bar 1\nbar 2\n" + Esc + "2A" + Esc + "Kdone 1\n" + Esc + "Kdone 2\nafter", "done 1\ndone 2\nafter")]
    [InlineData("one\ntwo\nthree" + Esc + "1A\r" + Esc + "Jend", "one\nend")]
    [InlineData("old\nlines" + Esc + "2J" + Esc + "Hnew", "new")]
    [InlineData("a" + Esc + "3Cb", "a   b")]
    [InlineData(Esc + "?25lhidden cursor" + Esc + "?25h", "hidden cursor")]
    [InlineData("\u001b]0;title\alink \u001b]8;;https://example.org\u001b\\here\u001b]8;;\u001b\\", "link here")]
    [InlineData("\u001b(Bplain\u001b7\u001b=", "plain")]
    [InlineData("\u001b]never ended", "never ended")]
    [InlineData("cut off" + Esc + "3", "cut off")]
    [InlineData("\u009b2Kok", "ok")]
    [InlineData("<b>\r<i>", "<i>")]
    public void The_cursor_moves_and_erases(string printed, string shown)
    {
        Assert.Equal(shown, TerminalText.ToPlain(printed).TrimEnd());
        Assert.Equal(WebUtility.HtmlEncode(shown), TerminalText.ToHtml(printed));
    }

    [Theory]
    [InlineData(Esc + "31mred" + Esc + "0m plain", "<span class=\"ansi-red-fg\">red</span> plain")]
    [InlineData(Esc + "1;4;92mloud" + Esc + "22;24;39m", "<span class=\"ansi-green-intense-fg ansi-bold ansi-underline\">loud</span>")]
    [InlineData(Esc + "44mon blue" + Esc + "m", "<span class=\"ansi-blue-bg\">on blue</span>")]
    [InlineData(Esc + "38;5;1mred", "<span class=\"ansi-red-fg\">red</span>")]
    [InlineData(Esc + "38;5;12mblue", "<span class=\"ansi-blue-intense-fg\">blue</span>")]
    [InlineData(Esc + "38;5;208morange", "<span style=\"color:#ff8700\">orange</span>")]
    [InlineData(Esc + "48;5;244mgrey", "<span style=\"color:#000000;background-color:#808080\">grey</span>")]
    [InlineData(Esc + "48;2;0;0;90mdark", "<span style=\"color:#ffffff;background-color:#00005a\">dark</span>")]
    [InlineData(Esc + "38;2;0;0;90;7minverse", "<span style=\"color:#ffffff;background-color:#00005a\">inverse</span>")]
    [InlineData(Esc + "38;2;255;128;0morange" + Esc + "1m!", "<span style=\"color:#ff8000\">orange</span><span class=\"ansi-bold\" style=\"color:#ff8000\">!</span>")]
    [InlineData(Esc + "38:2::255:128:0morange", "<span style=\"color:#ff8000\">orange</span>")]
    [InlineData(Esc + "31;7minverse", "<span class=\"ansi-default-inverse-fg ansi-red-bg\">inverse</span>")]
    [InlineData(Esc + "2;3;9mfaint", "<span class=\"ansi-faint ansi-italic ansi-strike\">faint</span>")]
    [InlineData(Esc + "38;5;999m" + Esc + "38;2;256;0;0m" + Esc + "77m" + Esc + ">4mplain", "plain")]
    [InlineData(Esc + "31m<b>&" + Esc + "0m", "<span class=\"ansi-red-fg\">&lt;b&gt;&amp;</span>")]
    [InlineData(Esc + "31mtwo\nlines", "<span class=\"ansi-red-fg\">two</span>\n<span class=\"ansi-red-fg\">lines</span>")]
    [InlineData(Esc + "32mgreen\rr", "<span class=\"ansi-green-fg\">rreen</span>")]
    public void Colours_and_styles_become_spans(string printed, string html) => Assert.Equal(html, TerminalText.ToHtml(printed));

    /// <summary>Text and pieces of sequences in any order.</summary>
    [Fact]
    public void No_text_becomes_markup_or_leaves_a_control_character() => Prop.ForAll(
        Gen.Elements("a", "<b>", "\"", "\n", "\r", "\b", "\t", "\u001b", "\u001b[", "\u009b", "[", "]", "31", ";", "38;5;", "m", "K", "1K", "A", "9999C", "H", "2J", "J", "\a", "\\", "🎵", "\ud83c", "é", "\0")
            .ListOf().ToArbitrary(),
        pieces =>
        {
            var html = TerminalText.ToHtml(string.Concat(pieces));
            var text = Regex.Replace(html, "<span( class=\"[a-z -]*\")?( style=\"[a-z0-9:;#-]*\")?>|</span>", "");
            return !text.Contains('<') && !text.Contains('>') && !text.Any(sign => char.IsControl(sign) && sign is not ('\n' or '\t'));
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(2_000));

    [Theory]
    [InlineData("\u001b[256Cx\n")]
    [InlineData("x\n\u001b[H")]
    [InlineData("\u001b[1K")]
    [InlineData("\u001b[2J\n")]
    [InlineData("\u001b[31mx\u001b[32m")]
    public void A_million_characters_stay_within_measure(string piece)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        var html = TerminalText.ToHtml(new StringBuilder().Insert(0, piece, CellPrinting.Kept / piece.Length / 2).Insert(0, new string('y', CellPrinting.Kept / 2)).ToString());
        Assert.InRange(html.Length, 0, 50_000_000);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1_000_000_000);
    }
}
