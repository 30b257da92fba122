using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using GenreNotebooks.Cli.Commands;
using GenreNotebooks.Files;
using GenreNotebooks.Models;
using GenreNotebooks.Runs;
using GenreNotebooks.Training;

namespace GenreNotebooks.Benchmarks;

/// <summary><c>pytorch</c>: the post's code and an expert's, both in PyTorch, against ours.</summary>
internal static class PyTorchCommand
{
    private static readonly ValueOption<int> Rounds = Measurement.Rounds(
        $"Epochs measured per network; {Measurement.MetadataRounds} times as many for the network on features.", 5);

    private static readonly Option<string?> Json = PathOption.Create("--json", "FILE", "Write {lyrics, metadata, combined, all} to this file, each with seconds and ratios.");

    public static Command Create()
    {
        var command = new Command("pytorch", "How many times faster an epoch is than in PyTorch, by the post's code and by an expert's, for each network.") { Rounds, Json };
        command.SetAction((arguments, cancellation) => Task.Run(() => Measure(arguments, cancellation), CancellationToken.None));
        return command;
    }

    private static void Measure(ParseResult arguments, CancellationToken cancellation)
    {
        var (output, rounds, json) = (arguments.InvocationConfiguration.Output, Rounds.Of(arguments), arguments.GetValue(Json));
        var (python, about) = PyTorchProcess.Find(PyTorchProcess.Pythons);
        if (json is not null)
        {
            AtomicFile.EnsureWritable(json); // before minutes of measuring
        }
        output.WriteLine(about);
        var measured = new PyTorchMeasurement(python, Measurement.LoadSongs(output, cancellation), rounds, output, cancellation).Measure();
        if (json is not null)
        {
            AtomicFile.WriteAllText(json, measured.ToJson());
        }
    }
}

/// <summary>Measures epochs of the three codes in turn, on one thread each, so that other load affects all.</summary>
/// <param name="python">The Python that has PyTorch.</param>
/// <param name="data">The songs.</param>
/// <param name="rounds">The number of epochs of each.</param>
/// <param name="output">Where the table goes, line by line.</param>
/// <param name="cancellation">Ends the measurement.</param>
internal sealed class PyTorchMeasurement(string python, PreparedData data, int rounds, TextWriter output, CancellationToken cancellation = default)
{
    private const string LoadFile = "/proc/loadavg";

    private readonly TrainingOptions options = new() { Epochs = 1, Device = "cpu" };

    public PyTorchComparison Measure()
    {
        output.WriteLine(FormattableString.Invariant(
            $"{data.Train.Count:N0} songs an epoch, 1 thread; seconds, medians of {rounds} epochs each in turn (metadata: {Measurement.MetadataRounds * rounds})"));
        output.WriteLine("training only, without the pass over the test songs; limit: the epoch's arithmetic alone");
        output.WriteLine(LoadAverage("beginning"));
        output.WriteLine(PyTorchSeconds.Header);
        using var songs = new PyTorchSongs(data.Train, options.Dropout);
        using var post = new PyTorchProcess(python, "post", songs);
        using var expert = new PyTorchProcess(python, "expert", songs);
        var comparison = new PyTorchComparison(
            Compare(ModelKind.Lyrics, rounds), Compare(ModelKind.Metadata, Measurement.MetadataRounds * rounds), Compare(ModelKind.Combined, rounds));
        output.WriteLine(comparison.All);
        output.WriteLine(LoadAverage("end"));
        return comparison;

        PyTorchSeconds Compare(ModelKind kind, int rounds)
        {
            using var model = kind.Create(options, data.VocabularySize, data.Genres.Count);
            songs.Write(kind, model);
            int[] few = [.. Enumerable.Range(0, Math.Min(Measurement.WarmUpSongs, data.Train.Count))];
            post.Epoch(kind, few, cancellation);
            expert.Epoch(kind, few, cancellation);
            new Trainer(options).Fit(model, data.Test, data.Test, null, cancellation);
            var (posts, experts, ours) = (new double[rounds], new double[rounds], new double[rounds]);
            for (var round = 0; round < rounds; round++)
            {
                posts[round] = post.Epoch(kind, null, cancellation).Seconds;
                experts[round] = expert.Epoch(kind, null, cancellation).Seconds;
                ours[round] = new Trainer(options with { Seed = round }).Fit(model, data.Train, data.Test, null, cancellation).Epochs[0].Seconds;
            }
            var measured = new PyTorchSeconds(PyTorchProcess.NameOf(kind), Median.Of(posts), Median.Of(experts), Median.Of(ours), Limit.Seconds(kind, data.Train));
            output.WriteLine(measured);
            return measured;
        }
    }

    private static string LoadAverage(string when) =>
        $"load average of the last minute at the {when}: {(File.Exists(LoadFile) ? File.ReadAllText(LoadFile).Split(' ')[0] : "known on Linux only")}";
}

/// <summary>The times of the three networks.</summary>
internal sealed record PyTorchComparison(PyTorchSeconds Lyrics, PyTorchSeconds Metadata, PyTorchSeconds Combined)
{
    private static readonly JsonSerializerOptions SnakeCase = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower, WriteIndented = true };

    /// <summary>One epoch of each of the three.</summary>
    public PyTorchSeconds All => new(
        "all three", Lyrics.Post + Metadata.Post + Combined.Post, Lyrics.Expert + Metadata.Expert + Combined.Expert, Lyrics.Ours + Metadata.Ours + Combined.Ours, Limit: null);

    public string ToJson() => JsonSerializer.Serialize(this, SnakeCase);
}

/// <summary>The time of an epoch of one network: medians in seconds.</summary>
/// <param name="Network">The network.</param>
/// <param name="Post">The post's code.</param>
/// <param name="Expert">An expert's code.</param>
/// <param name="Ours">Ours.</param>
/// <param name="Limit">See <see cref="Benchmarks.Limit"/>.</param>
internal sealed record PyTorchSeconds(string Network, double Post, double Expert, double Ours, double? Limit)
{
    /// <summary>How many times faster than the post's code ours is.</summary>
    public double TimesPost => Post / Ours;

    /// <summary>How many times faster than the expert's code ours is.</summary>
    public double TimesExpert => Expert / Ours;

    public static string Header => $"{"network",-12}{"the post's",14}{"an expert's",14}{"ours",14}{"limit",14}{"post / ours",16}{"expert / ours",16}";

    /// <summary>A row of the table under <see cref="Header"/>.</summary>
    public override string ToString() => FormattableString.Invariant(
        $"{Network,-12}{Post,14:0.000}{Expert,14:0.000}{Ours,14:0.000}{Limit?.ToString("0.00", CultureInfo.InvariantCulture) ?? "–",14}{TimesPost,16:0.0}{TimesExpert,16:0.0}");
}
