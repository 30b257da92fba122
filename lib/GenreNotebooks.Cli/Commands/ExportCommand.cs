using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Nodes;
using GenreNotebooks.Files;
using GenreNotebooks.Plots;
using GenreNotebooks.Runs;

namespace GenreNotebooks.Cli.Commands;

/// <summary><c>export</c>: the charts of a run, or of a sweep, as files for a write-up.</summary>
internal static class ExportCommand
{
    private static readonly Argument<string[]> Sources = new("RUN")
    {
        Description = $"JSON records of runs, as train --json writes them; or a sweep's folder, or its {RunLines.FileName}; or Plotly figures as JSON.",
        Arity = ArgumentArity.OneOrMore,
    };

    private static readonly Option<string[]> Charts = OptionValue.Word(RunCharts.Names).List(
        "--chart", "Charts, with commas between them; curves are accuracy and loss, sweep is for a sweep. Default: all.");

    private static readonly Option<string[]> Format = FigureOptions.Format([.. Plot.ImageFormats, "html", "json"]);
    private static readonly Option<string?> Out = PathOption.Create("--out", "DIR", "Folder for the files. Default: figures in the working directory.");

    public static Command Create()
    {
        var command = new Command("export", "Saves the charts of runs or of a sweep, or any Plotly figure, as SVG, PNG, PDF, HTML or JSON.") { Sources, Charts, Format, Out };
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
        var sources = arguments.GetRequiredValue(Sources);
        var charts = Read(sources, arguments.GetValue(Charts) ?? []);
        var folder = Path.GetFullPath(arguments.GetValue(Out) ?? "figures");
        var files = charts.SelectMany(chart => formats.Select(format => (chart.Chart, Path: Path.Combine(folder, $"{chart.Name}.{format}"), Kind: FileKind.Chart(format)))).ToList();
        if (files.CountBy(file => file.Path).FirstOrDefault(file => file.Value > 1).Key is { } twice)
        {
            throw new InputException($"{twice}: {sources.Length} inputs would make this file. Export them one by one, each with its own --out DIR.");
        }
        foreach (var (_, path, kind) in files)
        {
            OutputFile.RequireNoInput(path, path, sources);
            AtomicFile.EnsureWritable(path, kind);
        }
        foreach (var (chart, path, _) in files)
        {
            arguments.InvocationConfiguration.Output.WriteLine(chart.Save(path, look));
        }
        return 0;
    }

    private static IEnumerable<(string Name, Plot Chart)> Read(string[] sources, string[] names)
    {
        var kinds = sources.GroupBy(KindOf).ToList();
        return kinds switch
        {
            [{ Key: SourceKind.Run }] when names.Contains(RunCharts.Sweep) => throw new InputException(
                $"--chart {RunCharts.Sweep}: {sources[0]} is one run; expected a sweep's folder, or other charts."),
            [{ Key: SourceKind.Run }] => sources.Length == 1 ? RunCharts.Of(RunRecord.Load(sources[0]), names)
                : RunCharts.Of([.. sources.Select(source => (Path.GetFileNameWithoutExtension(source), RunRecord.Load(source)))], names),
            [{ Key: SourceKind.Sweep }] when sources.Length == 1 => OfSweep(sources[0], names),
            [{ Key: SourceKind.Figure }] when names.Length == 0 => sources.Select(source => (Path.GetFileNameWithoutExtension(source), ReadFigure(source))),
            [{ Key: SourceKind.Figure }] => throw new InputException($"--chart {names[0]}: {sources[0]} is a figure, not a run. Leave the option out."),
            _ => throw new InputException($"{string.Join(", ", sources)}: found {string.Join(" and ", kinds.Select(kind => $"{kind.Count()} × {Word(kind.Key)}"))}; expected runs, or one sweep, or figures."),
        };
    }

    private enum SourceKind
    {
        Run,
        Sweep,
        Figure,
    }

    private static SourceKind KindOf(string source) =>
        Path.GetFileName(source) == RunLines.FileName || Directory.Exists(source) ? SourceKind.Sweep : IsFigure(source) ? SourceKind.Figure : SourceKind.Run;

    // The data of a figure is a list of traces, that of a record says which songs it is of.
    private static bool IsFigure(string path)
    {
        try
        {
            using var file = File.OpenRead(path);
            return JsonNode.Parse(file) is JsonObject json && (json["data"] is JsonArray || json["data"] is null && json.ContainsKey("layout"));
        }
        catch (JsonException)
        {
            return File.ReadAllText(path) is var text && text.Contains("\"data\":[", StringComparison.Ordinal) || text.Contains("\"layout\"", StringComparison.Ordinal); // such as one with NaN
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return false; // reading the record says what is wrong
        }
    }

    private static string Word(SourceKind kind) => kind.ToString().ToLowerInvariant();

    private static Plot ReadFigure(string path)
    {
        try
        {
            return Plot.OfJson(File.ReadAllText(path));
        }
        catch (InputException exception)
        {
            throw new InputException($"{path}: {exception.Message}", exception);
        }
    }

    private static IEnumerable<(string Name, Plot Chart)> OfSweep(string source, string[] names)
    {
        if (Array.Find(names, name => name != RunCharts.Sweep) is { } odd)
        {
            throw new InputException($"--chart {odd}: {source} is a sweep; expected {RunCharts.Sweep}, or the JSON record of one run.");
        }
        return RunCharts.Of(Summarise(new(Path.GetFileName(source) == RunLines.FileName ? Path.GetDirectoryName(Path.GetFullPath(source))! : source)));
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
