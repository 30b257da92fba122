using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using GenreNotebooks.Plots;

namespace GenreNotebooks.Cli.Notebooks;

/// <summary>An executed notebook in Jupyter's format, nbformat 4.5, with the metadata that .NET engines look for.</summary>
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

    /// <summary>The first chart that draws itself where scripts run: plotly.js goes before it, once.</summary>
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

    /// <summary>Text as the format stores it: a list of lines, each with its end, so that differences show by line.</summary>
    private static JsonArray Lines(string text)
    {
        var lines = text.Split('\n');
        return new JsonArray([.. lines.Select((line, i) => i < lines.Length - 1 ? line + "\n" : line).Where(line => line.Length > 0).Select(line => JsonValue.Create(line))]);
    }
}
