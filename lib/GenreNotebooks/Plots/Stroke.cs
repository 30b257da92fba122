namespace GenreNotebooks.Plots;

/// <summary>How a curve is drawn; curves differ in more than their colour. Without a dash there is no line, without a symbol no marker.</summary>
internal sealed record Stroke(string Color, double Width, string? Dash, string? Symbol, int MarkerSize)
{
    // One more than there are colours, so that many curves pass before one looks like another.
    private static readonly string[] Symbols = ["circle", "square", "diamond", "triangle-up", "x", "star"];

    public static string SymbolAt(int index) => Symbols[index % Symbols.Length];

    /// <param name="style">What the curve stands for.</param>
    /// <param name="index">Its place among the curves of the same style: the n-th reference has the colour of the n-th test curve.</param>
    /// <param name="theme">Where its colour comes from.</param>
    public static Stroke Of(CurveStyle style, int index, Theme theme) => style switch
    {
        CurveStyle.Train => new(theme.SoftAt(index), 1.5, "solid", "square-open", 6),
        CurveStyle.Test => new(theme.StrongAt(index), 2.5, "solid", "circle", 6),
        CurveStyle.Reference => new(theme.StrongAt(index), 2, "dot", null, 6),
        _ => new(theme.StrongAt(index), 0, null, "star", 14),
    };
}
