using System.Text.Json;
using GenreNotebooks.Data;
using GenreNotebooks.Files;
using GenreNotebooks.Models;
using GenreNotebooks.Runs;
using GenreNotebooks.Training;

namespace GenreNotebooks.SavedModels;

/// <summary>What a saved model is, beside its weights: the JSON of its folder.</summary>
internal sealed record ModelDescription
{
    public const string OurFormat = "genre-notebooks-model";
    public const int OurVersion = 1;
    private const string Kind = "the description of a model";
    public const string ReleaseYear = "release_date"; // the data set's name for it

    public string Format { get; init; } = OurFormat;

    public int Version { get; init; } = OurVersion;

    /// <summary>What the networks read.</summary>
    public required ModelKind Model { get; init; }

    /// <summary>The genres in the order of the labels.</summary>
    public required IReadOnlyList<string> Genres { get; init; }

    /// <summary>How they are made and were trained.</summary>
    public required TrainingOptions Options { get; init; }

    /// <summary>The numbers that training found, of all networks together.</summary>
    public required long Parameters { get; init; }

    /// <summary>The SHA-256 of the vocabulary.</summary>
    public required string VocabularySha256 { get; init; }

    /// <summary>The SHA-256 of the weights; empty before they are saved.</summary>
    public string WeightsSha256 { get; init; } = "";

    /// <summary>The file that the songs come from; its path is its name alone.</summary>
    public required DataOrigin Data { get; init; }

    /// <summary>The number of songs that it learnt from.</summary>
    public required int TrainingSongs { get; init; }

    /// <summary>The number of songs that <see cref="Final"/> was measured on.</summary>
    public required int TestSongs { get; init; }

    /// <summary>Of each feature and the year of release the mean over the training songs.</summary>
    public required IReadOnlyDictionary<string, double> FeatureMeans { get; init; }

    /// <summary>The scores on the test songs, dropout off.</summary>
    public required FinalScore Final { get; init; }

    /// <summary>With early stopping, the epoch whose weights these are.</summary>
    public int? RestoredEpoch { get; init; }

    /// <summary>What it was trained on.</summary>
    public required RunEnvironment Environment { get; init; }

    /// <summary>The command line that trained it; null if a program did.</summary>
    public string? Command { get; init; }

    /// <summary>The names that <see cref="FeatureMeans"/> has.</summary>
    public static IEnumerable<string> FeatureNames => EngineeredFeatures.Names.Append(ReleaseYear);

    public string ToJson() => JsonSerializer.Serialize(this, RunRecord.Json);

    /// <summary>Reads what <see cref="ToJson"/> gave.</summary>
    /// <param name="json">The JSON.</param>
    /// <param name="place">What messages call the place it was found at.</param>
    /// <exception cref="InputException">It is of another format or version, or says something that cannot be.</exception>
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
                + "It is no model of this library, or of another version of it: train and save the model again.");
        }

        static string TextOf(JsonElement value) => value.ValueKind == JsonValueKind.Undefined ? "none" : MessageText.Shortened(value.GetRawText());
    }

    /// <summary>What says whether the rest can be read.</summary>
    private sealed record Origin
    {
        public JsonElement Format { get; init; }

        public JsonElement Version { get; init; }
    }

    private void Check()
    {
        Options.Validated();
        if (Genres.Any(string.IsNullOrWhiteSpace))
        {
            throw new InputException("found a genre without a name.");
        }
        _ = new GenreSet([.. Genres]);
        if (TrainingSongs < 1 || TestSongs < 0 || Parameters < 1)
        {
            throw new InputException(FormattableString.Invariant($"found {TrainingSongs} training songs, {TestSongs} test songs and {Parameters} parameters, expected 1, 0 and 1 or more."));
        }
        if (FeatureNames.FirstOrDefault(name => !FeatureMeans.TryGetValue(name, out var mean) || !double.IsFinite(mean)) is { } missing)
        {
            throw new InputException($"feature_means has no finite number for '{missing}', expected one for each feature and {ReleaseYear}.");
        }
        Final.Check();
    }
}
