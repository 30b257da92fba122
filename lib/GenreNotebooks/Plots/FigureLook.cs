using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using static System.FormattableString;

namespace GenreNotebooks.Plots;

/// <summary>The colours, dashes and markers of a saved plot.</summary>
public enum FigureTheme
{
    /// <summary>Dark text on white paper; series differ in colour.</summary>
    Light,

    /// <summary>Light text on dark paper.</summary>
    Dark,

    /// <summary>Black, white and gray: series differ in dash, marker and pattern.</summary>
    Gray,

    /// <summary>The colours of Okabe and Ito; series also differ in dash, marker and pattern.</summary>
    ColourBlind,
}

/// <summary>Where the legend of a saved plot is.</summary>
public enum LegendPlace
{
    /// <summary>Where the figure has it, or, if that does not fit, in a line below the title.</summary>
    Auto,

    /// <summary>Below the plot.</summary>
    Bottom,

    /// <summary>To the right of the plot.</summary>
    Right,

    /// <summary>Nowhere.</summary>
    None,
}

/// <summary>Where a figure is published.</summary>
public enum FigureVenue
{
    /// <summary>IEEE journals and conferences: columns of 3.5 and 7.16 inches, 8 points, no title.</summary>
    Ieee,

    /// <summary>ACM proceedings: columns of 84.7 and 178 mm, 8 points, no title.</summary>
    Acm,

    /// <summary>Nature: columns of 89 and 183 mm, 7 points, no title.</summary>
    Nature,

    /// <summary>A slide of 16:9, or half of one, with text of 20 points.</summary>
    Slide,

    /// <summary>A web page: 800 pixels, or a column of 400.</summary>
    Web,
}

/// <summary>How a plot is saved: its size, its theme and changes of its texts. What is not set stays as the plot has it.</summary>
public sealed record FigureLook
{
    private const double UsualWidth = 800, UsualHeight = 450, Smallest = 100, Largest = 10_000;

    // Browsers do not draw longer sides.
    private const int LongestSide = 16_384;

    // At most this many points, a tenth of a page.
    private const double LargestFont = 72, SmallestFont = 4;

    /// <summary>The usual <see cref="Dpi"/>: two pixels for each pixel of the figure, sharp on fine screens.</summary>
    public const double UsualDpi = 192;

    /// <summary>The width, 100 to 10,000 pixels; null for the figure's own, or 800 pixels. A page is at most as wide.</summary>
    public Length? Width { get; init; }

    /// <summary>The height, 100 to 10,000 pixels; null for the figure's own, or less if the figure is narrow.</summary>
    public Length? Height { get; init; }

    /// <summary>Pixels of a PNG for each inch; a figure has 96.</summary>
    public double Dpi { get; init; } = UsualDpi;

    /// <summary>Colours and dashes.</summary>
    public FigureTheme Theme { get; init; }

    /// <summary>Another title; empty for none.</summary>
    public string? Title { get; init; }

    /// <summary>Another title of the x axis; empty for none.</summary>
    public string? XLabel { get; init; }

    /// <summary>Another title of the y axis; empty for none.</summary>
    public string? YLabel { get; init; }

    /// <summary>Where the legend is.</summary>
    public LegendPlace Legend { get; init; }

    /// <summary>A font that is installed, or several with commas between them.</summary>
    public string? Font { get; init; }

    /// <summary>The size of axis labels in points, 4 to 72; the other texts follow. Null for a size that fits the figure.</summary>
    public double? FontSize { get; init; }

    /// <summary>A Plotly layout as JSON, which is added to the figure's; the last word.</summary>
    public string? Layout { get; init; }

    /// <summary>The look that a publisher asks for, or that suits a slide or a page.</summary>
    /// <param name="venue">Where the figure is published.</param>
    /// <param name="columns">1 for a figure of one column, 2 for one across both.</param>
    /// <exception cref="InputException">There is no such number of columns.</exception>
    public static FigureLook For(FigureVenue venue, int columns = 1)
    {
        if (columns is not (1 or 2))
        {
            throw new InputException(Invariant($"columns {columns}: expected 1 or 2."));
        }
        var wide = columns == 2;
        return venue switch
        {
            FigureVenue.Ieee => Paper(wide ? "7.16in" : "3.5in", wide ? "3in" : "2.4in", 8, "Helvetica, Arial, sans-serif", 600),
            FigureVenue.Acm => Paper(wide ? "178mm" : "84.7mm", wide ? "75mm" : "60mm", 8, "Linux Biolinum, Helvetica, Arial, sans-serif", 300),
            FigureVenue.Nature => Paper(wide ? "183mm" : "89mm", wide ? "75mm" : "60mm", 7, "Helvetica, Arial, sans-serif", 300),
            FigureVenue.Slide => new() { Width = wide ? 1280 : 640, Height = 720, FontSize = wide ? 20 : 16 },
            _ => new() { Width = wide ? 800 : 400, Height = wide ? 450 : 320 },
        };
    }

