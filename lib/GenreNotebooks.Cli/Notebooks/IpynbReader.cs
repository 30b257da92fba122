using System.Text.Json;
using System.Text.Json.Nodes;
using static GenreNotebooks.Cli.Notebooks.NotebookJson;

namespace GenreNotebooks.Cli.Notebooks;

/// <summary>Reads Jupyter's format, nbformat 4. Outputs are skipped.</summary>
internal static class IpynbReader
{
    /// <summary>The names of C# as a kernel and as a language.</summary>
    private static readonly string[] CSharp = ["csharp", ".net-csharp", "C#"];

    public static Notebook Read(string path, string text)
    {
        using var document = Parse(text, (line, column) => $"{path}({line},{column}): an .ipynb notebook is JSON");
        var root = document.RootElement;
        if (root.ValueKind != JsonValueKind.Object)
        {
            throw Fault(path, root, "an object with cells, metadata and nbformat");
        }
        var format = Member(root, "nbformat");
        if (format is not { ValueKind: JsonValueKind.Number } || !format.Value.TryGetInt32(out int version) || version != 4)
        {
            throw Fault($"{path}, nbformat", format, "4");
        }
        var cells = Member(root, "cells");
        if (cells is not { ValueKind: JsonValueKind.Array })
        {
            throw Fault($"{path}, cells", cells, "a list of cells");
        }
        return new(path, Cells(path, cells.Value, DefaultKernel(root)), Document(path, root, cells.Value));
    }

    private static JsonObject Document(string path, JsonElement root, JsonElement cells)
    {
        try
        {
            var document = (JsonObject)Node(root, emptied: "cells")!;
            document["cells"] = new JsonArray([.. cells.EnumerateArray().Select(cell => Node(cell, emptied: "outputs"))]);
            return document;
        }
        catch (InvalidOperationException)
        {
            throw new InputException($"{path}: half of a surrogate pair, such as \\ud83d alone, is no text.");
        }
    }

    private static List<NotebookCell> Cells(string path, JsonElement list, string? defaultKernel)
    {
        var cells = new List<NotebookCell>();
        int index = 0, code = 0, count = list.GetArrayLength();
        foreach (var cell in list.EnumerateArray())
        {
            var place = $"{path}, cell {++index} of {count}";
            if (cell.ValueKind != JsonValueKind.Object)
            {
                throw Fault(place, cell, "an object with cell_type and source");
            }
            switch (Text(Member(cell, "cell_type")))
            {
                case "code":
                    CheckKernel(place, cell, defaultKernel);
                    cells.Add(new NotebookCell(CellKind.Code, Source(place, cell), 1, ++code));
                    break;
                case "markdown":
                    cells.Add(new NotebookCell(CellKind.Markdown, Source(place, cell), 1));
                    break;
                case "raw":
                    cells.Add(new NotebookCell(CellKind.Raw, Source(place, cell), 1));
                    break;
                default:
                    throw Fault($"{place}, cell_type", Member(cell, "cell_type"), "code, markdown or raw");
            }
        }
        return cells;
    }

    private static string Source(string place, JsonElement cell)
    {
        var source = Member(cell, "source");
        List<string?> lines = source is { ValueKind: JsonValueKind.Array } list ? [.. list.EnumerateArray().Select(line => Text(line))] : [Text(source)];
        return lines.Contains(null) ? throw Fault($"{place}, source", source, "text or a list of lines of text") : string.Concat(lines);
    }

    private static void CheckKernel(string place, JsonElement cell, string? defaultKernel)
    {
        var metadata = Member(cell, "metadata");
        var own = Text(Member(metadata, "polyglot_notebook", "kernelName")) ?? Text(Member(metadata, "dotnet_interactive", "language"));
        // A notebook that names no kernel is taken for C#.
        if ((own ?? defaultKernel) is { } kernel && !CSharp.Contains(kernel, StringComparer.OrdinalIgnoreCase))
        {
            throw new InputException($"{place}, kernel: found '{kernel}'{(own is null ? ", that of the notebook" : "")}, expected csharp: this runner runs C# alone, {Notebook.OtherEngines} more.");
        }
    }

    /// <summary>The kernel of cells that name none: Polyglot Notebooks' metadata is more exact than Jupyter's.</summary>
    private static string? DefaultKernel(JsonElement root)
    {
        var metadata = Member(root, "metadata");
        return Text(Member(metadata, "polyglot_notebook", "kernelInfo", "defaultKernelName"))
            ?? Text(Member(metadata, "kernelspec", "language"))
            ?? Text(Member(metadata, "kernelspec", "name"))
            ?? Text(Member(metadata, "language_info", "name"));
    }

    private static InputException Fault(string place, JsonElement? found, string expected) => new($"{place}: found {Describe(found)}, expected {expected}.");

    private static string Describe(JsonElement? found) => found switch
    {
        null => "nothing",
        { ValueKind: JsonValueKind.Object } => "an object",
        { ValueKind: JsonValueKind.Array } => "a list",
        { } value => value.GetRawText() is { Length: <= 40 } text ? text : value.GetRawText()[..40] + "…",
    };
}
