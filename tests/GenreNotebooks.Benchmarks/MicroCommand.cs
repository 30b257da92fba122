using System.CommandLine;
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
using GenreNotebooks.Benchmarks.Micro;
using Perfolizer.Horology;

namespace GenreNotebooks.Benchmarks;

/// <summary><c>micro</c>: the pieces one by one, with BenchmarkDotNet.</summary>
internal static class MicroCommand
{
    private static readonly Type[] Pieces = [typeof(Tokenizing), typeof(CsvReading), typeof(BatchGathering), typeof(EmbeddingAdam), typeof(SmallAdam)];

    public static Command Create()
    {
        var filter = new Argument<string>("filter")
        {
            Description = $"Part of a name, such as Adam: {string.Join(", ", Pieces.Select(piece => piece.Name))}.",
            DefaultValueFactory = _ => "",
        };
        var command = new Command("micro", "Tokenizer, CSV reader, batch gathering and Adam step, with BenchmarkDotNet.") { filter };
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
