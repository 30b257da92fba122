using GenreNotebooks.Evaluation;
using GenreNotebooks.Models;
using GenreNotebooks.Training;
using GenreNotebooks.Vectorization;

namespace GenreNotebooks.Estimators;

/// <summary>The named estimators that our tables compare.</summary>
public static class Recipe
{
    internal const string Vote = "vote";

    /// <summary>The names that <see cref="Named"/> accepts.</summary>
    public static IReadOnlyList<string> Names { get; } = ["blog", "network", "ensemble", "recommended", "classical", Vote, "tfidf", "majority", "year", "artist"];

    /// <summary>The post's settings, the defaults of the notebooks and of every option.</summary>
    public static TrainingOptions Blog { get; } = new();

    /// <summary>The settings of our network, chosen on validation songs.</summary>
    /// <param name="inputs">The network's inputs.</param>
    /// <param name="withYear">Whether to add the year of release as a feature.</param>
    public static TrainingOptions Network(ModelKind inputs, bool withYear = false)
    {
        var options = new TrainingOptions
        {
            Epochs = 8,
            BatchSize = 32,
            EmbeddingDim = 64,
            Pooling = Pooling.Tfidf,
            MinFrequency = 5,
            TokenDropout = 0.5,
            Dropout = 0.3,
            FeatureScaling = FeatureScaling.Quantile,
            WithYear = withYear,
            Depth = 2,
            LyricsDepth = 0,
            HiddenDim = 128,
            FeatureDropout = 0.3,
            CosineDecay = true,
            ResetOptimizerEachEpoch = false,
            DropoutWhileTesting = false,
            Device = "cpu",
        };
        return inputs switch
        {
            ModelKind.Lyrics => options with { Epochs = 6 },
            ModelKind.Metadata => options with { Epochs = 20, LearningRate = 2e-3, HiddenDim = 64, FeatureDropout = 0.2 },
            _ => options,
        };
    }

    /// <summary>The settings of our set network, chosen on validation artists.</summary>
    /// <param name="inputs">The network's inputs.</param>
    /// <param name="withYear">Whether to add the year of release as a feature.</param>
    public static TrainingOptions SetNetwork(ModelKind inputs, bool withYear = false) =>
        Network(inputs, withYear) with { Epochs = 16, EmbeddingDim = 32, TokenDropout = 0.7 };

    /// <summary>The recipe we recommend: the soft vote of five networks and <see cref="Classical"/>.</summary>
    /// <param name="inputs">The inputs.</param>
    /// <param name="withYear">Whether to add the year of release as a feature.</param>
    public static IEstimator Recommended(ModelKind inputs, bool withYear = false) =>
        new SoftVote("recommended", Ensemble(inputs, withYear), Classical(inputs, withYear));

    /// <summary>
    /// The best classical model: gradient-boosted trees on the features, on statistics of the lyrics with the probabilities of
    /// logistic regression and naive Bayes, or on all of these.
    /// </summary>
    /// <param name="inputs">The inputs.</param>
    /// <param name="withYear">Whether to add the year of release as a feature.</param>
    public static IEstimator Classical(ModelKind inputs, bool withYear = false) => inputs switch
    {
        ModelKind.Lyrics => ClassicalModels.StackedLyrics,
        ModelKind.Metadata => ClassicalModels.Trees(withYear),
        _ => ClassicalModels.Stacked(withYear),
    };

    /// <summary>Finds a recipe by name.</summary>
    /// <param name="name">
    /// <c>blog</c>: the post's network, trained as in the post; <c>network</c>: one of ours; <c>ensemble</c>: the vote of five of ours;
    /// <c>recommended</c>: the vote of these and the classical model; <c>classical</c>: see <see cref="Classical"/>;
    /// <c>tfidf</c>: logistic regression on the TF-IDF of the lyrics alone; <c>majority</c>; <c>year</c>: the year of release alone; <c>artist</c>: the artist's
    /// name looked up among the training songs.
    /// </param>
    /// <param name="inputs">The inputs.</param>
    /// <param name="withYear">Whether to add the year of release as a feature.</param>
    /// <exception cref="InputException">The recipe is unknown or cannot use the year.</exception>
    public static IEstimator Named(string name, ModelKind inputs, bool withYear = false) =>
        new RecipeChoice(name, inputs) { WithYear = withYear }.ToEstimator();

    internal static IEstimator Create(string name, ModelKind inputs, bool withYear)
    {
        RequireYear(name, inputs, withYear);
        return name switch
        {
            "blog" => new NetworkEstimator(inputs),
            "network" => new NetworkEnsemble(inputs, Network(inputs, withYear)),
            "ensemble" => Ensemble(inputs, withYear),
            "recommended" => Recommended(inputs, withYear),
            "classical" => Classical(inputs, withYear),
            "tfidf" => ClassicalModels.Lyrics,
            "majority" => ClassicalModels.Majority,
            "year" => ClassicalModels.Year,
            "artist" => ClassicalModels.Artist,
            Vote => throw new InputException($"The recipe '{name}' is the vote of an artist's songs: expected it by artist (--by artist)."),
            _ => throw new InputException($"There is no recipe '{name}': expected {string.Join(", ", Names)}."),
        };
    }

    /// <summary>The recipe by that name which judges artists.</summary>
    internal static IEstimator CreateByArtist(string name, ModelKind inputs, bool withYear)
    {
        RequireYear(name, inputs, withYear);
        var bySong = Create(name == Vote ? "recommended" : name, inputs, withYear);
        return name switch
        {
            "network" => new SetNetworks(inputs, SetNetwork(inputs, withYear)),
            "ensemble" => new SetNetworks(inputs, SetNetwork(inputs, withYear) with { Members = 5 }),
            "classical" or "recommended" => new ArtistTrees(Classical(inputs, withYear)),
            _ => new ArtistVote(bySong),
        };
    }

    private static void RequireYear(string name, ModelKind inputs, bool withYear)
    {
        if (withYear && (inputs == ModelKind.Lyrics || name is "blog" or "tfidf" or "majority" or "year" or "artist"))
        {
            throw new InputException($"The year cannot be added to the recipe '{name}' with the inputs {inputs.ToString().ToLowerInvariant()}: " +
                "expected network, ensemble, recommended or classical, with the inputs metadata or combined.");
        }
    }

    private static NetworkEnsemble Ensemble(ModelKind inputs, bool withYear) => new(inputs, Network(inputs, withYear) with { Members = 5 });
}
