using System.Text;

namespace GenreNotebooks.Cli.Notebooks;

/// <summary>A notebook that can be run: cells of C# and of Markdown, from a <c>.dib</c> or an <c>.ipynb</c> file.</summary>
internal sealed record Notebook(string Path, IReadOnlyList<NotebookCell> Cells)
{
    /// <summary>How the files of Jupyter's format end; all others are .dib.</summary>
    public const string JupyterExtension = ".ipynb";

    /// <summary>Who runs what this runner refuses.</summary>
    public const string OtherEngines = ".NET Interactive (Polyglot Notebooks, Jupyter, dotnet-repl)";

    /// <summary>The name its outputs carry: <c>03-lyrics</c> of <c>03-lyrics.dib</c>.</summary>
    public string Name => System.IO.Path.GetFileNameWithoutExtension(Path);

    public string FileName => System.IO.Path.GetFileName(Path);

    public IEnumerable<NotebookCell> CodeCells => Cells.Where(cell => cell.Kind == CellKind.Code);

    /// <summary>The first Markdown heading, else the name.</summary>
    public string Title => Cells.Where(cell => cell.Kind == CellKind.Markdown)
        .SelectMany(cell => cell.Source.Split('\n'))
        .FirstOrDefault(line => line.StartsWith("# ", StringComparison.Ordinal))?[2..].Trim() ?? Name;

    /// <exception cref="InputException">It cannot be read, or is no notebook that this runner can run.</exception>
    public static Notebook Read(string path)
    {
        try
        {
            return Parse(path, File.ReadAllText(path, new UTF8Encoding(false, throwOnInvalidBytes: true)));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or DecoderFallbackException)
        {
            throw new InputException($"{path} cannot be read as a notebook: {exception.Message}", exception);
        }
    }

    /// <summary>Reads text in the format that the path's extension names.</summary>
    public static Notebook Parse(string path, string text)
    {
        var isJupyter = System.IO.Path.GetExtension(path).Equals(JupyterExtension, StringComparison.OrdinalIgnoreCase);
        var content = text.TrimStart('\uFEFF');
        var notebook = new Notebook(path, isJupyter ? IpynbReader.Read(path, content) : DibReader.Read(path, content));
        return notebook.CodeCells.Any(cell => !string.IsNullOrWhiteSpace(cell.Source)) ? notebook
            : throw new InputException($"{path} has no code cell: {(isJupyter ? "one with C# in it is expected." : $"a code cell begins with a line {DibReader.Code}.")}");
    }
}
