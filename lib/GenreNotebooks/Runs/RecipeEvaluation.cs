using System.Text.Json;
using System.Text.Json.Serialization;
using GenreNotebooks.Data;
using GenreNotebooks.Evaluation;
using GenreNotebooks.Files;
using GenreNotebooks.Models;

namespace GenreNotebooks.Runs;

/// <summary>A recipe's scores on the test songs of one or more splits. Each split's test songs open once, for a fitted model.</summary>
public sealed record RecipeEvaluation
{
    private static readonly JsonSerializerOptions Json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        WriteIndented = true,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower) },
    };

    /// <summary>The name of the recipe, see <see cref="Estimators.Recipe.Named"/>.</summary>
    public required string Recipe { get; init; }

    /// <summary>The inputs of the recipe; null if it reads neither lyrics nor features.</summary>
    public required ModelKind? Inputs { get; init; }

    /// <summary>Whether the year of release was added as a feature.</summary>
    public required bool WithYear { get; init; }

    /// <summary>Whether the words of the title were read with the lyrics.</summary>
    public bool WithTitle { get; init; }

    /// <summary>Whether artists were judged by all their songs. Each song gets its artist's answer.</summary>
    public bool ByArtist { get; init; }

    /// <summary>How the test songs were chosen.</summary>
    public required SplitKind Split { get; init; }

    /// <summary>The predicted genres.</summary>
    public required GenreChoice Genres { get; init; }

    /// <summary>The number of seeds, each with its own split.</summary>
    public required int Seeds { get; init; }

    /// <summary>The first seed; the others follow it.</summary>
    public required int FirstSeed { get; init; }

    /// <summary>The songs.</summary>
    public required DataOrigin Data { get; init; }

    /// <summary>The seeds whose training diverged, with the reason. They are not in the scores.</summary>
    public IReadOnlyDictionary<int, string> Diverged { get; init; } = new Dictionary<int, string>();

    /// <summary>The share of test songs predicted correctly.</summary>
    public required Estimate Accuracy { get; init; }

    /// <summary>The accuracy with each artist counted once: the mean over artists of the share of their songs predicted correctly; null unless artists are apart.</summary>
    public Estimate? ArtistAccuracy { get; init; }

    /// <summary>By artist, the accuracy with only some songs of an artist known; empty if no artist has enough songs.</summary>
    public IReadOnlyList<KnownSongs> Known { get; init; } = [];

    /// <summary>The mean F1 over genres.</summary>
    public required Estimate MacroF1 { get; init; }

    /// <summary>For each genre, the share of its test songs predicted correctly; null if no split has test songs of the genre.</summary>
    public required IReadOnlyDictionary<string, Estimate?> PerClass { get; init; }

    /// <summary>The mean of -ln of the true genre's probability.</summary>
    public required double LogLoss { get; init; }

    /// <summary>The expected calibration error, see <see cref="Calibration.ExpectedError"/>.</summary>
    public required double CalibrationError { get; init; }

    /// <summary>The software and hardware of the evaluation.</summary>
    public required RunEnvironment Environment { get; init; }

    /// <summary>Puts the seeds of a recipe together.</summary>
    /// <param name="recipe">The recipe on its songs.</param>
    /// <param name="seeds">The seeds, at least one, in a row.</param>
    /// <exception cref="InputException">Training diverged with every seed.</exception>
    public static RecipeEvaluation Of(RecipeSeeds recipe, IReadOnlyList<EvaluatedSeed> seeds)
    {
        Predictions[] runs = [.. seeds.Select(seed => seed.Predictions).OfType<Predictions>()];
        if (runs.Length == 0)
        {
            throw new InputException($"No score: training diverged with each of the {seeds.Count} seeds. {seeds[0].Diverged}");
        }
        var summary = ScoreSummary.Of(runs);
        return new()
        {
            Recipe = recipe.Recipe.Recipe,
            Inputs = recipe.Recipe.Inputs,
            WithYear = recipe.Recipe.WithYear,
            WithTitle = recipe.Recipe.WithTitle,
            ByArtist = recipe.Recipe.ByArtist,
            Split = recipe.Split,
            Genres = recipe.Genres,
            Seeds = seeds.Count,
            FirstSeed = seeds[0].Seed,
            Data = recipe.Data,
            Diverged = new OrderedDictionary<int, string>(seeds.Where(seed => seed.Diverged is not null).Select(seed => KeyValuePair.Create(seed.Seed, seed.Diverged!))),
            Accuracy = summary.Accuracy,
            ArtistAccuracy = summary.ArtistAccuracy,
            Known = [.. KnownSongs.Counts.Select(count => new KnownSongs(count, AccuracyOf(seeds, count)!)).Where(known => known.Accuracy is not null)],
            MacroF1 = summary.MacroF1,
            PerClass = summary.PerClass,
            LogLoss = summary.LogLoss,
            CalibrationError = summary.Calibration.ExpectedError,
            Environment = RunEnvironment.Current("cpu"),
        };
    }

    /// <summary>Reads an evaluation that <see cref="Save"/> wrote.</summary>
    /// <exception cref="InputException">The file cannot be read or is not an evaluation.</exception>
    public static RecipeEvaluation Load(string path)
    {
        try
        {
            return JsonSerializer.Deserialize<RecipeEvaluation>(File.ReadAllText(path), Json) ?? throw new JsonException("It is null.");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or JsonException)
        {
            throw new InputException($"{path}: cannot be read ({exception.Message}) Expected a file that evaluate --json wrote.", exception);
        }
    }

    private static Estimate? AccuracyOf(IReadOnlyList<EvaluatedSeed> seeds, int known)
    {
        Predictions[] runs = [.. seeds.Where(seed => seed.Known.ContainsKey(known)).Select(seed => seed.Known[known])];
        return runs.Length == 0 ? null : ScoreSummary.Of(runs).Accuracy;
    }

    /// <summary>The evaluation as JSON.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, Json);

    /// <summary>Writes the JSON atomically.</summary>
    /// <param name="path">The file.</param>
    /// <param name="overwrite">Whether to replace any file there. Otherwise only an evaluation is replaced.</param>
    /// <exception cref="InputException">The file cannot be written, or another file is there.</exception>
    public void Save(string path, bool overwrite = false) => AtomicFile.WriteAllText(path, ToJson() + "\n", overwrite ? null : FileKind.Evaluation);
}
