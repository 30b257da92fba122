using GenreNotebooks.Data;
using GenreNotebooks.Estimators;
using GenreNotebooks.Evaluation;
using GenreNotebooks.Models;
using GenreNotebooks.Vectorization;
using static System.FormattableString;

namespace GenreNotebooks.Runs;

/// <summary>
/// Evaluates a recipe with one seed after another: each has its own split, whose test songs open once, for the fitted model. With a
/// <see cref="Folder"/>, each seed that ends is kept there, and seeds found there are not repeated.
/// </summary>
public sealed class RecipeSeeds
{
    private readonly IEstimator estimator;

    /// <summary>Chooses the recipe and the songs.</summary>
    /// <param name="table">The songs.</param>
    /// <param name="genres">The genres to predict.</param>
    /// <param name="recipe">The recipe and what it reads.</param>
    /// <param name="split">The kind of split.</param>
    /// <exception cref="InputException">
    /// The recipe is unknown or cannot use the year or the title, or there are no songs of the genres, or artists are judged but not kept apart.
    /// </exception>
    public RecipeSeeds(SongTable table, GenreChoice genres, RecipeChoice recipe, SplitKind split)
        : this(recipe.TableOf(table).OfGenres(genres), genres, recipe, split, recipe.ToEstimator())
    {
    }

    internal RecipeSeeds(SongDataset songs, GenreChoice genres, RecipeChoice recipe, SplitKind split, IEstimator estimator)
    {
        recipe.Require(split);
        (Songs, Genres, Recipe, Split, this.estimator) = (songs, genres, recipe, split, estimator);
    }

    /// <summary>The folder of <c>seeds.jsonl</c>, created with the first seed; null to keep nothing. Several programs may share it.</summary>
    public string? Folder { get; init; }

    /// <summary>The file of the kept seeds; null without a <see cref="Folder"/>.</summary>
    public string? FilePath => Lines?.FilePath;

    /// <summary>The songs of the genres.</summary>
    public SongDataset Songs { get; }

    /// <summary>The recipe and what it reads.</summary>
    public RecipeChoice Recipe { get; }

    /// <summary>The kind of split.</summary>
    public SplitKind Split { get; }

    /// <summary>The genres to predict.</summary>
    public GenreChoice Genres { get; }

    internal DataOrigin Data => Songs.Table.Origin! with { BaseRate = Songs.BaseRate };

    private SeedLines? Lines => Folder is null ? null : new(Folder);

    /// <summary>Evaluates the recipe with several seeds in a row.</summary>
    /// <param name="first">The first seed.</param>
    /// <param name="count">The number of seeds, at least one.</param>
    /// <param name="onSeed">Called for each seed, in their order.</param>
    /// <param name="cancellation">Stops fitting early. Seeds that have ended are kept.</param>
    /// <returns>The seeds, in their order; those whose training diverged say so and have no predictions.</returns>
    /// <exception cref="InputException">The songs cannot be split this way, or the file of the folder cannot be read or written.</exception>
    /// <exception cref="OperationCanceledException">Fitting was cancelled.</exception>
    public IReadOnlyList<EvaluatedSeed> Run(int first, int count, Action<EvaluatedSeed>? onSeed = null, CancellationToken cancellation = default)
    {
        using var stop = NotebookEngine.Linked(cancellation);
        Lines?.EnsureWritable();
        var kept = (Lines?.Read() ?? []).Where(IsOurs).DistinctBy(record => record.Seed).ToDictionary(record => record.Seed);
        var ended = new List<EvaluatedSeed>();
        foreach (var seed in RandomSeed.Range(first, count))
        {
            var evaluated = kept.TryGetValue(seed, out var found)
                ? new EvaluatedSeed(seed, found.Test?.ToPredictions(), found.Diverged)
                {
                    Known = found.Known?.ToDictionary(known => known.Key, known => known.Value.ToPredictions()) ?? [],
                    FoundBuild = found.Environment.LibraryBuild,
                }
                : Evaluate(seed, stop.Token);
            if (found is null)
            {
                Lines?.Append(RecordOf(evaluated));
            }
            ended.Add(evaluated);
            onSeed?.Invoke(evaluated);
        }
        return ended;
    }

    /// <summary>Splits the songs, fits the recipe and predicts the test songs.</summary>
    private EvaluatedSeed Evaluate(int seed, CancellationToken cancellation)
    {
        try
        {
            var (train, test) = SealedTestSongs.Split(Songs, Split, seed);
            var model = FrozenModel.Fit(estimator, train, seed, cancellation);
            var knowing = Recipe.ByArtist ? KnownSongs.Counts.ToDictionary(count => count, count => model.Knowing(count, seed)) : [];
            var opened = test.Open([model, .. knowing.Values]);
            return new(seed, opened[model.Name], Diverged: null)
            {
                Known = knowing.Select(known => (known.Key, Test: KnownSongs.Compared(opened[known.Value.Name]))).Where(known => known.Test is not null)
                    .ToDictionary(known => known.Key, known => known.Test!),
            };
        }
        catch (DivergedException exception)
        {
            return new(seed, Predictions: null, exception.Message);
        }
    }

    // The library build does not count, as in RunIdentity. Earlier versions kept no artists, which intervals need: such a seed is evaluated again.
    private bool IsOurs(SeedRecord record) =>
        record.Test?.Artists is null == (Split != SplitKind.Artist || record.Test is null) && (record.Choice, record.Split, record.Genres, record.Data.Sha256, record.VocabularySha256) == (Recipe, Split, Genres, Data.Sha256, Songs.Table.VocabularySha256);

    private SeedRecord RecordOf(EvaluatedSeed evaluated) => new()
    {
        Recipe = Recipe.Recipe,
        Inputs = Recipe.Inputs,
        WithYear = Recipe.WithYear,
        WithTitle = Recipe.WithTitle,
        ByArtist = Recipe.ByArtist,
        Split = Split,
        Genres = Genres,
        Seed = evaluated.Seed,
        Data = Data,
        VocabularySha256 = Songs.Table.VocabularySha256,
        Environment = RunEnvironment.Current("cpu"),
        Diverged = evaluated.Diverged,
        Test = evaluated.Predictions is { } test ? SeedPredictions.Of(test) : null,
        Known = evaluated.Known.Count == 0 ? null : evaluated.Known.ToDictionary(known => known.Key, known => SeedPredictions.Of(known.Value)),
    };
}

/// <summary>A recipe's evaluation with one seed.</summary>
/// <param name="Seed">The seed of the split and the recipe.</param>
/// <param name="Predictions">The predictions for the test songs; null if training diverged.</param>
/// <param name="Diverged">Why training diverged; null if it did not.</param>
public sealed record EvaluatedSeed(int Seed, Predictions? Predictions, string? Diverged)
{
    /// <summary>By artist, the predictions from some numbers of known songs, for the songs of artists that have at least ten; else empty.</summary>
    public IReadOnlyDictionary<int, Predictions> Known { get; init; } = new Dictionary<int, Predictions>();

    /// <summary>The library build that evaluated the seed, if it was found in the folder; null if it was evaluated now.</summary>
    public string? FoundBuild { get; init; }

    /// <summary>One line with the seed and its scores, or why it has none.</summary>
    public override string ToString() => Invariant($"seed {Seed}: ")
        + (Predictions?.Confusion is { } confusion ? Invariant($"accuracy {confusion.Accuracy:0.0000}, macro-F1 {confusion.MacroF1:0.0000}") : Diverged)
        + (FoundBuild is null ? "" : " (found)");
}