    /// <summary>Returns this if it can be drawn.</summary>
    /// <exception cref="InputException">A value is outside its limits, or the layout is not a JSON object.</exception>
    public FigureLook Validated()
    {
        foreach (var (name, length) in new[] { ("width", Width), ("height", Height) })
        {
            if (length is { Pixels: not (>= Smallest and <= Largest) })
            {
                throw new InputException(Invariant($"{name} {length}: expected 100 to 10000 pixels (27 to 2645 mm)."));
            }
        }
        if (FontSize is not (null or (>= SmallestFont and <= LargestFont)))
        {
            throw new InputException(Invariant($"font-size {FontSize}: expected {SmallestFont} to {LargestFont} points."));
        }
        ReadLayout();
        return Dpi > 0 && Scale * Math.Max(Width?.Pixels ?? UsualWidth, Height?.Pixels ?? UsualHeight) <= LongestSide ? this : throw new InputException(
            Invariant($"dpi {Dpi}: expected a number above 0 that makes no side longer than {LongestSide} pixels; the figure has {Width ?? UsualWidth} × {Height ?? UsualHeight}."));
    }

    /// <summary>Pixels of a PNG, along each side, for each pixel of the figure.</summary>
    internal double Scale => Dpi / Length.PixelsOfInch;

    /// <summary>The figure with this look.</summary>
    /// <param name="light">The figure on light paper.</param>
    /// <param name="dark">The figure on dark paper.</param>
    internal JsonObject ApplyTo(JsonObject light, JsonObject dark)
    {
        var figure = (Theme == FigureTheme.Dark ? dark : light).DeepClone().AsObject();
        if (Theme is FigureTheme.Gray or FigureTheme.ColourBlind)
        {
            new PrintTheme(isGray: Theme == FigureTheme.Gray).ApplyTo(figure);
        }
        var layout = figure.Part("layout");
        SetTitle(layout, Title);
        SetTitle(layout.Part("xaxis"), XLabel);
        SetTitle(layout.Part("yaxis"), YLabel);
        if (Font is { } family)
        {
            layout.Part("font")["family"] = family;
        }
        if (FontSize is { } points)
        {
            layout.Part("font")["size"] = Math.Round(points * Length.PixelsOfInch / Length.PointsOfInch, 2);
        }
        SetLegend(layout);
        Merge(layout, ReadLayout());
        SetLength(layout, "width", Width);
        SetLength(layout, "height", Height);
        return SampleMark.IsOn(light) ? SampleMark.AddTo(figure) : figure; // whatever the title is now
    }

    /// <summary>The size of a figure that has this look.</summary>
    /// <param name="figure">The figure.</param>
    /// <param name="ownHeight">Whether its height was chosen; otherwise it follows the width.</param>
    internal static (double Width, double Height) SizeOf(JsonObject figure, bool ownHeight)
    {
        double? Pixels(string length) => figure["layout"]?[length] is JsonValue pixels && pixels.GetValueKind() == JsonValueKind.Number
            ? double.Parse(pixels.ToJsonString(), CultureInfo.InvariantCulture) : null;
        var (width, own) = (Pixels("width") ?? UsualWidth, Pixels("height") ?? UsualHeight);
        // A narrow figure of the usual height would be a tower.
        return (width, ownHeight ? own : Math.Min(own, Math.Max(own * width / UsualWidth, 0.7 * width)));
    }

    private static FigureLook Paper(Length width, Length height, double points, string font, double dpi) =>
        new() { Width = width, Height = height, FontSize = points, Font = font, Dpi = dpi, Title = "" };

    private static void SetTitle(JsonObject parent, string? text)
    {
        if (text is null)
        {
            return;
        }
        if (parent["title"] is not JsonObject)
        {
            parent["title"] = new JsonObject();
        }
        parent["title"]!["text"] = PlotlyText.Of(text);
    }

    private static void SetLength(JsonObject layout, string name, Length? length)
    {
        if (length is { } given)
        {
            layout[name] = Math.Round(given.Pixels, 3);
        }
    }

    private void SetLegend(JsonObject layout)
    {
        if (Legend == LegendPlace.Auto)
        {
            return;
        }
        layout["showlegend"] = Legend != LegendPlace.None;
        if (Legend != LegendPlace.None)
        {
            layout["legend"] = Legend == LegendPlace.Right
                ? new JsonObject { ["orientation"] = "v", ["x"] = 1.02, ["xanchor"] = "left", ["xref"] = "paper", ["y"] = 1, ["yanchor"] = "top", ["yref"] = "paper" }
                : new JsonObject { ["orientation"] = "h", ["x"] = 0.02, ["xanchor"] = "left", ["xref"] = "container", ["y"] = 0.01, ["yanchor"] = "bottom", ["yref"] = "container" };
        }
    }

    private JsonObject ReadLayout()
    {
        try
        {
            return Layout is null ? [] : JsonNode.Parse(Layout) as JsonObject ?? throw new InputException("layout: found no JSON object, expected a Plotly layout such as {\"xaxis\":{\"range\":[0,1]}}.");
        }
        catch (Exception exception) when (exception is JsonException or ArgumentException)
        {
            throw new InputException($"layout: found no JSON ({exception.Message.Split('\n')[0].TrimEnd('.')}), expected a Plotly layout such as {{\"xaxis\":{{\"range\":[0,1]}}}}.", exception);
        }
    }

    private static void Merge(JsonObject into, JsonObject from)
    {
        foreach (var (name, value) in from)
        {
            if (value is JsonObject part && into[name] is JsonObject)
            {
                Merge(into[name]!.AsObject(), part);
            }
            else
            {
                into[name] = value?.DeepClone();
            }
        }
    }
}
