using System.Text.Json.Nodes;
using GenreNotebooks.Cli.Notebooks;

namespace GenreNotebooks.NotebookTests.Rendering;

/// <summary>A rendered copy held against its notebook.</summary>
internal sealed class RenderedCopy(Notebook notebook)
{
    private const string Mend = "'dotnet run --project lib/GenreNotebooks.Cli -c Release -- run --render' mends it.";

    public string Path { get; } = RenderedCopies.PathOf(notebook);

    public JsonNode Read() => JsonNode.Parse(File.ReadAllText(Path))!;

    /// <summary>Every output of every cell.</summary>
    public IEnumerable<JsonNode> Outputs => Read()["cells"]!.AsArray().SelectMany(cell => cell!["outputs"]?.AsArray() ?? []).Select(output => output!);

    /// <summary>How the copy is out of step with its notebook, and what to do; null if it is not.</summary>
    public string? OutOfStep()
    {
        if (!File.Exists(Path))
        {
            return $"{notebook.FileName} has no rendered copy: {Mend}";
        }
        var copy = Read();
        var cells = copy["cells"]!.AsArray();
        if (!JsonNode.DeepEquals(copy["metadata"], JsonNode.Parse(IpynbWriter.Write(new(notebook)))!["metadata"]))
        {
            return $"The rendered copy of {notebook.FileName} has other metadata: {Mend}";
        }
        if (cells.Count != notebook.Cells.Count)
        {
            return $"{notebook.FileName} has {notebook.Cells.Count} cells, its rendered copy {cells.Count}: {Mend}";
        }
        return notebook.Cells.Zip(cells, (cell, rendered) => Differs(cell, rendered!)).FirstOrDefault(differs => differs is not null);
    }

    private string? Differs(NotebookCell cell, JsonNode rendered)
    {
        var same = string.Concat(rendered["source"]!.AsArray().Select(line => (string)line!)) == cell.Source
            && (string)rendered["cell_type"]! == (cell.Kind == CellKind.Code ? "code" : "markdown");
        var what = !same ? "is another in the rendered copy"
            : ShowsSomething(cell) && rendered["outputs"]!.AsArray().Count == 0 ? "shows nothing in the rendered copy" : null;
        return what is null ? null : $"The cell in line {cell.FirstLine} of {notebook.FileName} {what}: {Mend}";
    }

    // It prints, or ends on a value.
    private static bool ShowsSomething(NotebookCell cell) => cell.Kind == CellKind.Code
        && (cell.Source.Contains("Console.Write", StringComparison.Ordinal) || (cell.Source[^1] is not (';' or '}') && cell.Source[0] != '#'));
}
