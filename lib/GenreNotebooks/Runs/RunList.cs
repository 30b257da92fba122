using System.Globalization;
using System.Text.Json.Nodes;
using GenreNotebooks.Display;
using GenreNotebooks.Estimators;
using GenreNotebooks.Files;
using static System.FormattableString;

namespace GenreNotebooks.Runs;

/// <summary>The training runs that are kept in files, oldest first.</summary>
[TypeFormatterSource(typeof(HtmlFormatterSource))]
public sealed class RunList : IHtmlDisplay
{
    private RunList(IEnumerable<KeptRun> runs, IReadOnlyList<string> unreadable) => (Runs, Unreadable) =
        ([.. runs.OrderByDescending(run => run.Run.HasEnded).DistinctBy(run => run.Run.Id).OrderBy(run => run.When)], unreadable);

    /// <summary>The folder where <c>sweep</c> keeps its runs: <c>artifacts/sweep</c> of the repository around the working directory, or of that directory.</summary>
    public static string SweepFolder => Path.GetFullPath(Path.Combine(RepositoryRoot.Find() ?? ".", "artifacts", "sweep"));

    /// <summary>The runs, oldest first. Of a run kept in several places, one is listed.</summary>
    public IReadOnlyList<KeptRun> Runs { get; }

    /// <summary>What is wrong with files in a folder that look like records and cannot be read.</summary>
    public IReadOnlyList<string> Unreadable { get; }

    /// <summary>The runs of notebooks and <c>train</c> in <see cref="RunStore.Default"/>, and those of <c>sweep</c>.</summary>
    public static RunList Default => Read([.. ((string[])[RunStore.Default.Folder, Path.Combine(SweepFolder, RunLines.FileName)]).Where(Path.Exists)]);

    /// <summary>The runs by network, the options that differ, and seed.</summary>
    public IReadOnlyList<RunRecord> BySetting => SweepSummary.Sorted([.. Runs.Select(kept => kept.Run)]);

    /// <summary>Reads runs.</summary>
    /// <param name="places">Records, files <c>runs.jsonl</c>, and folders of them.</param>
    /// <exception cref="InputException">A file is missing or is no record.</exception>
    public static RunList Read(params IReadOnlyList<string> places)
    {
        ArgumentNullException.ThrowIfNull(places);
        var unreadable = new List<string>();
        return new(places.SelectMany(place => In(place, unreadable)).ToList(), unreadable);
    }

    /// <summary>The run with an id.</summary>
    /// <param name="id">The id, or its first digits.</param>
    /// <exception cref="InputException">No run or several begin so.</exception>
    public RunRecord this[string id] => Runs.Where(run => run.Run.Id.StartsWith(id, StringComparison.OrdinalIgnoreCase) && id.Length > 0).ToList() switch
    {
        [var one] => one.Run,
        [] => throw new InputException($"{id}: found no such run, file or folder, expected the id of a run (the command runs lists {Runs.Count}), a record, or a folder of runs."),
        var several => throw new InputException($"{id}: found {several.Count} runs, {string.Join(", ", several.Take(5).Select(run => run.Run.Id))}{(several.Count > 5 ? ", …" : "")}, expected one: give more digits."),
    };

    /// <summary>A table of the runs: what differs from the post's settings, the songs, and the accuracy on test songs, dropout off.</summary>
    public Table ToTable() => Table.Of(["id", "when", "network", "differs from the post in", "seed", "songs", "accuracy", "epochs"], Runs.Select(kept =>
    {
        var run = kept.Run;
        return (IReadOnlyList<object?>)
        [
            run.Id, kept.When.ToLocalTime().ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture), run.Model, ChangesOf(run), Invariant($"{run.Seed}"),
            Invariant($"{(run.Data.Kind == "sample" ? "SAMPLE" : run.Data.Kind)}, {run.Data.Rows:N0}"),
            run.Final is { } final ? Invariant($"{final.Accuracy:0.0000}") : run.State,
            run.History.Count == run.Options.Epochs ? Invariant($"{run.History.Count}") : Invariant($"{run.History.Count} of {run.Options.Epochs}"),
        ];
    }), Runs.Count == 0 ? "no runs yet" : "");

    /// <summary>The <see cref="ToTable">table</see> as HTML.</summary>
    public string ToHtml() => ToTable().ToHtml();

    /// <summary>The <see cref="ToTable">table</see> as text.</summary>
    public override string ToString() => ToTable().ToString();

    /// <summary>What differs from the post's settings or, if that is less, from those of the recipe <c>network</c>.</summary>
    private static string ChangesOf(RunRecord run)
    {
        var post = Differences(run, RunSetting.ValuesOf(Recipe.Blog));
        var ours = run.Kind is { } kind ? Differences(run, RunSetting.ValuesOf(Recipe.Network(kind, run.Options.WithYear))).Prepend("recipe network").ToList() : post;
        return string.Join(", ", ours.Count < post.Count ? ours : post);
    }

    private static List<string> Differences(RunRecord run, JsonObject settings) =>
        [.. from option in run.Setting.Values
            where option.Key != RunNames.Seed && option.Value?.ToJsonString() != settings[option.Key]?.ToJsonString()
            select $"{option.Key} {RunNames.TextOf(option.Value)}"];

    private static IEnumerable<KeptRun> In(string place, List<string> unreadable)
    {
        if (!Directory.Exists(place))
        {
            return Path.GetFileName(place) == RunLines.FileName && File.Exists(place) ? OfLines(place) : [new(RunRecord.Load(place), place)];
        }
        var files = new DirectoryInfo(place).EnumerateFiles("*", new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.ReparsePoint, IgnoreInaccessible = true });
        return files.Where(file => file.Name == RunLines.FileName || (file.Extension == ".json" && file.Length > 0 && FileKind.RunRecord.MayReplace(file.FullName)))
            .SelectMany(file => OfFile(file.FullName, unreadable));
    }

    private static List<KeptRun> OfFile(string path, List<string> unreadable)
    {
        try
        {
            return Path.GetFileName(path) == RunLines.FileName ? OfLines(path) : [new(RunRecord.Load(path), path)];
        }
        catch (InputException exception)
        {
            unreadable.Add(exception.Message);
            return [];
        }
    }

    private static List<KeptRun> OfLines(string path) => [.. new RunLines(Path.GetDirectoryName(Path.GetFullPath(path))!).Read().Select(run => new KeptRun(run, path))];
}

/// <summary>A run in a file.</summary>
/// <param name="Run">The run.</param>
/// <param name="File">The file.</param>
public sealed record KeptRun(RunRecord Run, string File)
{
    /// <summary>When the run ended, in UTC; of a record that does not say, when its file was last written.</summary>
    public DateTime When => Run.Ended ?? System.IO.File.GetLastWriteTimeUtc(File);
}
