using System.Globalization;
using System.Text.Json.Nodes;
using CsvHelper;
using GenreNotebooks.Data;
using GenreNotebooks.Display;
using GenreNotebooks.Evaluation;
using GenreNotebooks.Files;
using GenreNotebooks.Models;
using static System.FormattableString;

namespace GenreNotebooks.Runs;

/// <summary>Runs put together over their seeds: a row for each network and setting. The order of the runs does not matter.</summary>
[TypeFormatterSource(typeof(HtmlFormatterSource))]
public sealed class SweepSummary : IHtmlDisplay
{
    private SweepSummary(IReadOnlyList<RunRecord> runs)
    {
        (Names, Songs) = (new(runs.Select(run => run.Setting)), runs.Select(run => run.Data).FirstOrDefault());
        Rows = [.. Sorted(runs, Names).GroupBy(RunIdentity.WithoutSeed).Select(RowOf)];
    }

    /// <summary>The rows, by network, then by the options that differ.</summary>
    public IReadOnlyList<SweepRow> Rows { get; }

    /// <summary>The options that differ between rows, by the names that they have in a record.</summary>
    public IReadOnlyList<string> Options => Names.Options;

    /// <summary>The options to draw charts over: those of <see cref="Options"/> that are numbers; without any, the first that all rows have.</summary>
    public IReadOnlyList<string> NumericOptions
    {
        get
        {
            string[] numeric = [.. Options.Where(IsNumeric)];
            string[] others = ["embedding_dim", .. Rows.SelectMany(row => row.Setting.Network.Select(own => own.Key)), "epochs"];
            return numeric.Length > 0 ? numeric : [others.First(IsNumeric)];

            bool IsNumeric(string name) => Rows.All(row => RunNames.IsNumber(row.Setting.Values[name]));
        }
    }

    internal RunNames Names { get; }

    /// <summary>The songs of the runs; null without a run.</summary>
    internal DataOrigin? Songs { get; }

    /// <summary>Puts runs on the same songs together.</summary>
    /// <param name="runs">The runs; interrupted ones are left out, and of one given twice the first counts.</param>
    public static SweepSummary Of(IEnumerable<RunRecord> runs) =>
        new([.. runs.Where(run => run.HasEnded).DistinctBy(RunIdentity.Of)]);

    /// <summary>Runs by network, the options that differ between them, and seed.</summary>
    public static IReadOnlyList<RunRecord> Sorted(IReadOnlyList<RunRecord> runs) => Sorted(runs, new(runs.Select(run => run.Setting)));

    private static IReadOnlyList<RunRecord> Sorted(IReadOnlyList<RunRecord> runs, RunNames names) => [.. names.Options.Aggregate(
        runs.OrderBy(run => run.Kind ?? (ModelKind)int.MaxValue).ThenBy(run => run.Model, StringComparer.Ordinal),
        (sorted, option) => sorted.ThenBy(run => Order(run.Setting.Values[option]))).ThenBy(run => run.Seed)];

    /// <summary>The options that differ between the runs of a sweep, by the names that they have in a record, without the seed.</summary>
    public static IReadOnlyList<string> OptionsOf(IEnumerable<SweepPoint> points) => new RunNames(points.Select(point => point.Setting)).Options;

    /// <summary>Saves the rows with all options as CSV with headers, whole or not at all; numbers are not rounded.</summary>
    /// <exception cref="InputException">The file cannot be written.</exception>
    public void Save(string path)
    {
        using var text = new StringWriter();
        using (var csv = CsvWriter.Create(text, CsvWriterOptions.Default with { NewLine = "\n" }, leaveOpen: true))
        {
            string[] options = [.. RunSetting.ValuesOf(new()).Select(option => option.Key).Concat(Rows.SelectMany(row => row.Setting.Network.Select(own => own.Key))).Distinct().Where(name => name != RunNames.Seed)];
            csv.WriteHeader(["model", .. options, "data", "runs", "diverged", "accuracy_mean", "accuracy_sd", "macro_f1_mean", "macro_f1_sd", "seconds_mean"]);
            foreach (var row in Rows)
            {
                var values = row.Setting.Values;
                double?[] measured = [row.Runs, row.Diverged, row.Accuracy?.Mean, row.Accuracy?.Sd, row.MacroF1?.Mean, row.MacroF1?.Sd, row.Seconds];
                csv.WriteField(row.Setting.Model);
                Array.ForEach(options, option => csv.WriteField($"{values[option]}"));
                csv.WriteField(Songs!.Kind);
                Array.ForEach(measured, value => csv.WriteField(value?.ToString(CultureInfo.InvariantCulture) ?? ""));
                csv.EndRecord();
            }
        }
        AtomicFile.WriteAllText(path, text.ToString(), FileKind.SweepSummary);
    }

