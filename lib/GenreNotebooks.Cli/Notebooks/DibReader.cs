using System.Text.Json;

namespace GenreNotebooks.Cli.Notebooks;

/// <summary>The .dib format, of which only <c>#!meta</c>, <c>#!csharp</c> and <c>#!markdown</c> work in every engine.</summary>
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

    private static void CheckMeta(string path, string source, int firstLine)
    {
        try
        {
            JsonDocument.Parse(source).Dispose();
        }
        catch (JsonException exception)
        {
            var line = firstLine + (exception.LineNumber ?? 0);
            throw new InputException($"{path}({line}): what follows {Meta} is JSON, and this is not: {JsonFault.Reason(exception)}", exception);
        }
    }
}
