using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using GenreNotebooks.Data;
using GenreNotebooks.Estimators;
using GenreNotebooks.Files;
using GenreNotebooks.Models;
using GenreNotebooks.Runs;
using GenreNotebooks.Training;

namespace GenreNotebooks.SavedModels;

/// <summary>Everything about a saved model except its weights and vocabulary: <c>model.json</c>.</summary>
internal sealed record ModelDescription
{
    public const string OurFormat = "genre-notebooks-model";
    public const int OurVersion = 1;
    private const string Kind = "the description of a model";
    public const string ReleaseYear = "release_date"; // the data set's name for it

    public string Format { get; init; } = OurFormat;

    public int Version { get; init; } = OurVersion;

    /// <summary>The name of the network or of the recipe.</summary>
    public required string Model { get; init; }

    /// <summary>The network's own parameters and training method, or how a cell changed it; null for none.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public JsonObject? Network { get; init; }

    /// <summary>What a network reads that only its definition can create, some of <see cref="Inputs"/>; null for one of the library's.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<string>? Reads { get; init; }

    /// <summary>The recipe of a model that is not one sort of network; null for networks.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public RecipeChoice? Recipe { get; init; }

    /// <summary>The genres in label order.</summary>
    public required IReadOnlyList<string> Genres { get; init; }

    /// <summary>The training options.</summary>
    public required TrainingOptions Options { get; init; }

    /// <summary>The number of trainable parameters of all networks; 0 for a recipe without networks.</summary>
    public required long Parameters { get; init; }

    /// <summary>The SHA-256 of the vocabulary.</summary>
    public required string VocabularySha256 { get; init; }

    /// <summary>The SHA-256 of the weights; empty before they are saved.</summary>
    public string WeightsSha256 { get; init; } = "";

    /// <summary>The songs' file. Its path is the file name only.</summary>
    public required DataOrigin Data { get; init; }

    /// <summary>The number of training songs.</summary>
    public required int TrainingSongs { get; init; }

    /// <summary>The number of test songs, on which <see cref="Final"/> was measured.</summary>
    public required int TestSongs { get; init; }

    /// <summary>The mean over the training songs of each feature and of the year of release.</summary>
    public required IReadOnlyDictionary<string, double> FeatureMeans { get; init; }

    /// <summary>The smallest and the largest value among the training songs of each feature and of the year of release; null for a model saved without them.</summary>
    public IReadOnlyDictionary<string, FeatureRange>? FeatureRanges { get; init; }

    /// <summary>The scores on the test songs, dropout off.</summary>
    public required FinalScore Final { get; init; }

    /// <summary>How often a recipe by artist was right for test artists, see <see cref="ArtistGroup.Of"/>; null for other models.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<ArtistGroup>? TestArtists { get; init; }

    /// <summary>With early stopping, the epoch whose weights were restored; otherwise null.</summary>
    public int? RestoredEpoch { get; init; }

    /// <summary>The software and hardware of the training.</summary>
    public required RunEnvironment Environment { get; init; }

    /// <summary>The command line that trained the model; null if it was trained in code.</summary>
    public string? Command { get; init; }

    /// <summary>What a network can read of a song.</summary>
    public static IReadOnlyList<string> Inputs { get; } = ["lyrics", "features", ReleaseYear];

    /// <summary>The network of the library; null for a recipe and for a network that only its definition can create.</summary>
    [JsonIgnore]
    public ModelKind? Library => Reads is null && Recipe is null ? ModelDefinition.KindOf(Model) : null;

    /// <summary>Whether only a definition can create the network.</summary>
    [JsonIgnore]
    public bool NeedsDefinition => Library is null && Recipe is null;

    /// <summary>Whether the model reads lyrics.</summary>
    [JsonIgnore]
    public bool ReadsLyrics => Reads?.Contains(Inputs[0]) ?? KindOfInputs != ModelKind.Metadata;

    /// <summary>The names of the features that the model reads.</summary>
    [JsonIgnore]
    public IReadOnlyList<string> Features
    {
        get
        {
            var features = Reads?.Contains(Inputs[1]) ?? KindOfInputs != ModelKind.Lyrics;
            var year = Reads?.Contains(ReleaseYear) ?? (features && (Recipe?.WithYear ?? Options.WithYear));
            return [.. features ? EngineeredFeatures.Names : [], .. year ? [ReleaseYear] : (string[])[]];
        }
    }