    /// <summary>
    /// A table: for each network and setting the mean and standard deviation over its seeds. If a run diverged, a column counts such runs.
    /// </summary>
    public Table ToTable()
    {
        var diverged = Rows.Sum(row => row.Diverged);
        string[] column = diverged > 0 ? ["diverged"] : [];
        return Table.Of(["model", .. Options, "runs", .. column, "accuracy", "macro F1", "seconds"], Rows.Select(row =>
        {
            var values = row.Setting.Values;
            object[] cells = [row.Setting.Model, .. Options.Select(name => values.ContainsKey(name) ? RunNames.TextOf(values[name]) : Table.Absent), row.Runs, .. column.Select(_ => row.Diverged)];
            return (IReadOnlyList<object?>)[.. cells, TextOf(row.Accuracy), TextOf(row.MacroF1), row.Seconds is { } seconds ? Invariant($"{seconds:0.0}") : Table.Absent];
        }), string.Join("; ", [.. diverged > 0 ? new[] { $"{diverged} diverged: not in the means" } : [], .. Songs?.IsSample == true ? new[] { DataOrigin.SampleNote } : []]));
    }

    /// <summary>A table of the options that all rows share, beside the post's.</summary>
    public Table ToSharedTable()
    {
        var post = RunSetting.ValuesOf(new());
        return Table.Of(["option", "value", "the post"], from option in Rows.SelectMany(row => row.Setting.Values).DistinctBy(option => option.Key)
                                                         where option.Key != RunNames.Seed && !Options.Contains(option.Key)
                                                         let same = post.TryGetPropertyValue(option.Key, out var value) ? RunNames.TextOf(value) : Table.Absent
                                                         select (IReadOnlyList<object?>)[option.Key, RunNames.TextOf(option.Value), same]);
    }

    /// <summary>The <see cref="ToTable">table</see> as HTML.</summary>
    public string ToHtml() => ToTable().ToHtml();

    /// <summary>The <see cref="ToTable">table</see> as text.</summary>
    public override string ToString() => ToTable().ToString();

    private static SweepRow RowOf(IEnumerable<RunRecord> seeds)
    {
        RunRecord[] runs = [.. seeds];
        RunRecord[] finished = [.. runs.Where(run => run.Final is not null)];
        return new(
            runs[0].Setting, finished.Length, runs.Length - finished.Length, Spread.Of([.. finished.Select(run => run.Final!.Accuracy)]),
            Spread.Of([.. finished.Select(run => run.Final!.MacroF1)]), finished.Length == 0 ? null : finished.Average(run => run.Seconds));
    }

    private static string TextOf(Spread? spread) => spread?.ToString() ?? Table.Absent;

    private static (double, string) Order(JsonNode? value) =>
        RunNames.IsNumber(value) ? (value!.GetValue<double>(), "") : (double.NegativeInfinity, $"{value}");
}

/// <summary>What runs that differ only in their seed reached.</summary>
/// <param name="Setting">Their network and options; of the seeds, the first.</param>
/// <param name="Runs">How many finished.</param>
/// <param name="Diverged">How many diverged; they are not in the means.</param>
/// <param name="Accuracy">The accuracy of the finished runs on the test songs after the last epoch, dropout off; null if none finished.</param>
/// <param name="MacroF1">Their mean F1 over genres, likewise.</param>
/// <param name="Seconds">The mean seconds of training that one of them took, likewise.</param>
public sealed record SweepRow(RunSetting Setting, int Runs, int Diverged, Spread? Accuracy, Spread? MacroF1, double? Seconds);
