using GenreNotebooks.Data;
using GenreNotebooks.Display;
using GenreNotebooks.Evaluation;
using static System.FormattableString;

namespace GenreNotebooks.Runs;

/// <summary>Training runs side by side: a row for runs that differ only in their seed, and the difference of each row from the first.</summary>
/// <remarks>
/// Intervals of rows with several seeds are over the seeds. A row with one run has an interval over its test songs, which leaves out the luck of the
/// first weights and of the split; with artists apart it has none, because its record does not say which songs are whose. Scores on test songs compare; they do not choose: report a chosen setting's score on other songs.
/// </remarks>
[TypeFormatterSource(typeof(HtmlFormatterSource))]
public sealed class RunComparison : IHtmlDisplay
{
    private readonly RunNames names;

    private RunComparison(IReadOnlyList<RunRecord[]> groups)
    {
        names = new(groups.Select(group => group[0].Setting));
        Rows = [.. groups.Zip(NamesOf(groups), (group, name) => ComparedRuns.Of(name, group))];
        Differences = [.. Rows.Skip(1).Select(row => RunDifference.Between(row, Rows[0]))];
    }

    /// <summary>The rows, in the order of their first runs.</summary>
    public IReadOnlyList<ComparedRuns> Rows { get; }

    /// <summary>The differences of all rows but the first from the first.</summary>
    public IReadOnlyList<RunDifference> Differences { get; }

    /// <summary>The accuracy of each row with a score, in the form that <c>Plot.Comparison</c> takes.</summary>
    public IReadOnlyList<(string Name, Estimate Accuracy)> Accuracies => [.. from row in Rows where row.Accuracy is not null select (row.Name, row.Accuracy)];

    /// <summary>
    /// The accuracy by genre of each row with a score, in the form that <c>Plot.PerGenreAccuracy</c> takes: of the rows with the genres of the first.
    /// </summary>
    public IReadOnlyList<(string Name, IReadOnlyDictionary<string, Estimate?> PerClass)> PerGenre
    {
        get
        {
            ComparedRuns[] scored = [.. Rows.Where(row => row.Accuracy is not null)];
            return [.. from row in scored where row.PerClass.Keys.SequenceEqual(scored[0].PerClass.Keys) select (row.Name, row.PerClass)];
        }
    }

    /// <summary>The share of the largest genre, if it is the same for all runs; otherwise null.</summary>
    public double? BaseRate => Rows.SelectMany(row => row.Runs).Select(run => run.Data.BaseRate).Distinct().ToArray() is [var rate] ? rate : null;

    /// <summary>Compares runs.</summary>
    /// <param name="runs">The runs, at least one. Of a run given twice the first counts; runs of two builds stay apart if they have a seed in common.</param>
    /// <exception cref="InputException">There is no run.</exception>
    public static RunComparison Of(IEnumerable<RunRecord> runs)
    {
        RunRecord[] all = [.. runs.GroupBy(run => run.Id).Select(same => same.FirstOrDefault(run => run.HasEnded) ?? same.First())];
        if (all.Length == 0)
        {
            throw new InputException("There is no run to compare: expected at least two.");
        }
        var repeated = all.GroupBy(RunIdentity.Of).Where(same => same.Count() > 1).Select(same => RunIdentity.WithoutSeed(same.First())).ToHashSet();
        return new([.. from run in all
                       let identity = RunIdentity.WithoutSeed(run)
                       group run by (identity, Build: repeated.Contains(identity) ? run.Environment.LibraryBuild : "") into row
                       select row.OrderBy(run => run.Seed).ToArray()]);
    }

    /// <summary>A table of the rows: what differs between them, and their scores with 95 % intervals.</summary>
    public Table ToTable()
    {
        var data = Rows.Select(row => row.Songs).Distinct().Count() > 1;
        var build = Rows.Select(row => row.Build).Distinct().Count() > 1;
        string[] headers = ["model", .. names.Options, .. data ? new[] { "songs" } : [], .. build ? new[] { "build" } : [], "seed", "accuracy", "95 %", "macro F1", "95 %"];
        return Table.Of(headers, Rows.Select(row =>
        {
            var values = row.Setting.Values;
            object?[] scores = row.Accuracy is null ? [row.State, Table.Absent, Table.Absent, Table.Absent]
                : [row.Accuracy.MeanAndSd + row.StateOfSome, row.Accuracy.Interval, row.MacroF1!.MeanAndSd, row.MacroF1.Interval];
            return (IReadOnlyList<object?>)
            [
                row.Setting.Model, .. names.Options.Select(name => values.ContainsKey(name) ? RunNames.TextOf(values[name]) : Table.Absent),
                .. data ? new[] { row.Songs } : [], .. build ? new[] { row.Build } : [], row.Seeds, .. scores,
            ];
        }), "±: one standard deviation over seeds; 95 %: over seeds where there are several, else over the test songs of the one run" + ArtistsApart + Sample);
    }

