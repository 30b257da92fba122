using System.Text.Json;
using System.Text.Json.Nodes;
using GenreNotebooks.Training;

namespace GenreNotebooks.Runs;

/// <summary>What tells a run from others on the same songs.</summary>
/// <param name="Model">The name of the network.</param>
/// <param name="Network">The network's own parameters, or how it differs from the library's; empty for a network of the library.</param>
/// <param name="Options">The options, including the seed.</param>
public sealed record RunSetting(string Model, JsonObject Network, TrainingOptions Options)
{
    /// <summary>The options and the network's own parameters under their names in a record, without options that the network does not have.</summary>
    internal JsonObject Values
    {
        get
        {
            var values = ValuesOf(Options);
            if (ModelDefinition.KindOf(Model) is null)
            {
                foreach (var option in values.Select(option => option.Key).Where(name => !TrainingOptions.Names.Contains(name)).ToList())
                {
                    values.Remove(option);
                }
            }
            foreach (var (name, value) in Network)
            {
                values[name] = value?.DeepClone();
            }
            return values;
        }
    }

    /// <summary>The options under their names in a record.</summary>
    internal static JsonObject ValuesOf(TrainingOptions options) => JsonSerializer.SerializeToNode(options, RunRecord.Json)!.AsObject();
}

/// <summary>Short names for the runs of a sweep: the network and the options that differ, under their names in the records.</summary>
internal sealed class RunNames
{
    public const string Seed = "seed";

    public RunNames(IEnumerable<RunSetting> runs)
    {
        var values = runs.Select(run => run.Values).ToList();
        Options = [.. values.SelectMany(run => run.Select(option => option.Key)).Distinct().Where(name =>
            name != Seed && values.Select(run => run[name]?.ToJsonString()).Distinct().Count() > 1)];
    }

    /// <summary>The options with more than one value, except the seed.</summary>
    public IReadOnlyList<string> Options { get; }

    /// <summary>For example <c>lyrics, embedding_dim 16</c>.</summary>
    /// <param name="run">The run.</param>
    /// <param name="without">An option to leave out.</param>
    public string Of(RunSetting run, string? without = null)
    {
        var values = run.Values;
        return string.Join(", ", [run.Model, .. Options.Where(name => name != without && values.ContainsKey(name)).Select(name => $"{name} {TextOf(values[name])}")]);
    }

    /// <summary>For example <c>lyrics, embedding_dim 16, seed 3</c>.</summary>
    public string WithSeed(RunSetting run) => $"{Of(run)}, {Seed} {run.Options.Seed}";

    /// <summary>The value of a numeric option.</summary>
    /// <exception cref="InputException">The option is unknown or not numeric.</exception>
    public static double NumberOf(RunSetting run, string name)
    {
        var numbers = run.Values.Where(option => option.Key != Seed && IsNumber(option.Value)).ToDictionary();
        return numbers.TryGetValue(name, out var value) ? value!.GetValue<double>()
            : throw new InputException($"{name} is not a numeric option: expected one of {string.Join(", ", numbers.Keys)}.");
    }

    /// <summary>A value as tables and names show it; null is <c>auto</c>, as on the command line.</summary>
    public static string TextOf(JsonNode? value) => value?.ToString() ?? "auto";

    public static bool IsNumber(JsonNode? value) => value?.GetValueKind() == JsonValueKind.Number;
}
