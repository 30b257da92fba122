using System.Xml.Linq;
using FsCheck;
using FsCheck.Fluent;
using GenreNotebooks.Display;
using GenreNotebooks.Tests.Data;
using Xunit;

namespace GenreNotebooks.Tests.Display;

public sealed class TableProperties
{
    private static readonly Gen<string> Texts = Gen.OneOf(AnySongs.Texts, Gen.Elements(
        "<img src=x onerror=alert(1)>", "</td></table><script>alert(1)</script>", "\" onmouseover=\"alert(1)", "' x='", "&lt;b&gt;", "]]>", "<!--", "javascript:alert(1)", "{{7*7}}", "\ud800")).ListOf().Select(string.Concat);

    /// <summary>Read back as markup, it has the table's own elements and attributes and no other, and the texts are text.</summary>
    [Fact]
    public void No_text_of_a_table_becomes_markup() => Prop.ForAll(Texts.Two().ToArbitrary(), texts =>
    {
        var (header, cell) = texts;
        var html = XElement.Parse(WithoutControls(Table.Of([header, "b"], [[cell, 1], [1, cell]]).ToHtml()));
        return html.DescendantsAndSelf().All(element => element.Name.LocalName is "div" or "table" or "thead" or "tbody" or "tr" or "th" or "td")
            && html.DescendantsAndSelf().Attributes().All(attribute => attribute.Name.LocalName is "class" or "style" or "scope" or "title" or "tabindex" or "role" or "aria-label")
            && html.Descendants("th").Count() == 2 && html.Descendants("td").Count() == 4 && !html.DescendantNodes().Any(node => node is XComment or XCData);
    }).Check(Cases.Of(1_000));

    // XML has none of them; HTML shows a mark in their place.
    private static string WithoutControls(string html) => string.Concat(html.Where(letter => letter is '\n' or '\t' || (!char.IsControl(letter) && letter < '\ufffe')));
}
