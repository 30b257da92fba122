using System.Buffers.Binary;
using GenreNotebooks.Plots;

namespace GenreNotebooks.Cli.Notebooks;

/// <summary>A figure as an image, for where no script runs. Of all formats a PNG is shown by most readers of notebooks, trusted or not.</summary>
internal sealed record StillImage(byte[] Png)
{
    public const string MimeType = "image/png";

    // Sharp enough on fine screens, at three quarters of the bytes of a chart saved for print.
    private const double Scale = 1.5;

    // Where a PNG says how large it is.
    private const int WidthAt = 16, HeightAt = 20;

    /// <summary>Pixels on the page, of which each has several of the image.</summary>
    public int Width => Length(WidthAt);

    /// <inheritdoc cref="Width"/>
    public int Height => Length(HeightAt);

    /// <summary>Has a browser draw a Plotly figure, given as JSON.</summary>
    public static StillImage Of(string figure) => new(Plot.OfJson(figure).ToImage("png", new FigureLook(Scale: Scale)));

    private int Length(int at) => (int)(BinaryPrimitives.ReadInt32BigEndian(Png.AsSpan(at)) / Scale);
}
