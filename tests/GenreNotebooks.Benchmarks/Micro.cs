using System.CommandLine;
using BenchmarkDotNet.Attributes;
using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Diagnosers;
using BenchmarkDotNet.Exporters;
using BenchmarkDotNet.Filters;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Loggers;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using BenchmarkDotNet.Validators;
using GenreNotebooks.Cli.Sampling;
using GenreNotebooks.Data;
using GenreNotebooks.Runs;
using GenreNotebooks.Vectorization;
using Perfolizer.Horology;

namespace GenreNotebooks.Benchmarks;

/// <summary><c>micro</c>: single pieces of the data path, with BenchmarkDotNet.</summary>
internal static class MicroCommand
{
    private static readonly Type[] Pieces = [typeof(Tokenizing), typeof(CsvReading), typeof(BatchGathering)];

    public static Command Create()
    {
        var filter = new Argument<string>("filter")
        {
            Description = $"Part of a name, such as Csv: {string.Join(", ", Pieces.Select(piece => piece.Name))}.",
            DefaultValueFactory = _ => "",
        };
        var command = new Command("micro", "Tokenizer, CSV reader and batch gathering, with BenchmarkDotNet.") { filter };
        command.SetAction(arguments => Run(arguments.GetRequiredValue(filter), arguments.InvocationConfiguration.Output));
        return command;
    }

    private static void Run(string filter, TextWriter output)
    {
        var config = Config(new GlobFilter([$"*{filter}*"]));
        var chosen = Pieces.Select(piece => BenchmarkConverter.TypeToBenchmarks(piece, config)).Where(piece => piece.BenchmarksCases.Length > 0).ToArray();
        if (chosen.Length == 0)
        {
            throw new InputException($"No benchmark has '{filter}' in its name: expected a part of {string.Join(", ", Pieces.Select(piece => piece.Name))}.");
        }
        output.WriteLine(FormattableString.Invariant(
            $"{chosen.Sum(piece => piece.BenchmarksCases.Length)} benchmarks, some seconds each; what BenchmarkDotNet says meanwhile is in {config.ArtifactsPath}"));
        foreach (var summary in BenchmarkRunner.Run(chosen))
        {
            if (summary.HasCriticalValidationErrors)
            {
                var reason = summary.ValidationErrors.Last(error => error.IsCritical).Message.ReplaceLineEndings(" ");
                throw new InputException($"BenchmarkDotNet does not measure this build (expected dotnet run -c Release): {reason}");
            }
            MarkdownExporter.Console.ExportToLog(summary, ConsoleLogger.Default);
            if (summary.Reports.FirstOrDefault(report => !report.Success) is { } failed)
            {
                throw new InputException($"{failed.BenchmarkCase.Descriptor.GetFilterName()} failed: {summary.LogFilePath} says why.");
            }
        }
    }

    private static ManualConfig Config(IFilter filter) => ManualConfig.CreateEmpty()
        .AddJob(Job.Default.WithToolchain(InProcessEmitToolchain.Instance).WithWarmupCount(3).WithIterationCount(12).WithIterationTime(TimeInterval.FromMilliseconds(300)))
        .AddDiagnoser(MemoryDiagnoser.Default)
        .AddColumnProvider(DefaultColumnProviders.Descriptor, DefaultColumnProviders.Params, DefaultColumnProviders.Metrics)
        .AddColumn(StatisticColumn.Mean, StatisticColumn.StdDev, StatisticColumn.OperationsPerSecond)
        .AddValidator(JitOptimizationsValidator.FailOnError)
        .AddLogger(NullLogger.Instance) // the console gets the table alone
        .AddFilter(filter)
        .WithOptions(ConfigOptions.JoinSummary)
        .WithArtifactsPath(Path.Combine(Path.GetTempPath(), "genre-notebooks-micro"));
}

/// <summary>An operation tokenizes a song: Op/s are songs per second.</summary>
public class Tokenizing
{
    private const int Songs = 2000;

    private string[] lyrics = [];
    private LyricsTokenizer tokenizer = null!;

    [GlobalSetup]
    public void Load() => (lyrics, tokenizer) = (MicroData.Lyrics(Songs), LyricsTokenizer.Load(MicroData.Folder));

    [Benchmark(Description = "tokenize a song, one core", OperationsPerInvoke = Songs)]
    public int OneCore() => lyrics.Sum(song => tokenizer.Encode(song).Length);

    [Benchmark(Description = "tokenize a song, all cores", OperationsPerInvoke = Songs)]
    public int AllCores() => tokenizer.EncodeAll(lyrics).Length;
}

/// <summary>An operation reads a megabyte (a million bytes) of CSV text from memory: Op/s are MB/s.</summary>
public class CsvReading
{
    private const int Megabytes = 8;

    private byte[] text = [];

    [GlobalSetup]
    public void Load() => text = MicroData.Csv(Megabytes);

    [Benchmark(Description = "read a megabyte of CSV", OperationsPerInvoke = Megabytes)]
    public int Read() => MusicData.Read(new MemoryStream(text), "songs").Count;
}

/// <summary>An operation collates a batch with all its tensors.</summary>
public class BatchGathering
{
    private SongDataset songs = null!;
    private int[][] batches = [];
    private int next;

    /// <summary>Songs per batch.</summary>
    [Params(8, 256)]
    public int Songs { get; set; }

    [GlobalSetup]
    public void Load()
    {
        songs = PreparedData.Load(MicroData.Folder, new()).Train;
        var rows = Enumerable.Range(0, songs.Count).ToArray();
        new Random(0).Shuffle(rows);
        batches = [.. rows.Chunk(Songs).Where(batch => batch.Length == Songs)];
    }

    [Benchmark(Description = "gather a batch")]
    public long Collate()
    {
        using var batch = songs.Collate(batches[next++ % batches.Length]);
        return batch.Tokens.NumberOfElements + batch.SongOfToken.NumberOfElements + batch.Shares.NumberOfElements
            + batch.Features.NumberOfElements + batch.Labels.NumberOfElements;
    }
}

/// <summary>The real songs if available, else generated ones.</summary>
internal static class MicroData
{
    private const int GeneratedRows = 20_000;

    public static DataFolder Folder { get; } = DataFolder.Find();

    /// <summary>Whole lines of CSV text, up to so many million bytes.</summary>
    public static byte[] Csv(int megabytes)
    {
        using var text = new MemoryStream();
        if (Folder.IsSample)
        {
            using var writer = new StreamWriter(text, leaveOpen: true);
            SampleGenerator.Write(writer, GeneratedRows);
        }
        else
        {
            using var file = Folder.OpenSongs();
            file.CopyTo(text);
        }
        var bytes = text.ToArray().AsSpan(0, megabytes * 1_000_000);
        return bytes[..(bytes.LastIndexOf((byte)'\n') + 1)].ToArray();
    }

    /// <summary>Lyrics evenly spaced over the table, which is sorted by genre.</summary>
    public static string[] Lyrics(int count)
    {
        var songs = MusicData.Load(Folder);
        return [.. Enumerable.Range(0, count).Select(song => songs[(int)((long)song * songs.Count / count)].Lyrics)];
    }
}
