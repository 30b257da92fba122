using System.CommandLine;
using GenreNotebooks.Cli.Notebooks;
using GenreNotebooks.Data;
using GenreNotebooks.Files;
using GenreNotebooks.Plots;
using GenreNotebooks.Runs;

namespace GenreNotebooks.Cli.Commands;

/// <summary><c>compare</c>: training runs side by side, as tables, a page and charts.</summary>
internal static class CompareCommand
{
    private static readonly Argument<string[]> Sources = new("RUN")
    {
        Description = $"Ids of the verb runs, or their first digits; records; files {RunLines.FileName}, or folders of runs. The first is what the others are compared with.",
        Arity = ArgumentArity.OneOrMore,
    };

    private static readonly Option<string?> Out = PathOption.Create("--out", "DIR", "Folder for the page and the charts. Default: a new folder in artifacts/compare.");

    public static Command Create()
    {
        var command = new Command("compare", "Compares training runs: what differs, accuracy, macro-F1 and genres, with 95 % intervals; those that differ only in their seed are one row.") { Sources, Out };
        command.SetAction(Compare);
        return command;
    }

    private static int Compare(ParseResult arguments)
    {
        var (output, error) = (arguments.InvocationConfiguration.Output, arguments.InvocationConfiguration.Error);
        var (sources, named) = (arguments.GetRequiredValue(Sources), arguments.GetValue(Out));
        var kept = new Lazy<RunList>(() => RunList.Default);
        var runs = sources.SelectMany(source => Find(source, kept, error.WriteLine)).ToList();
        var comparison = RunComparison.Of(runs);
        var onSample = runs.Any(run => run.Data.IsSample);
        if (onSample)
        {
            output.WriteLine($"SAMPLE DATA: {(runs.All(run => run.Data.IsSample) ? "these runs are" : "those named sample are")} on synthetic songs and say nothing about real music.");
        }
        output.WriteLine(comparison.ToString());
        var charts = Charts(comparison, [.. runs.Select(run => run.Data)]);
        var folder = named is null ? DatedFolder.Create(Path.GetFullPath(Path.Combine(RepositoryRoot.Find() ?? ".", "artifacts", "compare")), string.Join('-', sources.Select(NameOf))) : Path.GetFullPath(named);
        var page = Path.Combine(folder, ReportPage.FileName);
        AtomicFile.EnsureWritable(page, FileKind.Page);
        foreach (var (name, chart) in charts)
        {
            chart.Save(Path.Combine(folder, $"{name}.html"));
            chart.Save(Path.Combine(folder, $"{name}.json"));
        }
        ReportPage.WriteScript(folder);
        AtomicFile.WriteAllText(page, Page(comparison, charts, onSample, string.Join(' ', arguments.Tokens.Select(token => CommandList.Quote(token.Value)))), FileKind.Page);
        output.WriteLine();
        output.WriteLine(ShortPath.Of(page));
        return 0;
    }

    private static IEnumerable<RunRecord> Find(string source, Lazy<RunList> kept, Action<string> warn)
    {
        if (!Path.Exists(source))
        {
            return [kept.Value[source]];
        }
        var found = RunList.Read(source);
        foreach (var message in found.Unreadable)
        {
            warn($"Left out: {message}");
        }
        return found.Runs.Count > 0 ? found.BySetting : throw new InputException($"{source}: found no run, expected a record or a folder of runs.");
    }

    private static List<(string Name, Plot Chart)> Charts(RunComparison comparison, IReadOnlyList<DataOrigin> songs)
    {
        var charts = new List<(string, Plot)>();
        if (comparison.Accuracies.Count > 0)
        {
            charts.Add(("accuracy", Plot.Comparison("Test accuracy with 95 % interval", comparison.Accuracies, comparison.BaseRate).OnSongs(songs)));
            charts.Add(("genres", Plot.PerGenreAccuracy("Accuracy by genre with 95 % interval", comparison.PerGenre).OnSongs(songs)));
        }
        return charts;
    }

    private static string Page(RunComparison comparison, List<(string Name, Plot Chart)> charts, bool onSample, string command) => ReportPage.Write(
        $"Runs compared: {string.Join("; ", comparison.Rows.Take(3).Select(row => row.Name))}{(comparison.Rows.Count > 3 ? "; …" : "")}",
        string.Concat(
        [
            ReportPage.Warning(onSample, some: comparison.Rows.Any(row => !row.Runs[0].Data.IsSample)),
            .. charts.Take(1).Select(chart => ReportPage.Of(chart.Chart)),
            ReportPage.Heading("Scores"), ReportPage.Of(comparison.ToTable()),
            .. comparison.Differences.Count == 0 ? [] : (string[])[ReportPage.Heading("Differences"), ReportPage.Of(comparison.ToDifferenceTable())],
            ReportPage.Paragraph("The accuracies are those on test songs: do not choose a setting by them and then report its accuracy as a result."),
            ReportPage.Heading("By genre"), .. charts.Skip(1).Select(chart => ReportPage.Of(chart.Chart)), ReportPage.Of(comparison.ToGenreTable()),
            ReportPage.Heading("Command"), ReportPage.Code($"dotnet run --project lib/GenreNotebooks.Cli -c Release -- {command}"),
        ]));

    private static string NameOf(string source) => Path.GetFileNameWithoutExtension(Path.GetFileName(Path.TrimEndingDirectorySeparator(source)));
}
