using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using GenreNotebooks.Data;
using GenreNotebooks.Display;
using GenreNotebooks.Files;
using GenreNotebooks.Runs;

namespace GenreNotebooks.Cli.Notebooks;

/// <summary>
/// Executed notebooks to commit and to read anywhere, <c>rendered/NAME.ipynb</c> beside each: charts both as Plotly's JSON and
/// as images, no plotly.js, nothing that differs between runs or machines, and no lyrics of real songs.
/// </summary>
/// <param name="data">The songs.</param>
internal sealed class RenderedCopies(DataFolder data) : IRunOutput, IDisposable
{
    private readonly CopyOrigin origin = new(data);
    private readonly SongQuotes? quotes = data.IsSample ? null : new(data);
    private readonly DirectoryInfo runs = Directory.CreateTempSubdirectory("genre-notebooks-runs-");
    private readonly List<string> written = [];

    /// <summary>Environment variables for a notebook: hidden lyrics, no runs of other notebooks, and one processor, so that runs finish in order.</summary>
    public IReadOnlyDictionary<string, string?> EnvironmentOf(Notebook notebook) => new Dictionary<string, string?>
    {
        [DataFolder.EnvironmentVariable] = data.FolderPath ?? DataFolder.SampleWord,
        [HiddenLyrics.EnvironmentVariable] = HiddenLyrics.Word,
        [RunStore.EnvironmentVariable] = RunsOf(notebook),
        ["DOTNET_PROCESSOR_COUNT"] = "1",
    };

    public string Place => "rendered/ beside each notebook";

    public static string PathOf(Notebook notebook) => Path.Combine(FolderOf(notebook), "rendered", $"{notebook.Name}.ipynb");

    public void Write(ExecutedNotebook notebook)
    {
        if (notebook.FailedCell is null)
        {
            var path = PathOf(notebook.Notebook);
            AtomicFile.WriteAllText(path, IpynbWriter.Write(Render(notebook), origin.Of(notebook.Notebook)));
            written.Add(path);
        }
    }

    public void Summarise(TextWriter output) => written.ForEach(path => output.WriteLine($"Rendered {ShortPath.Of(path)}"));

    public void Dispose() => runs.Delete(recursive: true);

    private ExecutedNotebook Render(ExecutedNotebook executed)
    {
        var places = Places(executed.Notebook);
        var rendered = new ExecutedNotebook(executed.Notebook);
        foreach (var (from, to) in executed.CodeCells.Zip(rendered.CodeCells))
        {
            foreach (var output in from.Outputs)
            {
                to.Add(Render(output, text => WithoutQuotes(Without(places, text))));
            }
            to.Add(new CellEvent.Finished());
        }
        return rendered;
    }

    private CellEvent Render(CellEvent output, Func<string, string> clean) => output switch
    {
        CellEvent.Printed printed => printed with { Text = Durations.Hide(clean(printed.Text)) },
        CellEvent.Shown shown => Render(shown, clean, WithoutQuotesInJson(shown.Figure)),
        _ => output,
    };

    private static CellEvent.Shown Render(CellEvent.Shown shown, Func<string, string> clean, string? figure) => shown with
    {
        Text = Durations.Hide(clean(shown.Text)),
        Html = IsForScripts(shown) ? null : Durations.HideInHtml(clean(shown.Html!)),
        Figure = figure,
        Image = figure is null ? null : StillImage.Of(figure),
    };

    // Tables, items and batches hide lyrics themselves; a cell may also print them.
    private string WithoutQuotes(string text) => quotes?.Hide(text) ?? text;

    private string? WithoutQuotesInJson(string? json)
    {
        if (json is null || quotes is null)
        {
            return json;
        }
        var root = JsonNode.Parse(json)!;
        var quoting = Texts(root).Where(text => quotes.Find((string)text!).Count > 0).ToList();
        quoting.ForEach(text => text.ReplaceWith(quotes.Hide((string)text!)));
        return quoting.Count == 0 ? json : root.ToJsonString();
    }

