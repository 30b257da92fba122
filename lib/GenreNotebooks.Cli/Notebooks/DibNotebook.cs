using System.Text;
using System.Text.Json;

namespace GenreNotebooks.Cli.Notebooks;

/// <summary>A notebook in the .dib format, of which only <c>#!meta</c>, <c>#!csharp</c> and <c>#!markdown</c> work in every engine.</summary>
internal sealed record DibNotebook(string Path, IReadOnlyList<NotebookCell> Cells)
{
    private const string Meta = "#!meta", Code = "#!csharp", Markdown = "#!markdown";

    /// <summary>The name its outputs carry: <c>03-lyrics</c> of <c>03-lyrics.dib</c>.</summary>
    public string Name => System.IO.Path.GetFileNameWithoutExtension(Path);

    public string FileName => System.IO.Path.GetFileName(Path);

    public IEnumerable<NotebookCell> CodeCells => Cells.Where(cell => cell.Kind == CellKind.Code);

    /// <summary>The first Markdown heading, else the name.</summary>
    public string Title => Cells.Where(cell => cell.Kind == CellKind.Markdown)
        .SelectMany(cell => cell.Source.Split('\n'))
        .FirstOrDefault(line => line.StartsWith("# ", StringComparison.Ordinal))?[2..].Trim() ?? Name;

    public static DibNotebook Read(string path)
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

    public static DibNotebook Parse(string path, string text)
    {
        var lines = text.TrimStart('\uFEFF').ReplaceLineEndings("\n").Split('\n');
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
        return cells.Any(cell => cell.Kind == CellKind.Code)
            ? new DibNotebook(path, cells)
            : throw new InputException($"{path} has no code cell: a code cell begins with a line {Code}.");
    }

    private static string Kernel(string path, string line, int number) => line.TrimEnd() switch
    {
        Meta => Meta,
        Code => Code,
        Markdown => Markdown,
        var other => throw new InputException(
            $"{path}({number}): '{other}' does not work in every engine; a line that begins with #! is {Meta}, {Code} or {Markdown}, alone."),
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

    private static void CheckMeta(string path, string source, int firstLine)
    {
        try
        {
            JsonDocument.Parse(source).Dispose();
        }
        catch (JsonException exception)
        {
            var line = firstLine + (exception.LineNumber ?? 0);
            throw new InputException($"{path}({line}): what follows {Meta} is JSON, and this is not: {exception.Message}", exception);
        }
    }
}
