using System.Text.Json;
using System.Text.Json.Nodes;
using GenreNotebooks.Models;
using GenreNotebooks.Training;

namespace GenreNotebooks.Runs;

/// <summary>Short names for the runs of a sweep: the network and the options in which they differ, as their records call them.</summary>
internal sealed class RunNames
{
    public const string Seed = "seed";

    public RunNames(IEnumerable<SweepPoint> points)
    {
        var values = points.Select(point => ValuesOf(point.Options)).ToList();
        Options = [.. ValuesOf(new()).Select(option => option.Key).Where(name =>
            name != Seed && values.Select(run => run[name]?.ToJsonString()).Distinct().Count() > 1)];
    }

    /// <summary>The options that have more than one value, the seed left out.</summary>
    public IReadOnlyList<string> Options { get; }

    /// <summary>Such as <c>lyrics, embedding_dim 16</c>.</summary>
    /// <param name="point">The run.</param>
    /// <param name="without">An option to leave out.</param>
    public string Of(SweepPoint point, string? without = null)
    {
        var values = ValuesOf(point.Options);
        return string.Join(", ", [WordOf(point.Model), .. Options.Where(name => name != without).Select(name => $"{name} {TextOf(values[name])}")]);
    }

    /// <summary>Such as <c>lyrics, embedding_dim 16, seed 3</c>.</summary>
    public string WithSeed(SweepPoint point) => $"{Of(point)}, {Seed} {point.Options.Seed}";

    /// <summary>A network in the word of records and the command line.</summary>
    public static string WordOf(ModelKind model) => model.ToString().ToLowerInvariant();

    /// <summary>The value of an option that is a number.</summary>
    /// <exception cref="InputException">There is no such option, or it is no number.</exception>
    public static double NumberOf(TrainingOptions options, string name)
    {
        var numbers = ValuesOf(options).Where(option => option.Key != Seed && IsNumber(option.Value)).ToDictionary();
        return numbers.TryGetValue(name, out var value) ? value!.GetValue<double>()
            : throw new InputException($"{name} is no option with numbers: expected {string.Join(", ", numbers.Keys)}.");
    }

    /// <summary>A value as tables and names show it; one that is left to the library in the word of the command line.</summary>
    public static string TextOf(JsonNode? value) => value?.ToString() ?? "auto";

    public static bool IsNumber(JsonNode? value) => value?.GetValueKind() == JsonValueKind.Number;

    /// <summary>The options by the names that they have in a record.</summary>
    public static JsonObject ValuesOf(TrainingOptions options) => JsonSerializer.SerializeToNode(options, RunRecord.Json)!.AsObject();
}
