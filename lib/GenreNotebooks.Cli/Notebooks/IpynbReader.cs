using System.Text.Json;

namespace GenreNotebooks.Cli.Notebooks;

/// <summary>Jupyter's format, nbformat 4: cells of C# and of Markdown; raw cells and outputs are passed over.</summary>
internal static class IpynbReader
{
    /// <summary>What engines call C#, as a kernel or as a language.</summary>
    private static readonly string[] CSharp = ["csharp", ".net-csharp", "C#"];

    public static IReadOnlyList<NotebookCell> Read(string path, string text)
    {
        using var document = Parse(path, text);
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
        return Cells(path, cells.Value, DefaultKernel(root));
    }

    private static JsonDocument Parse(string path, string text)
    {
        try
        {
            return JsonDocument.Parse(text);
        }
        catch (JsonException exception)
        {
            throw new InputException(
                $"{path}({(exception.LineNumber ?? 0) + 1},{(exception.BytePositionInLine ?? 0) + 1}): an .ipynb notebook is JSON, and this is not: {JsonFault.Reason(exception)}", exception);
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
        // A notebook that names none is taken for what this runner runs.
        if ((own ?? defaultKernel) is { } kernel && !CSharp.Contains(kernel, StringComparer.OrdinalIgnoreCase))
        {
            throw new InputException($"{place}, kernel: found '{kernel}'{(own is null ? ", that of the notebook" : "")}, expected csharp: this runner runs C# alone, {Notebook.OtherEngines} more.");
        }
    }

    /// <summary>What cells without a kernel of their own are in: engines of several languages say it more exactly than Jupyter can.</summary>
    private static string? DefaultKernel(JsonElement root)
    {
        var metadata = Member(root, "metadata");
        return Text(Member(metadata, "polyglot_notebook", "kernelInfo", "defaultKernelName"))
            ?? Text(Member(metadata, "kernelspec", "language"))
            ?? Text(Member(metadata, "kernelspec", "name"))
            ?? Text(Member(metadata, "language_info", "name"));
    }

    private static JsonElement? Member(JsonElement? place, params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
        {
            place = place is { ValueKind: JsonValueKind.Object } parent && parent.TryGetProperty(name, out var child) ? child : null;
        }
        return place;
    }

    /// <summary>The text of a value; null if it is something else, or has half a character in it.</summary>
    private static string? Text(JsonElement? value)
    {
        try
        {
            return value is { ValueKind: JsonValueKind.String } text ? text.GetString() : null;
        }
        catch (InvalidOperationException)
        {
            return null;
        }
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
