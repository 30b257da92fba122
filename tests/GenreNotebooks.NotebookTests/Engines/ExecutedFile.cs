using System.Diagnostics;
using System.Text.Json.Nodes;
using Xunit;

namespace GenreNotebooks.NotebookTests.Engines;

/// <summary>A notebook that a program executed from its first cell to its last.</summary>
/// <param name="Exit">Of the program.</param>
/// <param name="Log">What the program printed.</param>
/// <param name="Cells">The code cells with their outputs.</param>
internal sealed record ExecutedFile(int Exit, string Log, IReadOnlyList<JsonNode> Cells)
{
    /// <summary>Runs the program, and reads what it wrote.</summary>
    public static async Task<ExecutedFile> RunAsync(ProcessStartInfo start, string written)
    {
        var finished = await FinishedProcess.RunAsync(start);
        Assert.True(File.Exists(written), finished.Log);
        var cells = JsonNode.Parse(await File.ReadAllTextAsync(written))!["cells"]!.AsArray();
        return new(finished.Exit, finished.Log, [.. cells.Where(cell => (string)cell!["cell_type"]! == "code")!]);
    }

    /// <summary>Asserts that no cell failed and that each was run.</summary>
    public void AssertSucceeded(int cells)
    {
        var failed = Cells.FirstOrDefault(cell => cell["outputs"]!.AsArray().Any(output => (string)output!["output_type"]! == "error"));
        Assert.True(failed is null, failed?.ToJsonString());
        Assert.True(Exit == 0, Log);
        Assert.Equal(cells, Cells.Count);
    }

    /// <summary>Everything that was printed and shown, in one form.</summary>
    public string All(string mimeType) => string.Join('\n', Cells.SelectMany(cell => cell["outputs"]!.AsArray())
        .Select(output => output!["text"] ?? output["data"]?[mimeType]).OfType<JsonNode>()
        .Select(text => text is JsonArray lines ? string.Concat(lines.Select(line => (string)line!)) : (string)text!));
}
