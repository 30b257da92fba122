using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using GenreNotebooks.Plots;

namespace GenreNotebooks.Cli.Notebooks;

/// <summary>Reads Jupyter's format, nbformat 4: cells of C# and of Markdown. Raw cells and outputs are skipped.</summary>
internal static class IpynbReader
{
    /// <summary>The names of C# as a kernel and as a language.</summary>
    private static readonly string[] CSharp = ["csharp", ".net-csharp", "C#"];

    public static IReadOnlyList<NotebookCell> Read(string path, string text)
    {
        using var document = NotebookJson.Parse(text, (line, column) => $"{path}({line},{column}): an .ipynb notebook is JSON");
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

    private static JsonElement? Member(JsonElement? place, params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
        {
            place = place is { ValueKind: JsonValueKind.Object } parent && parent.TryGetProperty(name, out var child) ? child : null;
        }
        return place;
    }

    /// <summary>The text of a value; null if it is not text or holds half a surrogate pair.</summary>
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

/// <summary>Writes an executed notebook in Jupyter's format, nbformat 4.5, with the metadata that .NET engines read.</summary>
internal static class IpynbWriter
{
    private static readonly JsonSerializerOptions Layout = new()
    {
        WriteIndented = true,
        IndentSize = 1,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static string Write(ExecutedNotebook notebook) => new JsonObject
    {
        ["cells"] = new JsonArray([.. notebook.Cells.Select((cell, index) => Cell(cell, index, FirstDrawn(notebook)))]),
        ["metadata"] = Metadata(),
        ["nbformat"] = 4,
        ["nbformat_minor"] = 5,
    }.ToJsonString(Layout) + "\n";

    private static JsonObject Metadata() => new()
    {
        ["kernelspec"] = new JsonObject { ["display_name"] = ".NET (C#)", ["language"] = "C#", ["name"] = ".net-csharp" },
        ["language_info"] = new JsonObject
        {
            ["file_extension"] = ".cs",
            ["mimetype"] = "text/x-csharp",
            ["name"] = "C#",
            ["pygments_lexer"] = "csharp",
        },
        ["polyglot_notebook"] = new JsonObject
        {
            ["kernelInfo"] = new JsonObject
            {
                ["defaultKernelName"] = "csharp",
                ["items"] = new JsonArray(new JsonObject { ["aliases"] = new JsonArray(), ["languageName"] = "csharp", ["name"] = "csharp" }),
            },
        },
    };

    /// <summary>The first chart with HTML: plotly.js goes before it, once.</summary>
    private static CellEvent.Shown? FirstDrawn(ExecutedNotebook notebook) => notebook.Figures.FirstOrDefault(figure => figure.Html is not null);

    private static JsonObject Cell(ExecutedCell cell, int index, CellEvent.Shown? firstDrawn)
    {
        var node = new JsonObject { ["cell_type"] = "markdown", ["id"] = $"cell-{index + 1}", ["metadata"] = new JsonObject() };
        if (cell.Number is not null)
        {
            node["cell_type"] = "code";
            node["execution_count"] = cell.Started ? cell.Number : null;
            node["metadata"] = new JsonObject { ["polyglot_notebook"] = new JsonObject { ["kernelName"] = "csharp" } };
            node["outputs"] = new JsonArray([.. cell.Outputs.SelectMany(output => WithScript(output, firstDrawn)).Select(output => Output(output, cell.Number))]);
        }
        node["source"] = Lines(cell.Cell.Source);
        return node;
    }

    private static IEnumerable<CellEvent> WithScript(CellEvent output, CellEvent.Shown? firstDrawn) => ReferenceEquals(output, firstDrawn)
        ? [new CellEvent.Shown(Plot.Script.ToString(), Plot.Script.ToHtml(), null) { Display = 0 }, output] : [output];

    private static JsonObject Output(CellEvent output, int? number) => output switch
    {
        CellEvent.Printed printed => new JsonObject { ["name"] = printed.Stream, ["output_type"] = "stream", ["text"] = Lines(printed.Text) },
        CellEvent.Shown shown => Shown(shown, number),
        CellEvent.Failed failed => new JsonObject
        {
            ["ename"] = failed.Name,
            ["evalue"] = failed.Message,
            ["output_type"] = "error",
            ["traceback"] = new JsonArray([.. failed.Trace.Select(line => JsonValue.Create(line))]),
        },
        _ => throw new InvalidOperationException($"{output.GetType().Name} is no output."),
    };

    private static JsonObject Shown(CellEvent.Shown shown, int? number)
    {
        var node = new JsonObject { ["data"] = Forms(shown) };
        if (shown.Display is null)
        {
            node["execution_count"] = number;
        }
        node["metadata"] = shown.Image is { } image ? new JsonObject { [StillImage.MimeType] = Size(image) } : new JsonObject();
        node["output_type"] = shown.Display is null ? "execute_result" : "display_data";
        return node;
    }

    private static JsonObject Forms(CellEvent.Shown shown)
    {
        var forms = new JsonObject();
        if (shown.PlainFigure() is { } figure)
        {
            forms["application/vnd.plotly.v1+json"] = JsonNode.Parse(figure);
        }
        if (shown.Image is { } image)
        {
            forms[StillImage.MimeType] = Convert.ToBase64String(image.Png);
        }
        if (shown.Html is not null)
        {
            forms["text/html"] = Lines(shown.Html);
        }
        forms["text/plain"] = Lines(shown.Text);
        return forms;
    }

    private static JsonObject Size(StillImage image) => new() { ["height"] = image.Height, ["width"] = image.Width };

    /// <summary>Text as the format stores it: a list of lines with their ends, so that diffs are by line.</summary>
    private static JsonArray Lines(string text)
    {
        var lines = text.Split('\n');
        return new JsonArray([.. lines.Select((line, i) => i < lines.Length - 1 ? line + "\n" : line).Where(line => line.Length > 0).Select(line => JsonValue.Create(line))]);
    }
}
