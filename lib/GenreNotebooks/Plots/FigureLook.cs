using static System.FormattableString;

namespace GenreNotebooks.Plots;

/// <summary>How a figure is saved; null is the figure's own.</summary>
/// <param name="Width">Pixels.</param>
/// <param name="Height">Pixels.</param>
/// <param name="Scale">How many pixels of a PNG, along each side, a pixel of the figure takes.</param>
/// <param name="Dark">Light text on dark paper.</param>
internal sealed record FigureLook(int? Width = null, int? Height = null, double Scale = FigureLook.DefaultScale, bool Dark = false)
{
    // Sharp in print and on fine screens.
    public const double DefaultScale = 2;

    private const int DefaultWidth = 800;
    private const int DefaultHeight = 450;
    private const int Smallest = 100;
    private const int Largest = 10_000;

    // Longer sides browsers do not draw.
    private const int LongestImage = 16_384;

    /// <summary>This, if it can be drawn.</summary>
    /// <exception cref="InputException">It cannot.</exception>
    public FigureLook Validated()
    {
        foreach (var (name, length) in new[] { ("width", Width), ("height", Height) })
        {
            if (length is < Smallest or > Largest)
            {
                throw new InputException(Invariant($"{name} {length}: expected {Smallest} to {Largest} pixels."));
            }
        }
        return Scale > 0 && Scale * Math.Max(Width ?? DefaultWidth, Height ?? DefaultHeight) <= LongestImage ? this : throw new InputException(
            Invariant($"scale {Scale}: expected a number above 0 that makes no side longer than {LongestImage} pixels."));
    }

    /// <summary>The figure, as JSON, with this look.</summary>
    public string Apply(string figure) =>
        Width is null && Height is null && !Dark ? figure : PlotlyPlugIn.Fit(figure, Width, Height, Dark);

    /// <summary>This with a width and a height for an image of a figure, which alone has at most a height.</summary>
    public (FigureLook Look, int Width, int Height) SizedFor(int? figureHeight)
    {
        var (width, height) = (Width ?? DefaultWidth, Height ?? figureHeight ?? DefaultHeight);
        return (this with { Width = width, Height = height }, width, height);
    }
}
