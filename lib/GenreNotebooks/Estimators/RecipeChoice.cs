using System.Text.Json.Serialization;
using GenreNotebooks.Data;
using GenreNotebooks.Evaluation;
using GenreNotebooks.Models;
using GenreNotebooks.Vectorization;

namespace GenreNotebooks.Estimators;

/// <summary>A recipe and what it reads.</summary>
public sealed record RecipeChoice
{
    /// <summary>Chooses a recipe.</summary>
    /// <param name="recipe">The name, see <see cref="Estimators.Recipe.Named"/>.</param>
    /// <param name="inputs">The inputs of a recipe that can have several.</param>
    public RecipeChoice(string recipe, ModelKind? inputs = ModelKind.Combined) => (Recipe, Inputs) = (recipe, recipe switch
    {
        _ when IsBaseline(recipe) => null,
        "tfidf" => ModelKind.Lyrics,
        _ => inputs,
    });

    /// <summary>The name of the recipe.</summary>
    public string Recipe { get; }

    /// <summary>The inputs; null for <c>majority</c>, <c>year</c> and <c>artist</c>, which read neither lyrics nor features.</summary>
    public ModelKind? Inputs { get; }

    /// <summary>Whether to add the year of release as a feature.</summary>
    public bool WithYear { get; init; }

    /// <summary>Whether to read the words of the title with the lyrics.</summary>
    public bool WithTitle { get; init; }

    /// <summary>Whether to judge artists by all their songs, in place of single songs.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool ByArtist { get; init; }

    /// <summary>Creates the estimator. It reads the songs of <see cref="TableOf"/>.</summary>
    /// <exception cref="InputException">The recipe is unknown, cannot use the year, or reads no lyrics that titles could join.</exception>
    public IEstimator ToEstimator()
    {
        if (WithTitle && (Recipe == "blog" || Inputs is null or ModelKind.Metadata))
        {
            throw new InputException($"The title cannot be added to the recipe '{Recipe}'{(Inputs is { } inputs ? $" with the inputs {inputs.ToString().ToLowerInvariant()}" : "")}: " +
                "expected tfidf, or network, ensemble, recommended or classical with the inputs lyrics or combined.");
        }
        return ByArtist ? Estimators.Recipe.CreateByArtist(Recipe, Inputs ?? ModelKind.Combined, WithYear) : Estimators.Recipe.Create(Recipe, Inputs ?? ModelKind.Combined, WithYear);
    }

    /// <summary>Checks that the recipe can be tested on songs of a split.</summary>
    /// <exception cref="InputException">It judges artists, and the split does not keep them apart.</exception>
    public void Require(SplitKind split)
    {
        if (ByArtist && split != SplitKind.Artist)
        {
            throw new InputException($"Artists are judged, but the split is {split.ToString().ToLowerInvariant()}: expected artist (--split artist), so that no test artist is known.");
        }
    }

    /// <summary>The songs as the recipe reads them: with their titles if <see cref="WithTitle"/>.</summary>
    public SongTable TableOf(SongTable table) => WithTitle ? table.WithTitles() : table;

    /// <summary>Creates the estimator of a model to be saved.</summary>
    /// <exception cref="InputException">The recipe is unknown, cannot use the year or the title, or cannot be saved.</exception>
    internal ISavableEstimator ToSavableEstimator() => ToEstimator() is ISavableEstimator estimator && !IsBaseline(Recipe) ? estimator
        : throw new InputException($"The recipe '{Recipe}' is a baseline, which is not saved: expected {string.Join(", ", Estimators.Recipe.Names.Where(name => !IsBaseline(name) && (ByArtist || name != Estimators.Recipe.Vote)))}.");

    private static bool IsBaseline(string recipe) => recipe is "majority" or "year" or "artist";
}
