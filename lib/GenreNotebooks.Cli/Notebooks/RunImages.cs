using System.Buffers.Binary;
using System.Globalization;
using GenreNotebooks.Plots;

namespace GenreNotebooks.Cli.Notebooks;

/// <summary>Saves the charts of a run as images named NOTEBOOK-NUMBER, numbered in the order of their display.</summary>
internal sealed class RunImages(string folder, IReadOnlyList<string> formats, FigureLook look) : IRunOutput
{
    private int charts;

    public string Place { get; } = ShortPath.Of(folder);

    public void Write(ExecutedNotebook notebook)
    {
        int number = 0;
        foreach (var figure in notebook.Figures)
        {
            number++;
            var plot = Plot.OfJson(figure.Figure!);
            foreach (var format in formats)
            {
                var name = string.Create(CultureInfo.InvariantCulture, $"{notebook.Notebook.Name}-{number}.{format}");
                plot.Save(Path.Combine(folder, name), look.Width, look.Height, look.Scale, look.Dark);
            }
        }
        charts += number;
    }

    public void Summarise(TextWriter output) => output.WriteLine($"{charts} charts as {string.Join(", ", formats)} in {Place}");
}

/// <summary>A figure as a PNG, the image format that most readers of notebooks show, trusted or not. It stands where no script runs.</summary>
internal sealed record StillImage(byte[] Png)
{
    public const string MimeType = "image/png";

    // Sharp on fine screens, with three quarters of the bytes of a chart saved for print.
    private const double Scale = 1.5;

    // Byte offsets in a PNG.
    private const int WidthAt = 16, HeightAt = 20;

    /// <summary>Pixels on the page; the image has <c>1.5</c> times as many.</summary>
    public int Width => Length(WidthAt);

    /// <inheritdoc cref="Width"/>
    public int Height => Length(HeightAt);

    /// <summary>Draws a figure, given as JSON.</summary>
    public static StillImage Of(string figure) => new(Plot.OfJson(figure).ToImage("png", new FigureLook(Scale: Scale)));

    private int Length(int at) => (int)(BinaryPrimitives.ReadInt32BigEndian(Png.AsSpan(at)) / Scale);
}
