using System.Globalization;
using GenreNotebooks.Charts;

namespace GenreNotebooks.Cli.Notebooks;

/// <summary>The files of a run: the executed notebook, its page, and each chart as Plotly's JSON and as a page of its own.</summary>
internal static class RunOutputs
{
    /// <summary>Makes the folder and writes to it, before hours of training go into results that cannot be kept.</summary>
    public static void Prepare(string folder)
    {
        var probe = Path.Combine(folder, $".{Guid.NewGuid():N}.tmp");
        try
        {
            Directory.CreateDirectory(folder);
            File.Create(probe, 1, FileOptions.DeleteOnClose).Dispose();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new InputException($"--out {folder}: the folder cannot be written to ({exception.Message.Replace(probe, folder, StringComparison.Ordinal)}). Choose another one.", exception);
        }
    }

    public static void Write(string folder, ExecutedNotebook notebook)
    {
        var name = notebook.Notebook.Name;
        AtomicFile.WriteAllText(Path.Combine(folder, $"{name}.ipynb"), IpynbWriter.Write(notebook));
        AtomicFile.WriteAllText(Path.Combine(folder, $"{name}.html"), HtmlPage.Write(notebook));
        int number = 0;
        foreach (var figure in notebook.Figures)
        {
            number++;
            var path = Path.Combine(folder, "figures", string.Create(CultureInfo.InvariantCulture, $"{name}-{number}"));
            AtomicFile.WriteAllText($"{path}.json", figure.Figure! + "\n");
            AtomicFile.WriteAllText($"{path}.html", HtmlPage.Wrap($"{notebook.Notebook.Title}, figure {number}", $"{Chart.Plotly.ToHtml()}\n{figure.Html}\n"));
        }
    }
}
