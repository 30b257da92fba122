using System.Text.Json.Nodes;
using GenreNotebooks.Cli.Notebooks;
using GenreNotebooks.Tests.Packaging;
using Xunit;

namespace GenreNotebooks.NotebookTests.Engines;

/// <summary>The project's notebooks with parameters that keep them short.</summary>
internal static class SmallNotebooks
{
    private static readonly Dictionary<string, string> Values = new()
    {
        ["epochs"] = "2",
        ["batchSize"] = "64",
        ["seeds"] = "1",
        ["candidates"] = "2",
        ["model"] = "metadata",
        ["embeddingSizes"] = "2,3",
        ["minFrequencies"] = "1,5",
        ["depths"] = "0,1",
        ["poolings"] = "mean",
    };

    private static readonly string[] Files = [.. Directory.GetFiles(Repository.File("notebooks"), "*.dib").Order(StringComparer.Ordinal)];

    public static TheoryData<string> Names { get; } = [.. Files.Select(file => Path.GetFileNameWithoutExtension(file))];

    public static Notebook Of(string name, params (string Name, string Value)[] values)
    {
        var all = Parameters.Apply([.. Files.Select(Notebook.Read)], Values);
        return Parameters.Apply([all.Single(notebook => notebook.Name == name)], values.ToDictionary(one => one.Name, one => one.Value)).Single();
    }

    /// <summary>The sources of its code cells.</summary>
    public static IReadOnlyList<string> Cells(string name, params (string Name, string Value)[] values) => [.. Of(name, values).CodeCells.Select(cell => cell.Source)];

    /// <summary>As a <c>.dib</c> file: the original text, with the new parameters.</summary>
    public static string Dib(string name)
    {
        var path = Files.Single(file => Path.GetFileNameWithoutExtension(file) == name);
        return Notebook.Read(path).Cells.Zip(Of(name).Cells)
            .Aggregate(File.ReadAllText(path), (text, cells) => text.Replace(cells.First.Source, cells.Second.Source, StringComparison.Ordinal));
    }

    /// <summary>As an <c>.ipynb</c> file without outputs, as <c>convert</c> writes it.</summary>
    public static string Ipynb(string name) => IpynbWriter.Write(new(Of(name)));

    public static string Ipynb(IEnumerable<(bool IsCode, string Source)> cells) => new JsonObject
    {
        ["cells"] = new JsonArray([.. cells.Select(Cell)]),
        ["metadata"] = new JsonObject
        {
            ["kernelspec"] = new JsonObject { ["name"] = ".net-csharp", ["display_name"] = ".NET (C#)", ["language"] = "C#" },
        },
        ["nbformat"] = 4,
        ["nbformat_minor"] = 5,
    }.ToJsonString();

    private static JsonObject Cell((bool IsCode, string Source) cell, int index)
    {
        var node = new JsonObject
        {
            ["id"] = $"cell-{index}",
            ["cell_type"] = cell.IsCode ? "code" : "markdown",
            ["metadata"] = new JsonObject(),
            ["source"] = cell.Source,
        };
        if (cell.IsCode)
        {
            (node["outputs"], node["execution_count"]) = (new JsonArray(), null);
        }
        return node;
    }
}
