using System.Text.Json;
using System.Text.Json.Nodes;
using GenreNotebooks.Models;
using GenreNotebooks.Training;

namespace GenreNotebooks.Runs;

/// <summary>Short names for the runs of a sweep: the network and the options that differ, under their names in the records.</summary>
internal sealed class RunNames
{
    public const string Seed = "seed";

    public RunNames(IEnumerable<SweepPoint> points)
    {
        var values = points.Select(point => ValuesOf(point.Options)).ToList();
        Options = [.. ValuesOf(new()).Select(option => option.Key).Where(name =>
            name != Seed && values.Select(run => run[name]?.ToJsonString()).Distinct().Count() > 1)];
    }

    /// <summary>The options with more than one value, except the seed.</summary>
    public IReadOnlyList<string> Options { get; }

    /// <summary>For example <c>lyrics, embedding_dim 16</c>.</summary>
    /// <param name="point">The run.</param>
    /// <param name="without">An option to leave out.</param>
    public string Of(SweepPoint point, string? without = null)
    {
        var values = ValuesOf(point.Options);
        return string.Join(", ", [WordOf(point.Model), .. Options.Where(name => name != without).Select(name => $"{name} {TextOf(values[name])}")]);
    }

    /// <summary>For example <c>lyrics, embedding_dim 16, seed 3</c>.</summary>
    public string WithSeed(SweepPoint point) => $"{Of(point)}, {Seed} {point.Options.Seed}";

    /// <summary>A network's name in records and on the command line.</summary>
    public static string WordOf(ModelKind model) => model.ToString().ToLowerInvariant();

    /// <summary>The value of a numeric option.</summary>
    /// <exception cref="InputException">The option is unknown or not numeric.</exception>
    public static double NumberOf(TrainingOptions options, string name)
    {
        var numbers = ValuesOf(options).Where(option => option.Key != Seed && IsNumber(option.Value)).ToDictionary();
        return numbers.TryGetValue(name, out var value) ? value!.GetValue<double>()
            : throw new InputException($"{name} is not a numeric option: expected one of {string.Join(", ", numbers.Keys)}.");
    }

    /// <summary>A value as tables and names show it; null is <c>auto</c>, as on the command line.</summary>
    public static string TextOf(JsonNode? value) => value?.ToString() ?? "auto";

    public static bool IsNumber(JsonNode? value) => value?.GetValueKind() == JsonValueKind.Number;

    /// <summary>The options under their names in a record.</summary>
    public static JsonObject ValuesOf(TrainingOptions options) => JsonSerializer.SerializeToNode(options, RunRecord.Json)!.AsObject();
}
