using System.CommandLine;
using GenreNotebooks.Plots;

namespace GenreNotebooks.Cli.Commands;

/// <summary>The options for saved figures, which <c>export</c> and <c>run --figures</c> share.</summary>
internal static class FigureOptions
{
    private static readonly ValueOption<int?> Width = OptionValue.WholeOrAuto.One("--width", "Pixels; auto: 800.", null);
    private static readonly ValueOption<int?> Height = OptionValue.WholeOrAuto.One("--height", "Pixels; auto: the figure's own, 420 or more.", null);
    private static readonly ValueOption<double> Scale = OptionValue.Decimal.One("--scale", "Pixels of a .png, along each side, for a pixel of the figure.", FigureLook.DefaultScale);
    private static readonly Option<bool> Dark = new("--dark") { Description = "Light text on dark paper." };

    public static IReadOnlyList<Option> OfLook { get; } = [Width, Height, Scale, Dark];

    public static Option<string[]> Format(params IReadOnlyList<string> formats) => OptionValue.Word(formats).List(
        "--format", $"Formats, with commas between them. Default: {string.Join(',', Plot.ImageFormats)}. A Chromium, Chrome or Edge draws svg, png and pdf.");

    public static FigureLook Read(ParseResult arguments)
    {
        try
        {
            return new FigureLook(Width.Of(arguments), Height.Of(arguments), Scale.Of(arguments), arguments.GetValue(Dark)).Validated();
        }
        catch (InputException exception)
        {
            throw new InputException($"--{exception.Message}", exception); // the message begins with the name of a length or of the scale
        }
    }

    /// <summary>The given formats, by default those of images. A missing browser is an error here, before any long work.</summary>
    public static IReadOnlyList<string> Read(ParseResult arguments, Option<string[]> format)
    {
        var formats = arguments.GetValue(format) is { Length: > 0 } given ? [.. given.Distinct()] : Plot.ImageFormats;
        if (formats.Intersect(Plot.ImageFormats).Any())
        {
            InstalledBrowser.Find();
        }
        return formats;
    }
}
