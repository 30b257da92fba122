using System.Text.Json;
using System.Text.Json.Serialization;
using GenreNotebooks.Data;
using GenreNotebooks.Estimators;
using GenreNotebooks.Evaluation;
using GenreNotebooks.Files;
using GenreNotebooks.Models;
using static System.FormattableString;

namespace GenreNotebooks.Runs;

/// <summary>
/// Evaluated seeds of recipes in one file, one JSON record per line. Several programs may append to it at once. A last line cut short by a
/// crash is ignored, and the next append removes it. To merge files from several machines, concatenate them.
/// </summary>
/// <param name="folder">The folder of the file, created when the first seed is appended.</param>
internal sealed class SeedLines(string folder)
{
    /// <summary>The name of the file.</summary>
    public const string FileName = "seeds.jsonl";

    private const int LongestLine = 256 << 20; // a test song of four genres takes about a hundred bytes

    private readonly RecordLines<SeedRecord> lines = new(Path.Combine(folder, FileName), "{\"recipe\":", LongestLine, SeedRecord.Parse);

    /// <summary>The file.</summary>
    public string FilePath => lines.FilePath;

    /// <summary>All seeds in file order. A seed may occur twice.</summary>
    /// <exception cref="InputException">The file cannot be read, or a line is not a record and not an incomplete last line.</exception>
    public IReadOnlyList<SeedRecord> Read() => [.. lines.Read()];

    /// <summary>Checks that seeds can be appended, before any long work.</summary>
    /// <exception cref="InputException">They cannot.</exception>
    public void EnsureWritable() => lines.EnsureWritable();

    /// <summary>Appends a seed that has ended and flushes it to disk.</summary>
    /// <exception cref="InputException">The file cannot be written.</exception>
    public void Append(SeedRecord seed) => lines.Append(seed.ToLine());
}

/// <summary>A recipe's predictions for the test songs of one seed, exact to the last bit, or why its training diverged.</summary>
internal sealed record SeedRecord
{
    private static readonly JsonSerializerOptions Json = new(RunRecord.Json) { WriteIndented = false };

    /// <summary>The name of the recipe.</summary>
    public required string Recipe { get; init; }

    /// <summary>The inputs of the recipe; null if it reads neither lyrics nor features.</summary>
    public required ModelKind? Inputs { get; init; }

    /// <summary>Whether the year of release was added as a feature.</summary>
    public required bool WithYear { get; init; }

    /// <summary>Whether the words of the title were read with the lyrics.</summary>
    public bool WithTitle { get; init; }

    /// <summary>Whether artists were judged by all their songs.</summary>
    public bool ByArtist { get; init; }

    /// <summary>How the test songs were chosen.</summary>
    public required SplitKind Split { get; init; }

    /// <summary>The predicted genres.</summary>
    public required GenreChoice Genres { get; init; }

    /// <summary>The seed of the split and the recipe.</summary>
    public required int Seed { get; init; }

    /// <summary>The songs.</summary>
    public required DataOrigin Data { get; init; }

    /// <summary>The SHA-256 of the vocabulary.</summary>
    public required string VocabularySha256 { get; init; }

    /// <summary>The software and hardware.</summary>
    public required RunEnvironment Environment { get; init; }

    /// <summary>Why training diverged; null if it did not.</summary>
    public string? Diverged { get; init; }

    /// <summary>The test songs; null if training diverged.</summary>
    public SeedPredictions? Test { get; init; }

    /// <summary>The predictions with some numbers of known songs, see <see cref="EvaluatedSeed.Known"/>; null for none.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyDictionary<int, SeedPredictions>? Known { get; init; }

    /// <summary>The recipe and what it reads.</summary>
    internal RecipeChoice Choice => new(Recipe, Inputs) { WithYear = WithYear, WithTitle = WithTitle, ByArtist = ByArtist };

    /// <summary>The record as one line of JSON.</summary>
    public string ToLine() => JsonSerializer.Serialize(this, Json);

    /// <summary>Reads a record from its JSON.</summary>
    /// <param name="json">The JSON in UTF-8.</param>
    /// <param name="place">The source of the JSON, for messages.</param>
    /// <exception cref="InputException">The JSON is not a record, or its values contradict each other.</exception>
    internal static SeedRecord Parse(ReadOnlySpan<byte> json, string place)
    {
        var seed = JsonText.Read<SeedRecord>(json, Json, place, "the JSON record of an evaluated seed");
        try
        {
            seed.Check();
            return seed;
        }
        catch (InputException exception)
        {
            throw new InputException($"{place}: {exception.Message}", exception);
        }
    }

    private void Check()
    {
        RandomSeed.Checked(Seed);
        Data.Check();
        if (Test is null == Diverged is null)
        {
            throw new InputException($"found {(Test is null ? "neither" : "both")} of test and diverged, expected one of them.");
        }
        Test?.ToPredictions();
        foreach (var (known, predictions) in Known ?? new Dictionary<int, SeedPredictions>())
        {
            _ = (predictions ?? throw new InputException(Invariant($"found null for {known} known songs, expected predictions."))).ToPredictions();
        }
    }
}

/// <summary>The test songs of an evaluated seed.</summary>
/// <param name="Genres">The genres, in label order.</param>
/// <param name="Songs">The songs' rows in the table.</param>
/// <param name="Labels">The label of each song's true genre.</param>
/// <param name="Probabilities">The probability of each genre for each song, <c>[songs][genres]</c>.</param>
internal sealed record SeedPredictions(string[] Genres, int[] Songs, int[] Labels, double[][] Probabilities)
{
    /// <summary>The artist of each song as a number, if the split keeps artists apart; else null.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public int[]? Artists { get; init; }

    public static SeedPredictions Of(Predictions test) =>
        new([.. test.Genres], [.. test.Songs], [.. test.Labels], test.Probabilities) { Artists = test.Artists?.ToArray() };

    /// <exception cref="InputException">The lists do not fit each other, or a value is out of range.</exception>
    public Predictions ToPredictions()
    {
        if (Songs.Length != Labels.Length)
        {
            throw new InputException(Invariant($"found {Songs.Length} songs and {Labels.Length} labels, expected a label for each song."));
        }
        if (Artists is not null && Artists.Length != Songs.Length)
        {
            throw new InputException(Invariant($"found {Songs.Length} songs and {Artists.Length} artists, expected an artist for each song."));
        }
        if (Genres.Length < 2 || Array.IndexOf(Genres, null) >= 0 || Genres.Distinct().Count() < Genres.Length)
        {
            throw new InputException(Invariant($"found {Genres.Length} genres, expected 2 or more, each with a name of its own."));
        }
        if (Array.FindIndex(Labels, label => label < 0 || label >= Genres.Length) is >= 0 and var song)
        {
            throw new InputException(Invariant($"found the label {Labels[song]} of song {song}, expected 0 to {Genres.Length - 1}."));
        }
        return new(Songs, Genres, Labels, Array.ConvertAll(Probabilities, row => row ?? []), Artists);
    }
}
