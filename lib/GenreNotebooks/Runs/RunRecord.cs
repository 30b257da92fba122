using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using GenreNotebooks.Data;
using GenreNotebooks.Evaluation;
using GenreNotebooks.Files;
using GenreNotebooks.Models;
using GenreNotebooks.Training;

namespace GenreNotebooks.Runs;

/// <summary>One training run: network, data, options and results. Its JSON has snake_case names.</summary>
public sealed record RunRecord
{
    internal static readonly JsonSerializerOptions Json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower, allowIntegerValues: false) },
        WriteIndented = true,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        AllowDuplicateProperties = false,
        TypeInfoResolver = new DefaultJsonTypeInfoResolver { Modifiers = { InheritedFirst } },
    };

    private const int MostBytes = 64 << 20;

    private static readonly JsonSerializerOptions OneLine = new(Json) { WriteIndented = false };

    /// <summary>The name of the network: <c>lyrics</c>, <c>metadata</c>, <c>combined</c>, or that of a network of your own.</summary>
    public required string Model { get; init; }

    /// <summary>The random seed.</summary>
    public required int Seed { get; init; }

    /// <summary>How the test songs were chosen.</summary>
    public required SplitKind Split { get; init; }

    /// <summary>The songs.</summary>
    public required DataOrigin Data { get; init; }

    /// <summary>The SHA-256 of the vocabulary.</summary>
    public required string VocabularySha256 { get; init; }

    /// <summary>The options of the run.</summary>
    public required TrainingOptions Options { get; init; }

    /// <summary>
    /// The own parameters of a network of your own, and the name of its training method; of a network in a cell, as <c>changes</c>, how it differs from the
    /// library's. Null for a network of the library.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public JsonObject? Network { get; init; }

    /// <summary>The number of trainable parameters.</summary>
    public required long Parameters { get; init; }

    /// <summary>The finished epochs, measured as the post does unless the options say otherwise.</summary>
    public required IReadOnlyList<EpochResult> History { get; init; }

    /// <summary>With early stopping, the epoch that was best on validation songs and whose weights <see cref="Final"/> has; null for the last epoch.</summary>
    public int? RestoredEpoch { get; init; }

    /// <summary>The trained network's scores on the test songs, dropout off; null if the run was interrupted or diverged.</summary>
    public required FinalScore? Final { get; init; }

    /// <summary>Where training diverged; null if it did not.</summary>
    public Divergence? Diverged { get; init; }

    /// <summary>The epoch with the highest test accuracy; null if the run diverged in its first epoch.</summary>
    public required BestEpoch? Best { get; init; }

    /// <summary>The software and hardware of the run.</summary>
    public required RunEnvironment Environment { get; init; }

    /// <summary>When the run ended, in UTC to the second; null in records of older versions.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public DateTime? Ended { get; init; }

    /// <summary>
    /// Eight hexadecimal digits for network, options, songs and library build, the same whenever the run is repeated: how <c>runs</c> and
    /// <c>compare</c> name it.
    /// </summary>
    [JsonIgnore]
    public string Id => RunIdentity.Of(this).DigestWith(Environment.LibraryBuild)[..8];

    /// <summary>The network of the post, even if a cell has changed it; null for a network of your own.</summary>
    [JsonIgnore]
    public ModelKind? Kind => ModelDefinition.KindOf(Model);

    /// <summary>A short name for each run: its network and the options that differ between the runs, the seed and the kind of songs among them.</summary>
    /// <param name="runs">The runs.</param>
    public static IReadOnlyList<string> NamesOf(IReadOnlyList<RunRecord> runs)
    {
        ArgumentNullException.ThrowIfNull(runs);
        var names = new RunNames(runs.Select(run => run.Setting));
        var seeds = runs.Select(run => run.Options.Seed).Distinct().Count() > 1;
        var mixed = runs.Select(run => run.Data.Kind).Distinct().Count() > 1;
        return [.. runs.Select(run => (seeds ? names.WithSeed(run.Setting) : names.Of(run.Setting)) + (mixed ? $", {run.Data.Kind}" : ""))];
    }

    /// <summary>The network, its own parameters and the options.</summary>
    [JsonIgnore]
    public RunSetting Setting => new(Model, Network ?? [], Options);

    /// <summary>Whether the run finished or diverged, so that repeating it gives the same; false if it was interrupted.</summary>
    [JsonIgnore]
    public bool HasEnded => Final is not null || Diverged is not null;

    /// <summary>The first digits of the library build.</summary>
    internal string ShortBuild => Environment.LibraryBuild[..Math.Min(6, Environment.LibraryBuild.Length)];

    /// <summary>Why the run has no final score, such as <c>interrupted</c>; empty if it has one.</summary>
    internal string State => Final is not null ? "" : Diverged?.ToString() ?? "interrupted";

    /// <summary>The seconds spent training, over all epochs and without evaluation.</summary>
    [JsonIgnore]
    public double Seconds => History.Sum(epoch => epoch.Seconds);

    /// <summary>The history in the form that charts take.</summary>
    [JsonIgnore]
    public TrainingHistory Curve => new(History) { RestoredEpoch = RestoredEpoch };

    /// <summary>The confusion matrix of <see cref="Final"/>.</summary>
    /// <exception cref="InputException">The run was interrupted or diverged, so there is none.</exception>
    [JsonIgnore]
    public ConfusionMatrix Confusion => RequireFinal().ToConfusion();

    /// <summary>The record as JSON.</summary>
    public string ToJson() => ToNode().ToJsonString(Json);

    /// <summary>The record as one line of JSON.</summary>
    public string ToLine() => ToNode().ToJsonString(OneLine);

    /// <summary>Writes the JSON atomically.</summary>
    /// <param name="path">The file.</param>
    /// <param name="overwrite">Whether to replace any file there. Otherwise only a record is replaced.</param>
    /// <exception cref="InputException">The file cannot be written, or another file is there.</exception>
    public void Save(string path, bool overwrite = false) => AtomicFile.WriteAllText(path, ToJson() + "\n", overwrite ? null : FileKind.RunRecord);

    /// <summary>Reads a record that <see cref="Save"/> wrote.</summary>
    /// <exception cref="InputException">The file is missing or not a record.</exception>
    public static RunRecord Load(string path)
    {
        try
        {
            if (new FileInfo(path) is { Exists: true, Length: > MostBytes and var length })
            {
                throw new InputException(FormattableString.Invariant($"{path}: found {length:N0} bytes, expected the JSON record of a training run, at most {MostBytes:N0}."));
            }
            return Parse(File.ReadAllBytes(path), path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new InputException($"{path}: cannot be read ({exception.Message})", exception);
        }
    }

    /// <summary>The record without options of the post's networks that another network does not have.</summary>
    private JsonNode ToNode()
    {
        var record = JsonSerializer.SerializeToNode(this, Json)!;
        if (Kind is null)
        {
            var options = record["options"]!.AsObject();
            foreach (var name in options.Select(option => option.Key).Where(name => !TrainingOptions.Names.Contains(name)).ToList())
            {
                options.Remove(name);
            }
        }
        return record;
    }

    /// <summary>Orders the options: first those of the network, then those of its training.</summary>
    private static void InheritedFirst(JsonTypeInfo type)
    {
        foreach (var property in type.Properties)
        {
            property.Order = property.AttributeProvider is MemberInfo member && member.DeclaringType == type.Type ? 1 : 0;
        }
    }

    /// <summary>The scores of a run that finished.</summary>
    /// <exception cref="InputException">The run was interrupted or diverged.</exception>
    internal FinalScore RequireFinal() => Final ?? throw new InputException(Diverged?.Message
        ?? $"This {Model} run was interrupted after {History.Count} of {Options.Epochs} epochs: it has no final evaluation. Run it again.");

    /// <summary>Reads a record from its JSON.</summary>
    /// <param name="json">The JSON in UTF-8.</param>
    /// <param name="place">The source of the JSON, for messages.</param>
    /// <exception cref="InputException">The JSON is not a record, or its values contradict each other.</exception>
    internal static RunRecord Parse(ReadOnlySpan<byte> json, string place)
    {
        var run = JsonText.Read<RunRecord>(json, Json, place, "the JSON record of a training run");
        try
        {
            run.Check();
            return run;
        }
        catch (InputException exception)
        {
            throw new InputException($"{place}: {exception.Message}", exception);
        }
    }
}

/// <summary>The epoch with the highest test accuracy.</summary>
/// <param name="Epoch">The epoch, from 1.</param>
/// <param name="Accuracy">Its test accuracy, 0 to 1.</param>
/// <param name="PickedOn">The songs it was picked on: the test songs, which makes its accuracy optimistic.</param>
public sealed record BestEpoch(int Epoch, double Accuracy, string PickedOn = "test songs");

/// <summary>Where a run diverged.</summary>
/// <param name="Epoch">The epoch, from 1.</param>
/// <param name="Step">The step in the epoch, from 1; null after its last step.</param>
/// <param name="Message">What happened and what to try.</param>
public sealed record Divergence(int Epoch, int? Step, string Message)
{
    /// <summary>Such as <c>diverged in epoch 1, step 2</c>.</summary>
    public override string ToString() => FormattableString.Invariant($"diverged in epoch {Epoch}{(Step is null ? "" : $", step {Step}")}");
}
