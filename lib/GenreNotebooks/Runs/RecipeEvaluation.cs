using System.Text.Json;
using System.Text.Json.Serialization;
using GenreNotebooks.Data;
using GenreNotebooks.Evaluation;
using GenreNotebooks.Files;
using GenreNotebooks.Models;
using GenreNotebooks.Vectorization;

namespace GenreNotebooks.Runs;

/// <summary>A recipe measured on the test songs of one or more splits. Each split opens once, for a model that is trained already.</summary>
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

    /// <summary>The inputs of the recipe.</summary>
    public required ModelKind Inputs { get; init; }

    /// <summary>Whether the year of release was one more feature.</summary>
    public required bool WithYear { get; init; }

    /// <summary>How the test songs were chosen.</summary>
    public required SplitKind Split { get; init; }

    /// <summary>The genres that were told apart.</summary>
    public required GenreChoice Genres { get; init; }

    /// <summary>The number of seeds, each with a split of its own.</summary>
    public required int Seeds { get; init; }

    /// <summary>The first seed; the others follow.</summary>
    public required int FirstSeed { get; init; }

    /// <summary>The songs.</summary>
    public required DataOrigin Data { get; init; }

    /// <summary>The share of test songs predicted right.</summary>
    public required Estimate Accuracy { get; init; }

    /// <summary>The mean F1 over genres.</summary>
    public required Estimate MacroF1 { get; init; }

    /// <summary>The share of each genre's test songs predicted right.</summary>
    public required IReadOnlyDictionary<string, Estimate> PerClass { get; init; }

    /// <summary>The mean of -ln of the true genre's probability.</summary>
    public required double LogLoss { get; init; }

    /// <summary>The expected calibration error: how far probabilities are from shares.</summary>
    public required double CalibrationError { get; init; }

    /// <summary>What the recipe ran on.</summary>
    public required RunEnvironment Environment { get; init; }

    /// <summary>Splits, trains and measures, seed after seed.</summary>
    /// <param name="table">The songs.</param>
    /// <param name="genres">The genres to tell apart.</param>
    /// <param name="recipe">The name of the recipe.</param>
    /// <param name="inputs">What it reads.</param>
    /// <param name="withYear">Whether the year of release is one more feature.</param>
    /// <param name="split">How test songs are chosen.</param>
    /// <param name="seeds">The number of seeds, at least one.</param>
    /// <param name="firstSeed">The first of them.</param>
    /// <param name="onSeed">Called after each seed with its predictions.</param>
    /// <param name="cancellation">Ends the learning early.</param>
    /// <exception cref="InputException">There is no such recipe, or the songs cannot be divided so.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static RecipeEvaluation Measure(
        SongTable table,
        GenreChoice genres,
        string recipe,
        ModelKind inputs,
        bool withYear,
        SplitKind split,
        int seeds,
        int firstSeed = 0,
        Action<int, Predictions>? onSeed = null,
        CancellationToken cancellation = default)
    {
        var estimator = Estimators.Recipe.Named(recipe, inputs, withYear);
        using var stop = NotebookEngine.Linked(cancellation);
        var songs = table.OfGenres(genres);
        var runs = new List<Predictions>();
        foreach (var seed in Enumerable.Range(firstSeed, seeds))
        {
            var (train, test) = SealedTestSongs.Split(songs, split, seed);
            var model = FrozenModel.Fit(estimator, train, seed, stop.Token);
            runs.Add(test.Open(model)[model.Name]);
            onSeed?.Invoke(seed, runs[^1]);
        }
        var summary = ScoreSummary.Of(runs);
        return new()
        {
            Recipe = recipe,
            Inputs = inputs,
            WithYear = withYear,
            Split = split,
            Genres = genres,
            Seeds = seeds,
            FirstSeed = firstSeed,
            Data = table.Origin!,
            Accuracy = summary.Accuracy,
            MacroF1 = summary.MacroF1,
            PerClass = summary.PerClass,
            LogLoss = summary.LogLoss,
            CalibrationError = summary.Calibration.ExpectedError,
            Environment = RunEnvironment.Current("cpu"),
        };
    }

    /// <summary>Reads what <see cref="Save"/> wrote.</summary>
    /// <exception cref="InputException">The file cannot be read or is no such record.</exception>
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

    /// <summary>The record as JSON.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, Json);

    /// <summary>Writes the JSON whole or not at all.</summary>
    public void Save(string path) => AtomicFile.WriteAllText(path, ToJson() + "\n");
}
