using System.CommandLine;
using System.Globalization;
using GenreNotebooks.Data;
using GenreNotebooks.Experiments;
using GenreNotebooks.Models;
using GenreNotebooks.Training;

namespace GenreNotebooks.Cli.Commands;

/// <summary><c>genre train</c>: one training run, live, with a JSON record.</summary>
internal static class TrainCommand
{
    private static readonly TrainingOptions Defaults = new();

    private static readonly Argument<ModelKind> Model = new("model") { Description = "lyrics, metadata or combined." };
    private static readonly Option<int> Seed = Default("--seed", Defaults.Seed, "Seeds split, weights, order and dropout.");
    private static readonly Option<int> Epochs = Default("--epochs", Defaults.Epochs, "Passes over the training songs.");
    private static readonly Option<int> BatchSize = Default("--batch-size", Defaults.BatchSize, "Songs a step.");
    private static readonly Option<double> LearningRate = Decimal("--learning-rate", Defaults.LearningRate, "Adam's learning rate.");
    private static readonly Option<int> Embedding = Default("--embedding", Defaults.EmbeddingDim, "Numbers a token is embedded in.");
    private static readonly Option<double> Dropout = Decimal("--dropout", Defaults.Dropout, "Dropout of the lyrics network.");
    private static readonly Option<int> MaxLength = Default("--max-length", Defaults.MaxLength, "Tokens a song is cut or padded to.");
    private static readonly Option<SplitKind> Split = Default("--split", Defaults.Split, "How test songs are chosen.");
    private static readonly Option<string> Device = Default("--device", Defaults.Device, "auto, cpu or cuda.");
    private static readonly Option<bool> KeepOptimizer = new("--keep-optimizer")
    {
        Description = "Keep one Adam for the whole run; the post makes a new one each epoch.",
    };
    private static readonly Option<bool> NoTestDropout = new("--no-test-dropout")
    {
        Description = "Measure each epoch's test accuracy with dropout off; the post leaves it on.",
    };
    private static readonly Option<string?> Json = PathOption.Create("--json", "FILE", "Write the run's record to this file.");

    public static Command Create()
    {
        var command = new Command("train", "Trains one of the post's networks and measures it on the test songs.")
        {
            Model, DataOptions.Data, DataOptions.Sample, Seed, Epochs, BatchSize, LearningRate, Embedding, Dropout, MaxLength,
            Split, Device, KeepOptimizer, NoTestDropout, Json,
        };
        Model.AcceptOnlyFromAmong("lyrics", "metadata", "combined");
        Split.AcceptOnlyFromAmong("random", "stratified", "artist");
        Device.AcceptOnlyFromAmong("auto", "cpu", "cuda");
        command.SetAction((arguments, cancellation) => Task.FromResult(Train(arguments, cancellation)));
        return command;
    }

    private static int Train(ParseResult arguments, CancellationToken cancellation)
    {
        var (output, error) = (arguments.InvocationConfiguration.Output, arguments.InvocationConfiguration.Error);
        var (kind, json) = (arguments.GetValue(Model), arguments.GetValue(Json));
        var options = ReadOptions(arguments).Validated();
        var data = PreparedData.Load(DataOptions.Find(arguments), options);
        if (json is not null)
        {
            AtomicFile.EnsureWritable(json); // before hours of training
        }
        output.WriteLine(data.Notice);
        output.WriteLine(FormattableString.Invariant(
            $"{kind} network, seed {options.Seed}, {data.Train.Count:N0} songs to train on, {data.Test.Count:N0} to test, base rate {data.BaseRate:0.000}"));
        var run = EpochProgress.Show(output, Terminal.Of(output), options.Epochs, onEpoch => TrainingRun.Train(kind, data, options, onEpoch, cancellation));
        if (json is not null)
        {
            run.Save(json);
        }
        if (run.Final is null)
        {
            error.WriteLine($"Cancelled after {run.History.Count} of {options.Epochs} epochs.");
            return CommandLine.Cancelled;
        }
        Report(run, output);
        return 0;
    }

    private static void Report(RunRecord run, TextWriter output)
    {
        output.WriteLine();
        output.WriteLine(FormattableString.Invariant(
            $"Test accuracy after {run.History.Count} epochs, dropout off: {run.Final!.Accuracy:0.0000} (macro F1 {run.Final.MacroF1:0.0000})"));
        output.WriteLine(FormattableString.Invariant(
            $"Best epoch, picked on the test songs: {run.Best.Epoch} with {run.Best.Accuracy:0.0000}"));
        foreach (var (genre, accuracy) in run.Final.PerClass)
        {
            output.WriteLine(FormattableString.Invariant($"  {genre,-8} {accuracy:0.000}"));
        }
        output.WriteLine(run.Confusion);
    }

    private static TrainingOptions ReadOptions(ParseResult arguments) => new()
    {
        Seed = arguments.GetValue(Seed),
        Epochs = arguments.GetValue(Epochs),
        BatchSize = arguments.GetValue(BatchSize),
        LearningRate = arguments.GetValue(LearningRate),
        EmbeddingDim = arguments.GetValue(Embedding),
        Dropout = arguments.GetValue(Dropout),
        MaxLength = arguments.GetValue(MaxLength),
        Split = arguments.GetValue(Split),
        Device = arguments.GetValue(Device)!,
        ResetOptimizerEachEpoch = !arguments.GetValue(KeepOptimizer),
        DropoutWhileTesting = !arguments.GetValue(NoTestDropout),
    };

    private static Option<T> Default<T>(string name, T value, string description) =>
        new(name) { Description = description, DefaultValueFactory = _ => value };

    // The built-in parser takes a decimal comma for a separator of thousands: 0,001 would be 1.
    private static Option<double> Decimal(string name, double value, string description) => new(name)
    {
        Description = description,
        DefaultValueFactory = _ => value,
        CustomParser = result =>
        {
            var text = result.Tokens[0].Value;
            if (!double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number))
            {
                result.AddError($"{name} {text}: expected a number such as 0.25.");
            }
            return number;
        },
    };
}
