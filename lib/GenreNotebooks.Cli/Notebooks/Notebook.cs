using System.Text;
using System.Text.Json;

namespace GenreNotebooks.Cli.Notebooks;

/// <summary>A notebook as read from a <c>.dib</c> or <c>.ipynb</c> file: cells of C# and of Markdown.</summary>
internal sealed record Notebook(string Path, IReadOnlyList<NotebookCell> Cells)
{
    /// <summary>The extension of Jupyter's files; all others are read as .dib.</summary>
    public const string JupyterExtension = ".ipynb";

    /// <summary>The engines that also run what this runner refuses.</summary>
    public const string OtherEngines = ".NET Interactive (Polyglot Notebooks, Jupyter, dotnet-repl)";

    /// <summary>The file name without its extension; output files are named after it.</summary>
    public string Name => System.IO.Path.GetFileNameWithoutExtension(Path);

    public string FileName => System.IO.Path.GetFileName(Path);

    public IEnumerable<NotebookCell> CodeCells => Cells.Where(cell => cell.Kind == CellKind.Code);

    /// <summary>The first Markdown heading, else the name.</summary>
    public string Title => Cells.Where(cell => cell.Kind == CellKind.Markdown)
        .SelectMany(cell => cell.Source.Split('\n'))
        .FirstOrDefault(line => line.StartsWith("# ", StringComparison.Ordinal))?[2..].Trim() ?? Name;

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
        var isJupyter = System.IO.Path.GetExtension(path).Equals(JupyterExtension, StringComparison.OrdinalIgnoreCase);
        var content = text.TrimStart('\uFEFF');
        var notebook = new Notebook(path, isJupyter ? IpynbReader.Read(path, content) : DibReader.Read(path, content));
        return notebook.CodeCells.Any(cell => !string.IsNullOrWhiteSpace(cell.Source)) ? notebook
            : throw new InputException($"{path} has no code cell: {(isJupyter ? "one with C# in it is expected." : $"a code cell begins with a line {DibReader.Code}.")}");
    }
}

/// <summary>A cell of a notebook file.</summary>
/// <param name="Kind">Code or Markdown.</param>
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
}

/// <summary>Reads the .dib format; only <c>#!meta</c>, <c>#!csharp</c> and <c>#!markdown</c> work in every engine.</summary>
internal static class DibReader
{
    public const string Code = "#!csharp";

    private const string Meta = "#!meta", Markdown = "#!markdown";

    public static IReadOnlyList<NotebookCell> Read(string path, string text)
    {
        var lines = text.ReplaceLineEndings("\n").Split('\n');
        var cells = new List<NotebookCell>();
        // Text before the first kernel line belongs to the default kernel.
        string kernel = Code;
        int start = 0;
        for (int i = 0; i <= lines.Length; i++)
        {
            if (i < lines.Length && !lines[i].StartsWith("#!", StringComparison.Ordinal))
            {
                continue;
            }
            AddCell(cells, path, kernel, lines, start, i);
            kernel = i < lines.Length ? Kernel(path, lines[i], i + 1) : kernel;
            start = i + 1;
        }
        return cells;
    }

    private static string Kernel(string path, string line, int number) => line.TrimEnd() switch
    {
        Meta => Meta,
        Code => Code,
        Markdown => Markdown,
        var other => throw new InputException(
            $"{path}({number}): '{other}' does not work in every engine; a line that begins with #! is {Meta}, {Code} or {Markdown}, alone. "
                + $"{Notebook.OtherEngines} has more."),
    };

    private static void AddCell(List<NotebookCell> cells, string path, string kernel, string[] lines, int start, int end)
    {
        while (start < end && string.IsNullOrWhiteSpace(lines[start]))
        {
            start++;
        }
        var source = string.Join('\n', lines[start..end]).TrimEnd();
        if (kernel == Meta)
        {
            CheckMeta(path, source, start + 1);
        }
        else if (source.Length > 0)
        {
            cells.Add(new NotebookCell(kernel == Code ? CellKind.Code : CellKind.Markdown, source, start + 1));
        }
    }

    private static void CheckMeta(string path, string source, int firstLine) =>
        NotebookJson.Parse(source, (line, _) => $"{path}({firstLine + line - 1}): what follows {Meta} is JSON").Dispose();
}

/// <summary>JSON in a notebook file.</summary>
internal static class NotebookJson
{
    private const int Excerpt = 20;

    /// <summary>Parses JSON.</summary>
    /// <param name="json">The text.</param>
    /// <param name="expected">Begins the message about text that is not JSON; given the line and the column where reading stopped, from 1.</param>
    /// <exception cref="InputException">The text is not JSON.</exception>
    public static JsonDocument Parse(string json, Func<long, long, string> expected)
    {
        try
        {
            return JsonDocument.Parse(json);
        }
        catch (JsonException exception)
        {
            var (line, column) = (exception.LineNumber ?? 0, exception.BytePositionInLine ?? 0);
            var rest = Encoding.UTF8.GetBytes(json.Split('\n').ElementAtOrDefault((int)line) ?? "").AsSpan();
            var found = Encoding.UTF8.GetString(rest[(int)Math.Min(column, rest.Length)..]).Trim();
            found = found.Length == 0 ? "the end" : found.Length <= Excerpt ? $"'{found}'" : $"'{found[..Excerpt]}…'";
            throw new InputException($"{expected(line + 1, column + 1)}, and this is not: found {found}.", exception);
        }
    }
}