    /// <summary>The keys of <see cref="FeatureMeans"/>.</summary>
    public static IEnumerable<string> FeatureNames => EngineeredFeatures.Names.Append(ReleaseYear);

    private ModelKind? KindOfInputs => Recipe is null ? Library : Recipe.Inputs;

    public string ToJson() => JsonSerializer.Serialize(this, RunRecord.Json);

    /// <summary>Parses the output of <see cref="ToJson"/>.</summary>
    /// <param name="json">The JSON.</param>
    /// <param name="place">The source of the JSON, for messages.</param>
    /// <exception cref="InputException">The JSON has another format or version, or invalid values.</exception>
    public static ModelDescription Parse(byte[] json, string place)
    {
        CheckVersion(json, place);
        var description = JsonText.Read<ModelDescription>(json, RunRecord.Json, place, Kind);
        try
        {
            description.Check();
            return description;
        }
        catch (InputException exception)
        {
            throw new InputException($"{place}: {exception.Message}", exception);
        }
    }

    private static void CheckVersion(byte[] json, string place)
    {
        var origin = JsonText.Read<Origin>(json, RunRecord.Json, place, Kind);
        var (format, version) = (TextOf(origin.Format), TextOf(origin.Version));
        if (format != $"\"{OurFormat}\"" || version != $"{OurVersion}")
        {
            throw new InputException($"{place}: found format {format} and version {version}, expected \"{OurFormat}\" and {OurVersion}. "
                + "This library, or this version of it, did not save the model: train and save the model again.");
        }

        static string TextOf(JsonElement value) => value.ValueKind == JsonValueKind.Undefined ? "none" : MessageText.Shortened(value.GetRawText());
    }

    /// <summary>The fields that decide whether the rest can be read.</summary>
    private sealed record Origin
    {
        public JsonElement Format { get; init; }

        public JsonElement Version { get; init; }
    }

    private void Check()
    {
        ModelDefinition.CheckedName(Model);
        ModelDefinition.CheckParameters(Model, Network ?? []);
        if (Recipe is not null)
        {
            Recipe.ToSavableEstimator();
        }
        else if (Library is null && Reads?.Except(Inputs).Any() is not false)
        {
            throw new InputException(Reads is null ? $"found the network '{Model}', expected lyrics, metadata or combined, or in reads what the network reads."
                : $"found '{MessageText.Shortened(string.Join(", ", Reads))}' in reads, expected some of {string.Join(", ", Inputs)}.");
        }
        (Options with { Seed = 0 }).Validated(); // earlier versions also trained with negative seeds, which do not matter to a trained model
        if (Genres.Any(string.IsNullOrWhiteSpace))
        {
            throw new InputException("found a genre without a name.");
        }
        _ = new GenreSet([.. Genres]);
        var fewest = Recipe is null ? 1 : 0;
        if (TrainingSongs < 1 || TestSongs < 0 || Parameters < fewest)
        {
            throw new InputException(FormattableString.Invariant($"found {TrainingSongs} training songs, {TestSongs} test songs and {Parameters} parameters, expected 1, 0 and {fewest} or more."));
        }
        if (FeatureNames.FirstOrDefault(name => !FeatureMeans.TryGetValue(name, out var mean) || !double.IsFinite(mean)) is { } missing)
        {
            throw new InputException($"found no finite number for '{missing}' in feature_means, expected one for each feature and {ReleaseYear}.");
        }
        if (FeatureRanges is not null && FeatureNames.FirstOrDefault(name => !FeatureRanges.TryGetValue(name, out var range)
            || !(double.IsFinite(range.Least) && double.IsFinite(range.Most) && range.Least <= range.Most)) is { } odd)
        {
            throw new InputException($"found no range for '{odd}' in feature_ranges, expected finite numbers, least and most, for each feature and {ReleaseYear}.");
        }
        ArtistGroup.Check(TestArtists ?? [], Recipe?.ByArtist == true);
        Data.Check();
        Final.Check();
    }
}
