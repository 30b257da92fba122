using System.Text.RegularExpressions;
using Xunit;

namespace GenreNotebooks.NotebookTests.Notebooks;

/// <summary>The pages that <c>run</c> wrote, as text.</summary>
[Collection(nameof(OnePostRun))]
public sealed partial class SiteTests(PostNotebooks blog)
{
    public static TheoryData<string> Pages { get; } = ["index.html", .. PostNotebooks.Names.Select(name => $"{name}.html")];

    [Fact]
    public void It_has_an_index_a_page_for_each_notebook_and_one_plotly() => Assert.Equal(
        [.. Pages.Select(page => page.Data).Append("plotly.js").Order()], Directory.GetFiles(blog.Folder.Out).Where(file => !file.EndsWith(".ipynb", StringComparison.Ordinal) && !file.EndsWith(".json", StringComparison.Ordinal)).Select(file => Path.GetFileName(file)).Order());

    [Theory]
    [MemberData(nameof(Pages))]
    public void Every_link_leads_somewhere(string page) => Assert.All(Links().Matches(Read(page)), link =>
    {
        var address = link.Groups[1].Value;
        if (!address.StartsWith("https:", StringComparison.Ordinal))
        {
            var (file, place) = address.Split('#') is [var before, var after] ? (before, after) : (address, null);
            var target = Read(file.Length > 0 ? file : page);
            Assert.True(place is null || target.Contains($"id=\"{place}\"", StringComparison.Ordinal), $"{address} leads nowhere");
        }
    });

    [Theory]
    [MemberData(nameof(Pages))]
    public void A_page_has_one_title_one_main_part_a_way_to_it_and_no_address_twice(string page)
    {
        var text = Read(page);
        Assert.Single(new Regex("<h1[ >]").Matches(text));
        Assert.Single(new Regex("<main ").Matches(text));
        Assert.Contains("<body>\n<a class=\"skip\" href=\"#main\">", text, StringComparison.Ordinal);
        Assert.Empty(Addresses().Matches(text).GroupBy(address => address.Value).Where(same => same.Count() > 1).Select(same => same.Key));
        Assert.InRange(text.Length, 1, 1_000_000); // plotly.js is not in it
    }

    [Fact]
    public void The_index_begins_with_what_the_networks_reached_and_says_on_what()
    {
        var index = Read("index.html");
        Assert.Contains("<strong>sample data</strong>", index, StringComparison.Ordinal);
        foreach (var network in (string[])["lyrics", "metadata", "combined"])
        {
            Assert.Contains($">{network}</td>", index, StringComparison.Ordinal);
        }
        Assert.True(index.IndexOf("id=\"results\"", StringComparison.Ordinal) < index.IndexOf("id=\"notebooks\"", StringComparison.Ordinal));
    }

    [Fact]
    public void The_index_says_what_was_set_on_which_songs_when_how_long_and_with_which_library()
    {
        var index = Read("index.html");
        Assert.Contains("<p>With <code>epochs=1</code>, <code>embeddingDim=64</code>, on synthetic songs.</p>", index, StringComparison.Ordinal);
        Assert.Equal(["Set", "Songs", "Begun", "Took", "Library"], new Regex("<th scope=\"row\">(.*?)</th>").Matches(index).Select(fact => fact.Groups[1].Value));
        Assert.Matches(@"<td>the sample, synthetic: 2,300 in <code>songs\.csv</code>, SHA-256 <code>[0-9a-f]{12}…</code></td>", index);
        Assert.Matches(@"<td>\d{4}-\d\d-\d\d \d\d:\d\d:\d\d \([+-]\d\d:\d\d\)</td>", index);
        Assert.Matches(@"<td>(\d+ min \d+|\d+\.\d) s</td>", index);
        Assert.Contains("<td>GenreNotebooks 2.0.0</td>", index, StringComparison.Ordinal);
        Assert.DoesNotContain("not complete", index, StringComparison.Ordinal);
    }

