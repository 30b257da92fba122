using System.Text;
using System.Text.Json.Nodes;

namespace GenreNotebooks.Cli.Notebooks;

/// <summary>A notebook as read from a <c>.dib</c> or <c>.ipynb</c> file.</summary>
/// <param name="Path">The file.</param>
/// <param name="Cells">The cells.</param>
/// <param name="Document">The whole <c>.ipynb</c> file without its outputs, which the executed copy keeps; null for a <c>.dib</c>.</param>
internal sealed record Notebook(string Path, IReadOnlyList<NotebookCell> Cells, JsonObject? Document = null)
{
    public const string JupyterExtension = ".ipynb", DibExtension = ".dib";

    /// <summary>The engines that also run what this runner refuses.</summary>
    public const string OtherEngines = ".NET Interactive (Polyglot Notebooks, Jupyter, dotnet-repl)";

    /// <summary>The file name without its extension; output files are named after it.</summary>
    public string Name => System.IO.Path.GetFileNameWithoutExtension(Path);

    /// <summary>The folder that relative paths in the notebook start from.</summary>
    public string Folder => System.IO.Path.GetDirectoryName(System.IO.Path.GetFullPath(Path))!;

    public string FileName => System.IO.Path.GetFileName(Path);

    /// <summary>The cell as the <c>.ipynb</c> file has it; null in a <c>.dib</c>.</summary>
    /// <param name="index">Counts all cells, from 0.</param>
    public JsonObject? Node(int index) => Document?["cells"]![index]!.AsObject();

    public IEnumerable<NotebookCell> CodeCells => Cells.Where(cell => cell.Kind == CellKind.Code);

    /// <summary>The title in the metadata, else the first Markdown heading, else the name.</summary>
    public string Title => Document?["metadata"] is JsonObject metadata && NotebookJson.Text(metadata["title"]) is { Length: > 0 } title ? title : Cells.Where(cell => cell.Kind == CellKind.Markdown)
        .SelectMany(cell => cell.Source.Split('\n'))
        .FirstOrDefault(line => line.StartsWith("# ", StringComparison.Ordinal))?[2..].Trim() ?? Name;

    /// <summary>Whether a file has the extension of a notebook.</summary>
    public static bool IsNotebook(string path) => IsJupyter(path) || System.IO.Path.GetExtension(path).Equals(DibExtension, StringComparison.OrdinalIgnoreCase);

    /// <summary>Reads a notebook file.</summary>
    /// <exception cref="InputException">The file cannot be read, or this runner cannot run it.</exception>
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

    /// <summary>Parses text in the format of the path's extension.</summary>
    public static Notebook Parse(string path, string text)
    {
        var content = text.TrimStart('\uFEFF');
        var notebook = IsJupyter(path) ? IpynbReader.Read(path, content) : new(path, DibReader.Read(path, content));
        return notebook.CodeCells.Any(cell => !string.IsNullOrWhiteSpace(cell.Source)) ? notebook
            : throw new InputException($"{path} has no code cell: {(IsJupyter(path) ? "one with C# in it is expected." : $"a code cell begins with a line {DibReader.Code}.")}");
    }

    private static bool IsJupyter(string path) => System.IO.Path.GetExtension(path).Equals(JupyterExtension, StringComparison.OrdinalIgnoreCase);
}

/// <summary>A cell of a notebook file.</summary>
/// <param name="Kind">Code, Markdown or raw.</param>
/// <param name="Source">The text; in a .dib without the blank lines around it.</param>
/// <param name="FirstLine">The line of the file where it begins, from 1; always 1 in an .ipynb, where lines are counted per cell.</param>
/// <param name="Number">In an .ipynb the number of a code cell, from 1; else null.</param>
internal sealed record NotebookCell(CellKind Kind, string Source, int FirstLine, int? Number = null)
{
    /// <summary>What the lines of this cell count from: <c>03-lyrics.dib</c>, or <c>03-lyrics.ipynb[2]</c>, as Jupyter marks its second cell.</summary>
    public string PlaceIn(string fileName) => Number is { } number ? $"{fileName}[{number}]" : fileName;
}

internal enum CellKind
{
    Code,
    Markdown,

    /// <summary>Text for a converter, in an .ipynb alone.</summary>
    Raw,
}
