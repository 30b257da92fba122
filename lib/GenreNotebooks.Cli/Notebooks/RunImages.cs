using System.Buffers.Binary;
using GenreNotebooks.Plots;

namespace GenreNotebooks.Cli.Notebooks;

/// <summary>Saves the charts of a run as images, with the names of <see cref="FigureNames"/>.</summary>
internal sealed class RunImages(string folder, IReadOnlyList<string> formats, FigureLook look) : IRunOutput
{
    private readonly FigureNames names = new();
    private int charts;

    public string Place { get; } = ShortPath.Of(folder);

    public void Write(ExecutedNotebook notebook)
    {
        foreach (var figure in notebook.Figures)
        {
            charts++;
            var plot = Plot.OfJson(figure.Figure!);
            var name = names.Next(notebook.Notebook, plot.Title);
            foreach (var format in formats)
            {
                plot.Save(Path.Combine(folder, $"{name}.{format}"), look);
            }
        }
    }

    public void Summarise(TextWriter output) => output.WriteLine($"{charts} charts as {string.Join(", ", formats)} in {Place}");
}

/// <summary>A figure as a PNG, the image format that most readers of notebooks show, trusted or not. It stands where no script runs.</summary>
internal sealed record StillImage(byte[] Png)
{
    public const string MimeType = "image/png";

    // Sharp on fine screens, with three quarters of the bytes of a chart saved for print.
    private const double Dpi = 144;

    // Byte offsets in a PNG.
    private const int WidthAt = 16, HeightAt = 20;

    /// <summary>Pixels on the page; the image has <c>1.5</c> times as many.</summary>
    public int Width => Length(WidthAt);

    /// <inheritdoc cref="Width"/>
    public int Height => Length(HeightAt);

    /// <summary>Draws a figure, given as JSON.</summary>
    public static StillImage Of(string figure) => new(Plot.OfJson(figure).ToImage("png", new FigureLook { Dpi = Dpi }));

    private int Length(int at) => (int)(BinaryPrimitives.ReadInt32BigEndian(Png.AsSpan(at)) / (Dpi / 96));
}