    /// <summary>A table of the differences from the first row, in accuracy and macro-F1, with 95 % intervals.</summary>
    public Table ToDifferenceTable() => Table.Of(["runs", "accuracy", "95 %", "macro F1", "95 %", "from"], Differences.Select(difference =>
        (IReadOnlyList<object?>)[difference.Name, .. Signed(difference.Accuracy), .. Signed(difference.MacroF1), difference.Basis]), NoteOf());

    /// <summary>A table of the accuracy by genre, and of its difference from the first row.</summary>
    public Table ToGenreTable() => Table.Of(["genre", "runs", "accuracy", "95 %", "minus the first", "95 %"],
        from genre in Rows.SelectMany(row => row.PerClass.Keys).Distinct()
        from row in Rows.Index()
        let score = row.Item.PerClass.GetValueOrDefault(genre)
        where row.Item.PerClass.ContainsKey(genre)
        let difference = row.Index == 0 ? null : Differences[row.Index - 1].PerClass.GetValueOrDefault(genre)
        select (IReadOnlyList<object?>)[genre, row.Item.Name, score?.MeanAndSd ?? Table.Absent, score?.Interval ?? Table.Absent, .. Signed(difference)]);

    /// <summary>The <see cref="ToTable">table</see> and the <see cref="ToDifferenceTable">differences</see> as HTML.</summary>
    public string ToHtml() => ToTable().ToHtml() + (Differences.Count > 0 ? ToDifferenceTable().ToHtml() : "");

    /// <summary>The <see cref="ToTable">table</see> and the <see cref="ToDifferenceTable">differences</see> as text.</summary>
    public override string ToString() => ToTable() + (Differences.Count > 0 ? $"\n\n{ToDifferenceTable()}" : "");

    private bool OnOneSeed => Differences.Any(difference => difference.Accuracy is { Sd: null } one && double.IsFinite(one.Low));

    private string ArtistsApart => Rows.Any(row => row.Runs is [{ Split: SplitKind.Artist }] && row.Accuracy is not null)
        ? "; none for one run with artists apart, whose songs are not independent: give it more seeds, or use evaluate" : "";

    private string Sample => Rows.SelectMany(row => row.Runs).Select(run => run.Data.IsSample).Distinct().ToArray() is [var one]
        ? one ? $". {DataOrigin.SampleNote}" : "" : $". Rows named sample: {DataOrigin.SampleNote}";

    private string NoteOf() => $"minus {Rows[0].Name}, over the seeds that both have"
        + (OnOneSeed ? "; over one seed, the interval is over its test songs, as if the two runs were independent, and leaves out the luck of the first weights and of the split" : "")
        + (Differences.Count(difference => difference.Accuracy is not null) > 1 ? "; each interval is for one comparison, and about one in twenty misses the truth by chance" : "")
        + Sample;

    private static string[] Signed(Estimate? difference) => difference is null ? [Table.Absent, Table.Absent]
        : [Invariant($"{difference.Mean:+0.0000;-0.0000;0.0000}"), difference.Interval];

    /// <summary>A name for each row: network and options that differ, and as far as they tell rows apart the build and the id of a run.</summary>
    private string[] NamesOf(IReadOnlyList<RunRecord[]> groups)
    {
        var mixed = groups.Select(group => group[0].Data.Kind).Distinct().Count() > 1;
        string[] found = [.. groups.Select(group => names.Of(group[0].Setting) + (mixed ? $", {group[0].Data.Kind}" : ""))];
        foreach (var more in new Func<RunRecord, string>[] { run => $"build {run.ShortBuild}", run => $"run {run.Id}" })
        {
            string[] longer = [.. groups.Zip(found, (group, name) => $"{name}, {more(group[0])}")];
            var apart = found.Zip(longer).GroupBy(name => name.First, name => name.Second).Where(same => same.Distinct().Count() > 1).Select(same => same.Key).ToHashSet();
            found = [.. found.Zip(longer, (name, other) => apart.Contains(name) ? other : name)];
        }
        return found;
    }
}
