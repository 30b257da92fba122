using System.Text.Json;
using System.Text.Json.Serialization;
using GenreNotebooks.Data;
using GenreNotebooks.Evaluation;
using GenreNotebooks.Files;
using GenreNotebooks.Models;
using GenreNotebooks.Vectorization;

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

    /// <summary>The inputs of the recipe; null if it reads neither lyrics nor features, see <see cref="Estimators.Recipe.InputsOf"/>.</summary>
    public required ModelKind? Inputs { get; init; }

    /// <summary>Whether the year of release was added as a feature.</summary>
    public required bool WithYear { get; init; }

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

    /// <summary>For each seed, splits the songs, fits the recipe and evaluates it on the test songs.</summary>
    /// <param name="table">The songs.</param>
    /// <param name="genres">The genres to predict.</param>
    /// <param name="recipe">The name of the recipe.</param>
    /// <param name="inputs">The inputs of the recipe.</param>
    /// <param name="withYear">Whether to add the year of release as a feature.</param>
    /// <param name="split">The kind of split.</param>
    /// <param name="seeds">The number of seeds, at least one.</param>
    /// <param name="firstSeed">The first seed.</param>
    /// <param name="onSeed">Called after each seed with its predictions.</param>
    /// <param name="onDiverged">Called after each seed whose training diverged, with the reason.</param>
    /// <param name="cancellation">Stops fitting early.</param>
    /// <exception cref="InputException">The recipe is unknown, the songs cannot be split this way, or training diverged with every seed.</exception>
    /// <exception cref="OperationCanceledException">Fitting was cancelled.</exception>
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
        Action<int, string>? onDiverged = null,
        CancellationToken cancellation = default)
    {
        var songs = table.OfGenres(genres);
        var estimator = Estimators.Recipe.Named(recipe, inputs, withYear);
        var (runs, diverged) = Run(estimator, songs, split, RandomSeed.Range(firstSeed, seeds), onSeed, onDiverged, cancellation);
        var summary = ScoreSummary.Of(runs);
        return new()
        {
            Recipe = recipe,
            Inputs = Estimators.Recipe.InputsOf(recipe, inputs),
            WithYear = withYear,
            Split = split,
            Genres = genres,
            Seeds = seeds,
            FirstSeed = firstSeed,
            Data = table.Origin! with { BaseRate = songs.BaseRate },
            Diverged = diverged,
            Accuracy = summary.Accuracy,
            MacroF1 = summary.MacroF1,
            PerClass = summary.PerClass,
            LogLoss = summary.LogLoss,
            CalibrationError = summary.Calibration.ExpectedError,
            Environment = RunEnvironment.Current("cpu"),
        };
    }

    /// <summary>For each seed, splits the songs, fits an estimator and predicts the test songs; a seed whose training diverges has no predictions.</summary>
    /// <exception cref="InputException">Training diverged with every seed.</exception>
    internal static (IReadOnlyList<Predictions> Runs, IReadOnlyDictionary<int, string> Diverged) Run(
        IEstimator estimator, SongDataset songs, SplitKind split, IReadOnlyList<int> seeds,
        Action<int, Predictions>? onSeed, Action<int, string>? onDiverged, CancellationToken cancellation)
    {
        using var stop = NotebookEngine.Linked(cancellation);
        var (runs, diverged) = (new List<Predictions>(), new OrderedDictionary<int, string>());
        foreach (var seed in seeds)
        {
            try
            {
                var (train, test) = SealedTestSongs.Split(songs, split, seed);
                var model = FrozenModel.Fit(estimator, train, seed, stop.Token);
                runs.Add(test.Open(model)[model.Name]);
            }
            catch (DivergedException exception)
            {
                diverged.Add(seed, exception.Message);
                onDiverged?.Invoke(seed, exception.Message);
                continue;
            }
            onSeed?.Invoke(seed, runs[^1]);
        }
        return runs.Count > 0 ? (runs, diverged)
            : throw new InputException($"No score: training diverged with each of the {seeds.Count} seeds. {diverged.GetAt(0).Value}");
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

    /// <summary>The evaluation as JSON.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, Json);

    /// <summary>Writes the JSON atomically.</summary>
    /// <param name="path">The file.</param>
    /// <param name="overwrite">Whether to replace any file there. Otherwise only an evaluation is replaced.</param>
    /// <exception cref="InputException">The file cannot be written, or another file is there.</exception>
    public void Save(string path, bool overwrite = false) => AtomicFile.WriteAllText(path, ToJson() + "\n", overwrite ? null : FileKind.Evaluation);
}
