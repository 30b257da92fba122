using System.Text.Json;
using GenreNotebooks.Data;
using GenreNotebooks.Experiments;
using GenreNotebooks.Models;
using GenreNotebooks.Training;
using TorchSharp;
using static System.FormattableString;

namespace GenreNotebooks.Benchmarks;

/// <summary>How many times faster an epoch of ours is than one of the plain port, measured in turn in one run.</summary>
internal static class Ratio
{
    public static void Measure(int rounds, string? json)
    {
        var options = new TrainingOptions { Epochs = 1 };
        var folder = DataFolder.Find();
        Console.WriteLine(folder.Notice);
        var data = PreparedData.Load(folder, options);
        Console.WriteLine(Invariant($"{data.Train.Count:N0} songs an epoch, medians of {rounds} epochs each in turn, seconds"));
        Console.WriteLine($"{"network",-26}{"plain, 1 thread",18}{"plain, 2 threads",18}{"ours, 1 thread",18}{"ratio",8}");
        var lines = new Dictionary<string, (double Plain, double Ours)>();
        foreach (var (name, kind, tokens) in new (string, ModelKind, bool)[]
        {
            ("lyrics", ModelKind.Lyrics, true),
            ("metadata", ModelKind.Metadata, false),
            ("metadata, tokens collated", ModelKind.Metadata, true),
            ("combined", ModelKind.Combined, true),
        })
        {
            lines[name] = Compare(name, kind, tokens, data, options, rounds);
        }
        string[] networks = ["lyrics", "metadata", "combined"];
        lines["all"] = (networks.Sum(name => lines[name].Plain), networks.Sum(name => lines[name].Ours));
        Console.WriteLine(Invariant($"all three: {lines["all"].Plain / lines["all"].Ours:0.0} times"));
        if (json is not null)
        {
            var ratios = networks.Append("all").ToDictionary(name => name, name => lines[name].Plain / lines[name].Ours);
            File.WriteAllText(json, JsonSerializer.Serialize(ratios));
        }
    }

    private static (double Plain, double Ours) Compare(
        string name, ModelKind kind, bool tokens, PreparedData data, TrainingOptions options, int rounds)
    {
        var port = new PlainPort(kind, data.Train, data.Tokenizer.VocabularySize, data.Genres.Count, tokens);
        using var model = kind.Create(options, data.Tokenizer.VocabularySize, data.Genres.Count);
        var (one, two, ours) = (new List<double>(), new List<double>(), new List<double>());
        for (var round = 0; round <= rounds; round++)
        {
            torch.set_num_threads(1);
            one.Add(port.Epoch(round));
            ours.Add(new Trainer(options with { Seed = round }).Fit(model, data.Train, data.Test).Epochs[0].Seconds);
            torch.set_num_threads(2);
            two.Add(port.Epoch(round));
        }
        var (plain, plain2, fast) = (Median(one), Median(two), Median(ours));
        var best = Math.Min(plain, plain2);
        Console.WriteLine(Invariant($"{name,-26}{plain,18:0.000}{plain2,18:0.000}{fast,18:0.000}{best / fast,8:0.0}"));
        return (best, fast);
    }

    // Without the first, which compiles.
    private static double Median(List<double> seconds) => seconds.Skip(1).Order().ElementAt((seconds.Count - 1) / 2);
}