    [Fact]
    public void A_page_lists_its_sections_and_leads_on()
    {
        var page = Read("03-lyrics.html");
        var contents = page[page.IndexOf("aria-label=\"Contents\"", StringComparison.Ordinal)..page.IndexOf("<main", StringComparison.Ordinal)];
        Assert.Equal(["Data, in one call", "The network", "Training", "By genre", "Against earlier runs", "Summary"], new Regex("\">([^<]*)</a>").Matches(contents).Select(link => link.Groups[1].Value));
        Assert.Contains("<a rel=\"prev\" href=\"02-vectorization.html\">", page, StringComparison.Ordinal);
        Assert.Contains("<a rel=\"next\" href=\"04-metadata.html\">", page, StringComparison.Ordinal);
    }

    /// <summary>The Web Content Accessibility Guidelines require 4.5 to 1.</summary>
    [Fact]
    public void All_colours_of_text_stand_out_from_what_is_behind_them()
    {
        var schemes = Scheme().Matches(Read("index.html")).Select(scheme => Colour().Matches(scheme.Value).ToDictionary(colour => colour.Groups[1].Value, colour => Light(colour.Groups[2].Value))).ToList();
        Assert.Equal(2, schemes.Count);
        Assert.All(schemes, colours => Assert.All((string[])["ink", "soft", "link", "keyword", "string", "numeral", "call", .. colours.Keys.Where(name => name.StartsWith("ansi-", StringComparison.Ordinal))], text =>
            Assert.All((string[])["ground", "panel"], behind => Assert.True(Contrast(colours[text], colours[behind]) >= 4.5, $"{text} on {behind}"))));
        Assert.All(schemes, colours => Assert.True(Contrast(colours["error"], colours["error-ground"]) >= 4.5));
    }

    [Fact]
    public async Task What_a_notebook_shows_as_text_is_no_html()
    {
        using var folder = new NotebookFolder();
        var notebook = folder.AddText("a & #1.dib", "#!markdown\n\n# A & <b>\n\nAbout `<i>`.\n\n## Twice\n\n#!markdown\n\n## Twice\n\n#!csharp\n\n\"<script>alert(1)</script>\"\n");
        var result = await folder.RunAsync(TestContext.Current.CancellationToken, notebook, "--sample");
        Assert.Equal((0, ""), (result.Exit, result.Error));
        Assert.Contains($"\nOpen {Path.Combine(folder.Out, "index.html")}\n", result.Output, StringComparison.Ordinal);
        var page = folder.Page("a & #1");
        Assert.DoesNotContain("<script>alert", page, StringComparison.Ordinal);
        Assert.Contains("href=\"#twice-2\"", page, StringComparison.Ordinal);
        var index = File.ReadAllText(Path.Combine(folder.Out, "index.html"));
        Assert.Contains("<a href=\"a%20%26%20%231.html\">A &amp; &lt;b&gt;</a>", index, StringComparison.Ordinal);
        Assert.Contains("<p>About &lt;i&gt;.</p>", index, StringComparison.Ordinal);
        Assert.DoesNotContain("id=\"results\"", index, StringComparison.Ordinal);
    }

    private static double Contrast(double one, double other) => (Math.Max(one, other) + 0.05) / (Math.Min(one, other) + 0.05);

    /// <summary>Relative luminance of #rrggbb, as the guidelines define it.</summary>
    private static double Light(string colour)
    {
        double Part(int at)
        {
            var value = Convert.ToInt32(colour.Substring(at, 2), 16) / 255.0;
            return value <= 0.04045 ? value / 12.92 : Math.Pow((value + 0.055) / 1.055, 2.4);
        }
        return (0.2126 * Part(1)) + (0.7152 * Part(3)) + (0.0722 * Part(5));
    }

    private string Read(string page) => File.ReadAllText(Path.Combine(blog.Folder.Out, page));

    [GeneratedRegex("(?:href|src)=\"([^\"]*)\"")]
    private static partial Regex Links();

    [GeneratedRegex(" id=\"[^\"]*\"")]
    private static partial Regex Addresses();

    [GeneratedRegex(@":root[^{]* \{[^}]*\}")]
    private static partial Regex Scheme();

    [GeneratedRegex("--([a-z-]+): (#[0-9a-f]{6})")]
    private static partial Regex Colour();
}
