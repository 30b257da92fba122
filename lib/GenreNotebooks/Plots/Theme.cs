using Plotly.NET;
using Plotly.NET.LayoutObjects;
using Part = DynamicObj.DynamicObj;

namespace GenreNotebooks.Plots;

/// <summary>The colours of Okabe and Ito, which people with any colour vision can tell apart, on white or dark paper.</summary>
internal sealed class Theme
{
    private const string Orange = "#e69f00", SkyBlue = "#56b4e9", Green = "#009e73", Blue = "#0072b2", Vermilion = "#d55e00", Purple = "#cc79a7";

    private readonly string[] strong, bars, soft;

    private Theme(string black)
    {
        Level = black;
        // The first two hold all seven colours, as many as there are genres.
        strong = [Blue, Vermilion, Green, Purple, black, Orange, SkyBlue];
        bars = [Blue, Orange, Vermilion, SkyBlue, Green, Purple, black];
        soft = [Orange, SkyBlue, Purple, Green, black];
    }

    public static Theme Light { get; } = new("#000000")
    {
        Paper = "#ffffff",
        Ink = "#222222",
        Grid = "#e3e3e3",
        Shares = [[0.0, "#ffffff"], [1.0, SkyBlue]],
    };

    public static Theme Dark { get; } = new("#ffffff")
    {
        Paper = "#15181c",
        Ink = "#e6e8eb",
        Grid = "#3a414a",
        Shares = [[0.0, "#22272e"], [1.0, "#005a8c"]],
    };

    public required string Paper { get; init; }

    public required string Ink { get; init; }

    public required string Grid { get; init; }

    /// <summary>The colour of the dashed line that a model should beat.</summary>
    public string Level { get; }

    /// <summary>A colour scale for shares of 0 to 1: from paper to a blue on which text is legible.</summary>
    public required object[][] Shares { get; init; }

    /// <summary>
    /// The look of our charts at their usual size, as a template: what the layout of a chart sets wins over it. When a chart is drawn,
    /// <c>draw-charts.js</c> fits the template to the size.
    /// </summary>
    public Template ToTemplate()
    {
        var template = ApplyTo(new Template());
        var layout = Part(template, "layout").With(
            ("font", new Font().With(("family", "Open Sans, Helvetica, Arial, sans-serif"), ("size", 13), ("color", Ink))),
            ("title", new Title().With(("font", new Font().With(("size", 16))), ("x", 0.02), ("xanchor", "left"), ("xref", "container"))),
            ("margin", new Margin().With(("l", 20), ("r", 20), ("b", 20))),
            // Placed in the container, not in the plot, a legend uses the whole width and the plot leaves space for it.
            ("legend", new Legend().With(
                ("orientation", "h"), ("font", new Font().With(("size", 12))), ("x", 0.02), ("xref", "container"), ("y", 0.01), ("yanchor", "bottom"), ("yref", "container"))),
            ("uniformtext", new UniformText().With(("mode", "show"), ("minsize", 9))),
            ("hoverlabel", new Hoverlabel().With(("namelength", -1))),
            ("shapedefaults", new Part().With(("line", new Line().With(("color", Level))))));
        foreach (var axis in (string[])["xaxis", "yaxis"])
        {
            Part(layout, axis).With(
                ("automargin", true), ("zeroline", false), ("showline", true), ("title", new Title().With(("font", new Font().With(("size", 13))), ("standoff", 8))));
        }
        Part(template, "data").With(
            ("heatmap", new[] { new Part().With(("colorscale", Shares), ("textfont", new Font().With(("color", Ink)))) }),
            ("bar", new[] { new Part().With(("error_y", new Part().With(("color", Ink)))) }));
        return template;
    }

    /// <summary>Sets the paper and ink of this theme in a template, which applies to everything that a chart does not set.</summary>
    public T ApplyTo<T>(T template) where T : Part
    {
        var layout = Part(template, "layout").With(("paper_bgcolor", Paper), ("plot_bgcolor", Paper));
        Part(layout, "font").With(("color", Ink));
        foreach (var plane in (string[])["polar", "ternary", "smith", "geo"])
        {
            Part(layout, plane).With(("bgcolor", Paper));
        }
        foreach (var (place, axes) in (ValueTuple<string?, string[]>[])[
            (null, ["xaxis", "yaxis"]), ("scene", ["xaxis", "yaxis", "zaxis"]), ("polar", ["angularaxis", "radialaxis"]), ("ternary", ["aaxis", "baxis", "caxis"])])
        {
            var parent = place is null ? layout : Part(layout, place);
            foreach (var axis in axes)
            {
                Part(parent, axis).With(("gridcolor", Grid), ("linecolor", Ink), ("zerolinecolor", Grid), ("backgroundcolor", place == "scene" ? Paper : null));
            }
        }
        return template;
    }

    public string StrongAt(int index) => strong[index % strong.Length];

    public string SoftAt(int index) => soft[index % soft.Length];

    public string BarAt(int index) => bars[index % bars.Length];

    private static Part Part(Part parent, string name)
    {
        if (parent.TryGetPropertyValue(name)?.Value is not Part part)
        {
            part = new();
            parent.SetProperty(name, part);
        }
        return part;
    }
}
