using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using GenreNotebooks.Plots;

namespace GenreNotebooks.Cli.Notebooks;

/// <summary>
/// Writes an executed notebook in Jupyter's format, nbformat 4.5, with the metadata that .NET engines read. An <c>.ipynb</c> keeps all that it
/// came with except its outputs. Images beside the notebook become attachments.
/// </summary>
internal static partial class IpynbWriter
{
    private const int Minor = 5;

    private static readonly JsonSerializerOptions Layout = new()
    {
        WriteIndented = true,
        IndentSize = 1,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <param name="notebook">The notebook.</param>
    /// <param name="origin">From <see cref="CopyOrigin"/>: added to the metadata, and as a last cell.</param>
    public static string Write(ExecutedNotebook notebook, JsonObject? origin = null)
    {
        var document = notebook.Notebook.Document?.DeepClone().AsObject() ?? NewDocument(notebook);
        var cells = document["cells"]!.AsArray();
        var firstDrawn = FirstDrawn(notebook);
        foreach (var (cell, node) in notebook.Cells.Zip(cells, (cell, node) => (cell, node!.AsObject())))
        {
            Fill(node, cell, firstDrawn, notebook.Notebook.Folder);
        }
        var metadata = ObjectIn(document, "metadata");
        if (origin is not null)
        {
            metadata[CopyOrigin.Name] = origin;
            cells.Add(new JsonObject { ["cell_type"] = "markdown", ["id"] = "origin", ["metadata"] = new JsonObject(), ["source"] = Lines(CopyOrigin.Line(origin)) });
        }
        GiveIds(cells);
        foreach (var (name, value) in Metadata())
        {
            metadata.TryAdd(name, value?.DeepClone());
        }
        document["nbformat"] = 4;
        document["nbformat_minor"] = Math.Max(Minor, document["nbformat_minor"] is JsonValue minor && minor.TryGetValue(out int later) ? later : 0);
        return document.ToJsonString(Layout) + "\n";
    }

    private static JsonObject NewDocument(ExecutedNotebook notebook) => new()
    {
        ["cells"] = new JsonArray([.. notebook.Cells.Select((cell, index) => new JsonObject
        {
            ["cell_type"] = cell.Cell.Kind == CellKind.Code ? "code" : "markdown",
            ["id"] = NewId(index),
            ["metadata"] = cell.Cell.Kind == CellKind.Code ? new JsonObject { ["polyglot_notebook"] = new JsonObject { ["kernelName"] = "csharp" } } : new JsonObject(),
        })]),
        ["metadata"] = new JsonObject(),
    };

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

    private static void Fill(JsonObject node, ExecutedCell cell, CellEvent.Shown? firstDrawn, string folder)
    {
        var metadata = ObjectIn(node, "metadata");
        var source = cell.Cell.Source;
        if (cell.Cell.Kind == CellKind.Code)
        {
            metadata.Remove("execution"); // the times of an earlier run
            node["execution_count"] = cell.Started ? cell.Number : null;
            node["outputs"] = new JsonArray([.. cell.Outputs.SelectMany(output => WithScript(output, firstDrawn)).Select(output => Output(output, cell.Number))]);
        }
        else if (cell.Cell.Kind == CellKind.Markdown)
        {
            source = new CellImages(folder, node).Attach(source);
        }
        node["source"] = Lines(source);
    }

    private static JsonObject ObjectIn(JsonObject parent, string name)
    {
        if (parent[name] is not JsonObject)
        {
            parent[name] = new JsonObject();
        }
        return parent[name]!.AsObject();
    }

    // Before 4.5 cells had none, and copied cells may share one.
    private static void GiveIds(JsonArray cells)
    {
        var taken = new HashSet<string>();
        var without = cells.Index().Where(cell => NotebookJson.Text(cell.Item!["id"]) is not { } id || !Id().IsMatch(id) || !taken.Add(id)).ToList();
        foreach (var (index, cell) in without)
        {
            var id = NewId(index);
            while (!taken.Add(id))
            {
                id += "-2";
            }
            cell!["id"] = id;
        }
    }

    private static string NewId(int index) => $"cell-{index + 1}";

    [GeneratedRegex("^[a-zA-Z0-9_-]{1,64}$")]
    private static partial Regex Id();

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
