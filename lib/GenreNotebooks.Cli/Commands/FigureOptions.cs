using System.CommandLine;
using GenreNotebooks.Plots;

namespace GenreNotebooks.Cli.Commands;

/// <summary>The options for saved figures, which <c>export</c> and <c>run --figures</c> share.</summary>
internal static class FigureOptions
{
    private static readonly Option<FigureVenue?> Venue = OptionValue.Word(Enum.GetValues<FigureVenue>()).OrNone(
        "--for", "Size, font, resolution and no title as a publisher wants them, or a slide or page; other options change it.");

    private static readonly ValueOption<int> Columns = OptionValue.Whole.One("--columns", "With --for: a figure of 1 column, or across 2.", 1);
    private static readonly Option<Length?> Width = OptionValue.Length.OrNone("--width", "Such as 84mm, 3.3in, 12cm or 800 (pixels). Default: 800.");
    private static readonly Option<Length?> Height = OptionValue.Length.OrNone("--height", "Likewise. Default: the figure's own, 420 or more; less if it is narrow.");
    private static readonly Option<double?> Dpi = OptionValue.Decimal.OrNone("--dpi", $"Pixels of a .png for each inch; a figure has 96. Default: {OptionValue.Decimal.Write(FigureLook.UsualDpi)}.");
    private static readonly Option<FigureTheme?> Theme = OptionValue.Word(Enum.GetValues<FigureTheme>()).OrNone(
        "--theme", "Colours; with gray and colour-blind, series also differ in dash, marker and pattern. Default: light.");

    private static readonly Option<string?> Title = new("--title") { Description = "Another title.", HelpName = "TEXT" };
    private static readonly Option<bool> NoTitle = new("--no-title") { Description = "No title, such as for a figure with a caption." };
    private static readonly Option<string?> XLabel = new("--x-label") { Description = "Another title of the x axis; \"\" for none.", HelpName = "TEXT" };
    private static readonly Option<string?> YLabel = new("--y-label") { Description = "Another title of the y axis; \"\" for none.", HelpName = "TEXT" };
    private static readonly Option<LegendPlace?> Legend = OptionValue.Word(Enum.GetValues<LegendPlace>()).OrNone("--legend", "Where the legend is. Default: where it fits.");
    private static readonly Option<string?> Font = new("--font") { Description = "An installed font, or several with commas between them.", HelpName = "NAME" };
    private static readonly Option<double?> FontSize = OptionValue.Decimal.OrNone("--font-size", "Points in print of axis labels; other texts follow. Default: a size that fits.");
    private static readonly Option<string?> Layout = PathOption.Create("--layout", "FILE", "A Plotly layout as JSON, which is added to the figure's.");

    private static readonly Option<string?> Dark = new("--dark") { Hidden = true, Arity = ArgumentArity.ZeroOrOne };
    private static readonly Option<string?> Scale = new("--scale") { Hidden = true, Arity = ArgumentArity.ZeroOrOne };

    static FigureOptions()
    {
        Dark.Validators.Add(result => result.AddError("--dark has a new name: use --theme dark."));
        Scale.Validators.Add(result => result.AddError("--scale has a new name: use --dpi, 96 for each pixel of the figure."));
    }

    public static IReadOnlyList<Option> OfLook { get; } =
        [Venue, Columns, Width, Height, Dpi, Theme, Title, NoTitle, XLabel, YLabel, Legend, Font, FontSize, Layout, Dark, Scale];

    public static Option<string[]> Format(params IReadOnlyList<string> formats) => OptionValue.Word(formats).List(
        "--format", $"Formats, with commas between them. Default: {string.Join(',', Plot.ImageFormats)}. A Chromium, Chrome or Edge draws svg, png and pdf.");

    public static FigureLook Read(ParseResult arguments)
    {
        if (arguments.GetValue(NoTitle) && arguments.GetValue(Title) is not null)
        {
            throw new InputException("--no-title: --title is given too. Leave one of them out.");
        }
        if (arguments.GetResult(Columns) is { Implicit: false } && arguments.GetValue(Venue) is null)
        {
            throw new InputException("--columns belongs to --for, such as --for ieee --columns 2. Without it, give --width.");
        }
        try
        {
            var look = arguments.GetValue(Venue) is { } venue ? FigureLook.For(venue, Columns.Of(arguments)) : new();
            var layout = ReadLayout(arguments);
            return (look with
            {
                Width = arguments.GetValue(Width) ?? look.Width,
                Height = arguments.GetValue(Height) ?? (arguments.GetValue(Width) is null ? look.Height : null),
                Dpi = arguments.GetValue(Dpi) ?? look.Dpi,
                Theme = arguments.GetValue(Theme) ?? look.Theme,
                Title = arguments.GetValue(NoTitle) ? "" : arguments.GetValue(Title) ?? look.Title,
                XLabel = arguments.GetValue(XLabel),
                YLabel = arguments.GetValue(YLabel),
                Legend = arguments.GetValue(Legend) ?? look.Legend,
                Font = arguments.GetValue(Font) ?? look.Font,
                FontSize = arguments.GetValue(FontSize) ?? look.FontSize,
                Layout = layout,
            }).Validated();
        }
        catch (InputException exception) when (exception.Message.StartsWith("layout:", StringComparison.Ordinal))
        {
            throw new InputException($"--layout {arguments.GetValue(Layout)}{exception.Message["layout".Length..]}", exception);
        }
        catch (InputException exception) when (!exception.Message.StartsWith("--", StringComparison.Ordinal))
        {
            throw new InputException($"--{exception.Message}", exception); // the message begins with the name of a value
        }
    }

    /// <summary>The given formats, by default those of images. A missing browser or font is an error here, before any long work.</summary>
    public static IReadOnlyList<string> Read(ParseResult arguments, Option<string[]> format)
    {
        var formats = arguments.GetValue(format) is { Length: > 0 } given ? [.. given.Distinct()] : Plot.ImageFormats;
        if (formats.Intersect(Plot.ImageFormats).Any())
        {
            InstalledBrowser.Find();
            if (arguments.GetValue(Font) is { } font)
            {
                InstalledBrowser.RequireFont(font);
            }
        }
        return formats;
    }

    private static string? ReadLayout(ParseResult arguments)
    {
        if (arguments.GetValue(Layout) is not { } file)
        {
            return null;
        }
        try
        {
            return File.ReadAllText(file);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new InputException($"--layout {file}: cannot be read ({exception.Message}); expected a file with a Plotly layout as JSON.", exception);
        }
    }
}
