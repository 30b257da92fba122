using GenreNotebooks.Plots;

namespace GenreNotebooks.Plotly;

/// <summary>How a curve is drawn; curves differ in more than their colour. Without a dash there is no line, without a symbol no marker.</summary>
internal sealed record Stroke(string Color, double Width, string? Dash, string? Symbol, int MarkerSize)
{
    // One more than there are colours, so that many curves pass before one looks like another.
    private static readonly string[] Symbols = ["circle", "square", "diamond", "triangle-up", "x", "star"];

    public static string SymbolAt(int index) => Symbols[index % Symbols.Length];

    /// <param name="style">What the curve stands for.</param>
    /// <param name="index">Its place among the curves of the same style: the n-th reference has the colour of the n-th test curve.</param>
    public static Stroke Of(CurveStyle style, int index) => style switch
    {
        CurveStyle.Train => new(Palette.SoftAt(index), 1.5, "solid", "square-open", 6),
        CurveStyle.Test => new(Palette.StrongAt(index), 2.5, "solid", "circle", 6),
        CurveStyle.Reference => new(Palette.StrongAt(index), 2, "dot", null, 6),
        _ => new(Palette.StrongAt(index), 0, null, "star", 14),
    };
}
