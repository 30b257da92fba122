using System.Text.Json;

namespace GenreNotebooks.Cli.Notebooks;

/// <summary>
/// Reads the .dib format as .NET Interactive does: a line with <c>#!</c> and the name of a kernel begins a cell, wherever it stands. Any other line
/// that begins with <c>#!</c> belongs to its cell: in Markdown it is text, in code a command that C# does not have.
/// </summary>
internal sealed class DibReader
{
    public const string Code = "#!csharp";

    private const string Meta = "#!meta", Markdown = "#!markdown", Mark = "#!";

    /// <summary>The other kernels of .NET Interactive.</summary>
    private const string Others = "fsharp f# F# pwsh powershell javascript js html http sql kql mermaid value";

    private readonly string path;
    private readonly string[] lines;
    private readonly List<NotebookCell> cells = [];

    /// <summary>The kernels that begin a cell, by name; null if this runner does not run them.</summary>
    private readonly Dictionary<string, string?> kernels = new()
    {
        ["csharp"] = Code,
        ["c#"] = Code,
        ["C#"] = Code,
        ["markdown"] = Markdown,
        ["md"] = Markdown,
    };

    private bool hasMeta;

    private DibReader(string path, string text)
    {
        (this.path, lines) = (path, text.ReplaceLineEndings("\n").Split('\n'));
        foreach (var name in Others.Split(' '))
        {
            kernels[name] = null;
        }
    }

    public static IReadOnlyList<NotebookCell> Read(string path, string text)
    {
        var reader = new DibReader(path, text);
        reader.Read();
        return reader.cells;
    }

    private void Read()
    {
        // Text before the first kernel line belongs to the default kernel.
        string kernel = Code;
        int start = 0;
        for (int i = 0; i <= lines.Length; i++)
        {
            if (i < lines.Length && !BeginsCell(i, kernel))
            {
                continue;
            }
            AddCell(kernel, start, i);
            kernel = i < lines.Length ? Kernel(i) : kernel;
            start = i + 1;
        }
    }

    private bool BeginsCell(int line, string kernel) => lines[line].StartsWith(Mark, StringComparison.Ordinal)
        && (kernel != Markdown || kernels.ContainsKey(Name(line)) || IsMeta(line));

    private string Kernel(int line)
    {
        if (IsMeta(line))
        {
            hasMeta = true;
            return Meta;
        }
        return kernels.GetValueOrDefault(Name(line)) ?? throw new InputException(
            $"{path}({line + 1}): '{lines[line].TrimEnd()}' does not work in every engine; a line that begins with {Mark} is {Meta}, {Code} or {Markdown}, alone. "
                + $"{Notebook.OtherEngines} has more.");
    }

    private string Name(int line) => lines[line][Mark.Length..].TrimEnd();

    // Only once in a file.
    private bool IsMeta(int line) => !hasMeta && lines[line].TrimEnd() == Meta;

    private void AddCell(string kernel, int start, int end)
    {
        while (start < end && string.IsNullOrWhiteSpace(lines[start]))
        {
            start++;
        }
        var source = string.Join('\n', lines[start..end]).TrimEnd();
        if (kernel == Meta)
        {
            ReadMeta(source, start + 1);
        }
        else if (source.Length > 0)
        {
            cells.Add(new NotebookCell(kernel == Code ? CellKind.Code : CellKind.Markdown, source, start + 1));
        }
    }

    /// <summary>The metadata may name more kernels, and other names for them.</summary>
    private void ReadMeta(string source, int firstLine)
    {
        using var meta = NotebookJson.Parse(source, (line, _) => $"{path}({firstLine + line - 1}): what follows {Meta} is JSON");
        if (NotebookJson.Member(meta.RootElement, "kernelInfo", "items") is not { ValueKind: JsonValueKind.Array } items)
        {
            return;
        }
        foreach (var item in items.EnumerateArray())
        {
            if (NotebookJson.Text(NotebookJson.Member(item, "name")) is { } name)
            {
                var aliases = NotebookJson.Member(item, "aliases") is { ValueKind: JsonValueKind.Array } list ? list.EnumerateArray().Select(alias => NotebookJson.Text(alias)).OfType<string>() : [];
                foreach (var alias in aliases.Append(name))
                {
                    kernels.TryAdd(alias, kernels.GetValueOrDefault(name));
                }
            }
        }
    }
}
