using GenreNotebooks.Data;
using GenreNotebooks.Files;
using GenreNotebooks.Runs;

namespace GenreNotebooks.Cli.Notebooks;

/// <summary>
/// Executed notebooks to be kept in the repository and read anywhere, <c>rendered/NAME.ipynb</c> beside each: charts as
/// Plotly's JSON, for where scripts run, and as images for where they do not; no plotly.js, and nothing that differs from
/// one run or machine to another.
/// </summary>
internal sealed class RenderedCopies : IRunOutput, IDisposable
{
    private readonly DirectoryInfo runs = Directory.CreateTempSubdirectory("genre-notebooks-runs-");
    private readonly List<string> written = [];

    /// <summary>What the notebooks find: no song of anybody, no run made before, and one processor, so that runs finish in order.</summary>
    public IReadOnlyDictionary<string, string?> Environment => new Dictionary<string, string?>
    {
        [DataFolder.EnvironmentVariable] = DataFolder.SampleWord,
        [RunStore.EnvironmentVariable] = runs.FullName,
        ["DOTNET_PROCESSOR_COUNT"] = "1",
    };

    public string Place => "rendered/ beside each notebook";

    public static string PathOf(Notebook notebook) => Path.Combine(FolderOf(notebook), "rendered", $"{notebook.Name}.ipynb");

    public void Write(ExecutedNotebook notebook)
    {
        if (notebook.FailedCell is null)
        {
            var path = PathOf(notebook.Notebook);
            AtomicFile.WriteAllText(path, IpynbWriter.Write(Render(notebook)));
            written.Add(path);
        }
        // What the next shows does not depend on whether this one ran before.
        foreach (var left in runs.EnumerateFileSystemInfos())
        {
            (left as DirectoryInfo)?.Delete(recursive: true);
            (left as FileInfo)?.Delete();
        }
    }

    public void Summarise(TextWriter output) => written.ForEach(path => output.WriteLine($"Rendered {ShownPath.Of(path)}"));

    public void Dispose() => runs.Delete(recursive: true);

    private ExecutedNotebook Render(ExecutedNotebook executed)
    {
        var places = Places(executed.Notebook);
        var rendered = new ExecutedNotebook(executed.Notebook);
        foreach (var (from, to) in executed.CodeCells.Zip(rendered.CodeCells))
        {
            foreach (var output in from.Outputs)
            {
                to.Add(Render(output, text => Without(places, text)));
            }
            to.Add(new CellEvent.Finished());
        }
        return rendered;
    }

    private static CellEvent Render(CellEvent output, Func<string, string> withoutPlaces) => output switch
    {
        CellEvent.Printed printed => printed with { Text = Timeless.Text(withoutPlaces(printed.Text)) },
        CellEvent.Shown shown => shown with
        {
            Text = Timeless.Text(withoutPlaces(shown.Text)),
            Html = IsForScripts(shown) ? null : Timeless.Html(withoutPlaces(shown.Html!)),
            Image = shown.Figure is null ? null : StillImage.Of(shown.Figure),
        },
        _ => output,
    };

    private static bool IsForScripts(CellEvent.Shown shown) => shown.Html is null || shown.Figure is not null;

    /// <summary>Folders of this machine, and what to write in their place.</summary>
    private (string Folder, string Name)[] Places(Notebook notebook)
    {
        var folders = new List<(string, string)> { (runs.FullName, "artifacts/runs"), (FolderOf(notebook) + Path.DirectorySeparatorChar, "") };
        if (RepositoryRoot.Find(FolderOf(notebook)) is { } root)
        {
            folders.Add((root + Path.DirectorySeparatorChar, ""));
        }
        return [.. folders];
    }

    private static string Without((string Folder, string Name)[] places, string text) =>
        places.Aggregate(text, (rest, place) => rest.Replace(place.Folder, place.Name, StringComparison.Ordinal));

    private static string FolderOf(Notebook notebook) => Path.GetDirectoryName(Path.GetFullPath(notebook.Path))!;
}
