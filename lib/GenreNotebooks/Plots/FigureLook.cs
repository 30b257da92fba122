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

    /// <summary>Pixels of an image of a figure that says nothing of its size.</summary>
    public const int DefaultWidth = 800, DefaultHeight = 450;

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
}
