using System.Buffers.Binary;
using System.Text;
using System.Xml.Linq;
using GenreNotebooks.Plots;
using Xunit;

namespace GenreNotebooks.Tests.Plots;

/// <summary>Images drawn by the browser of this machine.</summary>
[Trait("Suite", "Browsers")]
public sealed class StaticImageTests : IDisposable
{
    private static readonly XNamespace Svg = "http://www.w3.org/2000/svg";
    private static readonly Plot Bars = Plot.PerGenreAccuracy("By <genre> & more", ["jazz", "rock"], ("ours", [0.5, 0.25]));

    private readonly TemporaryFolder folder = new();

    public StaticImageTests() => SomeBrowser.Find();

    public void Dispose() => folder.Dispose();

    [Fact(Explicit = true)]
    public void In_an_svg_text_is_text()
    {
        var image = XDocument.Load(Bars.Save(folder.File("figures/bars.svg"), new() { Width = 900, Height = 500 }));
        var texts = image.Descendants(Svg + "text").Select(text => text.Value).ToList();
        Assert.Equal(("900", "500"), ((string?)image.Root!.Attribute("width"), (string?)image.Root.Attribute("height")));
        Assert.Equal(["By <genre> & more", "jazz", "rock", "0.0", "0.5", "0.50", "genre"],
            ((string[])["By <genre> & more", "jazz", "rock", "0.0", "0.5", "0.50", "genre"]).Intersect(texts));
        Assert.DoesNotContain(image.Descendants(), element => element.Name.LocalName is "image" or "foreignObject");
    }

    [Theory(Explicit = true)]
    [InlineData("600", "400", 96, 600, 400)]
    [InlineData("600", "400", 144, 900, 600)]
    [InlineData("84mm", "63mm", 300, 992, 744)]
    [InlineData("3.5in", "2in", 600, 2100, 1200)]
    public void A_png_has_its_size_in_inches_times_its_dpi_in_pixels_and_says_so(string wide, string high, double dpi, int width, int height)
    {
        var bytes = File.ReadAllBytes(Bars.Save(folder.File("bars.png"), new() { Width = wide, Height = high, Dpi = dpi }));
        Assert.Equal("PNG", Encoding.ASCII.GetString(bytes, 1, 3));
        Assert.Equal(width, BinaryPrimitives.ReadInt32BigEndian(bytes.AsSpan(16)));
        Assert.Equal(height, BinaryPrimitives.ReadInt32BigEndian(bytes.AsSpan(20)));
        Assert.Equal("pHYs", Encoding.ASCII.GetString(bytes, 37, 4));
        Assert.Equal(dpi / 0.0254, BinaryPrimitives.ReadInt32BigEndian(bytes.AsSpan(41)), 0.6);
    }

    [Fact(Explicit = true)]
    public void A_pdf_is_one_page_of_the_figures_size_with_fonts()
    {
        var text = Encoding.Latin1.GetString(File.ReadAllBytes(Bars.Save(folder.File("bars.pdf"), new() { Width = 960, Height = 480 })));
        Assert.StartsWith("%PDF-", text, StringComparison.Ordinal);
        Assert.Matches(@"/MediaBox ?\[0 0 720 360\]", text); // 72 points are 96 pixels
        Assert.Matches(@"/Count 1\b", text);
        Assert.Contains("/Type /Font", text, StringComparison.Ordinal);
    }

    [Fact(Explicit = true)]
    public void The_same_chart_gives_the_same_image_on_light_paper_and_another_on_dark()
    {
        byte[] Draw(bool dark) => File.ReadAllBytes(Bars.Save(folder.File("bars.svg"), new() { Theme = dark ? FigureTheme.Dark : FigureTheme.Light }));
        var light = Draw(dark: false);
        Assert.NotEqual(light, Draw(dark: true));
        Assert.Contains("rgb(21, 24, 28)", Encoding.UTF8.GetString(Draw(dark: true)), StringComparison.Ordinal);
    }

    [Fact(Explicit = true)]
    public void A_figure_that_plotly_does_not_take_is_an_error_and_the_next_is_drawn()
    {
        var error = Assert.Throws<InputException>(() => FigureImage.Draw("{\"data\":7,\"layout\":{}}", "gif", new() { Width = 600, Height = 400 }));
        Assert.Contains("cannot draw the chart", error.Message, StringComparison.Ordinal);
        Assert.True(File.Exists(Bars.Save(folder.File("bars.svg"))));
    }

    [Fact(Explicit = true)]
    public void Nothing_is_left_beside_an_image()
    {
        Bars.Save(folder.File("bars.png"));
        Assert.Equal([folder.File("bars.png")], Directory.GetFiles(folder.Path));
    }
}
