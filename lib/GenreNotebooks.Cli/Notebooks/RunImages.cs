using System.Globalization;
using GenreNotebooks.Files;
using GenreNotebooks.Plots;

namespace GenreNotebooks.Cli.Notebooks;

/// <summary>The charts of a run as images, drawn by one browser: NOTEBOOK-NUMBER, numbered as they were shown.</summary>
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
                var image = plot.ToImage(format, look);
                var name = string.Create(CultureInfo.InvariantCulture, $"{notebook.Notebook.Name}-{number}.{format}");
                AtomicFile.Write(Path.Combine(folder, name), stream => stream.Write(image));
            }
        }
        charts += number;
    }

    public void Summarise(TextWriter output) => output.WriteLine($"{charts} charts as {string.Join(", ", formats)} in {Place}");
}