    private static IEnumerable<JsonNode> Texts(JsonNode? node) => node switch
    {
        JsonObject members => members.SelectMany(member => Texts(member.Value)),
        JsonArray items => items.SelectMany(Texts),
        JsonValue value when NotebookJson.Text(value) is not null => [value],
        _ => [],
    };

    private static bool IsForScripts(CellEvent.Shown shown) => shown.Html is null || shown.Figure is not null;

    /// <summary>Folders of this machine, and the text that replaces them.</summary>
    private (string Folder, string Name)[] Places(Notebook notebook)
    {
        var folders = new List<(string, string)> { (RunsOf(notebook), "artifacts/runs"), (FolderOf(notebook) + Path.DirectorySeparatorChar, "") };
        if (RepositoryRoot.Find(FolderOf(notebook)) is { } root)
        {
            folders.Add((root + Path.DirectorySeparatorChar, ""));
        }
        return [.. folders];
    }

    private static string Without((string Folder, string Name)[] places, string text) =>
        places.Aggregate(text, (rest, place) => rest.Replace(place.Folder, place.Name, StringComparison.Ordinal));

    private string RunsOf(Notebook notebook) => Path.Combine(runs.FullName, notebook.Name);

    private static string FolderOf(Notebook notebook) => Path.GetDirectoryName(Path.GetFullPath(notebook.Path))!;
}

/// <summary>Hides durations in outputs: <c>0.45s</c>, <c>12 s</c>, and columns of tables with seconds in their names.</summary>
internal static partial class Durations
{
    private const string Hidden = "…";

    public static string Hide(string text)
    {
        var lines = Duration().Replace(text, $"$1{Hidden}$2").Split('\n');
        // A table may have a title above its header.
        for (int header = 0; header < lines.Length; header++)
        {
            foreach (Match column in SecondsColumn().Matches(lines[header]))
            {
                HideColumn(lines, header + 1, column.Index + column.Length);
            }
        }
        return string.Join('\n', lines);
    }

    public static string HideInHtml(string html)
    {
        var headers = HeaderCell().Matches(html).Select(cell => cell.Groups[1].Value).ToList();
        return Row().Replace(Duration().Replace(html, $"$1{Hidden}$2"), found => HideCells(found.Value, headers));
    }

    // Numbers are right-aligned, so they end where their header does.
    private static void HideColumn(string[] lines, int first, int end)
    {
        for (int i = first; i < lines.Length && lines[i].Length >= end; i++)
        {
            int start = lines[i].LastIndexOf(' ', end - 1) + 1;
            lines[i] = lines[i][..start] + Hidden.PadLeft(end - start) + lines[i][end..];
        }
    }

    private static string HideCells(string row, List<string> headers)
    {
        int column = 0;
        return DataCell().Replace(row, cell => headers.ElementAtOrDefault(column++)?.Contains("seconds", StringComparison.Ordinal) == true
            ? cell.Groups[1].Value + Hidden + cell.Groups[3].Value : cell.Value);
    }

    // Not 1950s: a decade is no duration.
    [GeneratedRegex(@"( ?) *\b(?:\d+\.\d+(?= ?m?s\b)|\d+(?= m?s\b))( ?m?s\b)")]
    private static partial Regex Duration();

    [GeneratedRegex(@"(?<=^|  )\S*seconds\S*(?: \S+)*")]
    private static partial Regex SecondsColumn();

    [GeneratedRegex("<tr>.*?</tr>", RegexOptions.Singleline)]
    private static partial Regex Row();

    [GeneratedRegex("<th [^>]*>([^<]*)</th>")]
    private static partial Regex HeaderCell();

    [GeneratedRegex("(<td[^>]*>)([^<]*)(</td>)")]
    private static partial Regex DataCell();
}
