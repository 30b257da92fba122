using System.CommandLine;
using GenreNotebooks.Files;
using GenreNotebooks.Plots;
using GenreNotebooks.Runs;

namespace GenreNotebooks.Cli.Commands;

/// <summary><c>export</c>: the charts of a run, or of a sweep, as files for a write-up.</summary>
internal static class ExportCommand
{
    private static readonly Argument<string> Source = new("RUN")
    {
        Description = $"A run's JSON record, as train --json writes it; or a sweep's folder, or its {RunLines.FileName}.",
    };

    private static readonly Option<string[]> Charts = OptionValue.Word(RunCharts.Names).List(
        "--chart", "Charts, with commas between them; curves are accuracy and loss, sweep is for a sweep. Default: all.");

    private static readonly Option<string[]> Format = FigureOptions.Format([.. Plot.ImageFormats, "html", "json"]);
    private static readonly Option<string?> Out = PathOption.Create("--out", "DIR", "Folder for the files. Default: figures in the working directory.");

    public static Command Create()
    {
        var command = new Command("export", "Saves the charts of a run or a sweep as SVG, PNG, PDF, HTML or JSON.") { Source, Charts, Format, Out };
        foreach (var option in FigureOptions.OfLook)
        {
            command.Add(option);
        }
        command.SetAction(Export);
        return command;
    }

    private static int Export(ParseResult arguments)
    {
        var (look, formats) = (FigureOptions.Read(arguments), FigureOptions.Read(arguments, Format));
        var charts = Read(arguments.GetRequiredValue(Source), arguments.GetValue(Charts) ?? []);
        var folder = Path.GetFullPath(arguments.GetValue(Out) ?? "figures");
        var files = charts.SelectMany(chart => formats.Select(format => (chart.Chart, Path: Path.Combine(folder, $"{chart.Name}.{format}"), Kind: FileKind.Chart(format)))).ToList();
        foreach (var (_, path, kind) in files)
        {
            OutputFile.RequireNoInput(path, path, [arguments.GetRequiredValue(Source)]);
            AtomicFile.EnsureWritable(path, kind);
        }
        foreach (var (chart, path, _) in files)
        {
            arguments.InvocationConfiguration.Output.WriteLine(chart.Save(path, look.Width, look.Height, look.Scale, look.Dark));
        }
        return 0;
    }

    private static IEnumerable<(string Name, Plot Chart)> Read(string source, string[] names)
    {
        var isLines = Path.GetFileName(source) == RunLines.FileName;
        if (!isLines && !Directory.Exists(source))
        {
            return !names.Contains(RunCharts.Sweep) ? RunCharts.Of(RunRecord.Load(source), names) : throw new InputException(
                $"--chart {RunCharts.Sweep}: {source} is one run; expected a sweep's folder, or other charts.");
        }
        var lines = new RunLines(isLines ? Path.GetDirectoryName(Path.GetFullPath(source))! : source);
        if (Array.Find(names, name => name != RunCharts.Sweep) is { } odd)
        {
            throw new InputException($"--chart {odd}: {source} is a sweep; expected {RunCharts.Sweep}, or the JSON record of one run.");
        }
        return RunCharts.Of(Summarise(lines));
    }

    private static SweepSummary Summarise(RunLines lines)
    {
        var runs = lines.Read();
        var songs = runs.Select(run => (run.Data.Sha256, run.VocabularySha256)).Distinct().Count();
        return songs switch
        {
            0 => throw new InputException($"{lines.FilePath}: no finished run found; expected the folder that 'sweep --out' wrote to."),
            1 => SweepSummary.Of(runs),
            _ => throw new InputException($"{lines.FilePath}: its runs used {songs} different sets of songs, which cannot be compared; give a file with one set."),
        };
    }
}
