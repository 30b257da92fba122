using System.Globalization;
using static System.FormattableString;

namespace GenreNotebooks.Plots;

/// <summary>A length of a figure. A number converts to pixels, and a text such as <c>84mm</c>, <c>3.3in</c>, <c>12cm</c> or <c>800px</c> to what it says.</summary>
/// <param name="Pixels">Pixels, 96 to the inch.</param>
/// <param name="IsPrinted">Whether it was given in a unit of paper, in which an SVG then states it.</param>
public readonly record struct Length(double Pixels, bool IsPrinted = false)
{
    internal const double PixelsOfInch = 96, PointsOfInch = 72;

    private const double MillimetresOfInch = 25.4;

    private static readonly (string Name, double Pixels)[] Units =
        [("mm", PixelsOfInch / MillimetresOfInch), ("cm", 10 * PixelsOfInch / MillimetresOfInch), ("in", PixelsOfInch), ("pt", PixelsOfInch / PointsOfInch), ("px", 1)];

    /// <summary>Pixels.</summary>
    public static implicit operator Length(double pixels) => new(pixels);

    /// <summary>The length that a text says.</summary>
    /// <exception cref="InputException">The text is not a length.</exception>
    public static implicit operator Length(string text) => Parse(text);

    /// <summary>Reads a length: a number and one of mm, cm, in, pt and px, or a number of pixels.</summary>
    /// <exception cref="InputException">The text is not a length.</exception>
    public static Length Parse(string text) => TryParse(text, out var length) ? length
        : throw new InputException($"{text}: expected a length such as 84mm, 3.3in, 12cm or 800 (pixels).");

    /// <inheritdoc cref="Parse"/>
    /// <param name="text">The text.</param>
    /// <param name="length">The length.</param>
    /// <returns>Whether the text is a length.</returns>
    public static bool TryParse(string? text, out Length length)
    {
        var given = text?.Trim() ?? "";
        var unit = Array.Find(Units, unit => given.EndsWith(unit.Name, StringComparison.OrdinalIgnoreCase));
        var isLength = double.TryParse(given.AsSpan(0, given.Length - (unit.Name?.Length ?? 0)).TrimEnd(), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number);
        length = unit.Name is null ? new(number) : new(number * unit.Pixels, unit.Name != "px");
        return isLength;
    }

    /// <summary>The length in millimetres or pixels, such as <c>84mm</c> or <c>800px</c>.</summary>
    public override string ToString() => IsPrinted ? Invariant($"{Pixels * MillimetresOfInch / PixelsOfInch:0.###}mm") : Invariant($"{Pixels:0.###}px");
}
