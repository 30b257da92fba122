using System.CommandLine;
using System.Diagnostics;
using GenreNotebooks.Cli.Commands;
using GenreNotebooks.Data;
using GenreNotebooks.Models;
using GenreNotebooks.Runs;
using GenreNotebooks.Training;
using TorchSharp;

namespace GenreNotebooks.Benchmarks;

/// <summary><c>sweep</c>: runs side by side on one LibTorch thread each, against one run at a time on all cores.</summary>
internal static class SweepCommand
{
    private static readonly double[] Dropouts = [0.1, 0.2, 0.3, 0.4]; // runs that share their data

    private static readonly ValueOption<int> Rounds = Measurement.Rounds("Sweeps measured each way.", 3);

    public static Command Create()
    {
        var command = new Command("sweep", "How long a sweep of four lyrics runs of two epochs takes, side by side and one after the other.") { Rounds };
        command.SetAction((arguments, cancellation) => Task.Run(() => Measure(arguments, cancellation), CancellationToken.None));
        return command;
    }

    private static void Measure(ParseResult arguments, CancellationToken cancellation)
    {
        var (output, rounds, cores) = (arguments.InvocationConfiguration.Output, Rounds.Of(arguments), Environment.ProcessorCount);
        var data = DataFolder.Find();
        output.WriteLine(data.Notice);
        (string Name, Action Sweep, List<double> Seconds)[] ways =
        [
            ($"{cores} side by side, 1 thread each", () => SideBySide(data, cores, cancellation), []),
            ("one at a time, 1 thread", () => SideBySide(data, 1, cancellation), []),
            ($"one at a time, {cores} threads", () => OneAtATime(data, cores, cancellation), []),
        ];
        for (var round = 0; round <= rounds; round++)
        {
            foreach (var (_, sweep, seconds) in ways)
            {
                var clock = Stopwatch.StartNew();
                sweep();
                seconds.Add(clock.Elapsed.TotalSeconds);
            }
        }
        output.WriteLine($"four lyrics runs of two epochs, data loaded once: seconds, medians of {rounds} in turn");
        foreach (var (name, _, seconds) in ways)
        {
            output.WriteLine(FormattableString.Invariant($"{name,-32}{Median.Of(seconds.Skip(1)),8:0.0}")); // the first round compiles
        }
    }

    private static IEnumerable<SweepPoint> Points =>
        Dropouts.Select(dropout => new SweepPoint(ModelKind.Lyrics, new TrainingOptions { Epochs = 2, Device = "cpu", Dropout = dropout }));

    private static void SideBySide(DataFolder data, int jobs, CancellationToken cancellation)
    {
        var folder = Directory.CreateTempSubdirectory("genre-notebooks-benchmark-");
        try
        {
            new Sweep(data, folder.FullName) { Jobs = jobs }.Run(Points, cancellation: cancellation);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static void OneAtATime(DataFolder data, int threads, CancellationToken cancellation)
    {
        torch.set_num_threads(threads);
        try
        {
            var prepared = PreparedData.Load(data, Points.First().Options, cancellation: cancellation);
            foreach (var point in Points)
            {
                TrainingRun.Train(point.Model, prepared, point.Options, null, cancellation);
            }
        }
        finally
        {
            torch.set_num_threads(1);
        }
    }
}
