using GenreNotebooks.Evaluation;
using GenreNotebooks.Vectorization;

namespace GenreNotebooks.Estimators;

/// <summary>The classical models to compare networks with, with the settings of our tables.</summary>
public static class ClassicalModels
{
    /// <summary>Always predicts the most frequent genre.</summary>
    public static IEstimator Majority { get; } = new MajorityBaseline();

    /// <summary>The year of release alone.</summary>
    public static IEstimator Year { get; } = new YearBaseline();

    /// <summary>The genre of the artist's training songs, found by the name.</summary>
    public static IEstimator Artist { get; } = new ArtistBaseline();

    /// <summary>Logistic regression on the TF-IDF of the lyrics.</summary>
    public static IEstimator Lyrics => TfidfLogisticRegression.Tuned;

    /// <summary>Gradient-boosted trees on the 22 features and, optionally, the year.</summary>
    public static IEstimator Trees(bool withYear = false) => new GradientBoostedTrees { Name = Named("trees", withYear), WithYear = withYear };

    /// <summary>The soft vote of lyrics and trees.</summary>
    public static IEstimator Vote(bool withYear = false) => new SoftVote(Named("tf-idf + trees", withYear), Lyrics, Trees(withYear));

    /// <summary>Trees on statistics of the lyrics and on the probabilities that logistic regression and naive Bayes give for them.</summary>
    public static IEstimator StackedLyrics { get; } = new StackedTrees
    {
        Name = "stacked lyrics",
        Trees = new() { Features = [], Trees = 150, LearningRate = 0.03, Leaves = 7, MinSongsPerLeaf = 30, Fractions = (0.7, 0.8) },
    };

    /// <summary>Trees on the inputs of <see cref="StackedLyrics"/> and the features.</summary>
    public static IEstimator Stacked(bool withYear = false) => Stacked(Lyrics, withYear);

    /// <summary>
    /// Fits all of them, without and with the year. The results are those of the single estimators, but shared parts are fitted once.
    /// </summary>
    /// <param name="songs">The songs to learn from.</param>
    /// <param name="seed">The random seed.</param>
    /// <param name="cancellation">Stops fitting early.</param>
    /// <exception cref="OperationCanceledException">Fitting was cancelled.</exception>
    public static IReadOnlyList<FrozenModel> FitAll(SongDataset songs, int seed, CancellationToken cancellation = default)
    {
        FrozenModel Fit(IEstimator estimator) => FrozenModel.Fit(estimator, songs, seed, cancellation);
        var chosen = new CachedEstimator(TfidfLogisticRegression.Tuned.Choose(songs, seed, cancellation));
        var (lyrics, trees, treesWithYear) = (Fit(chosen), Fit(Trees()), Fit(Trees(withYear: true)));
        return
        [
            Fit(Majority), Fit(Year), lyrics, trees, treesWithYear,
            FrozenModel.SoftVote(Vote().Name, lyrics, trees),
            FrozenModel.SoftVote(Vote(withYear: true).Name, lyrics, treesWithYear),
            Fit(Stacked(chosen, withYear: false)), Fit(Stacked(chosen, withYear: true)),
        ];
    }

    private static StackedTrees Stacked(IEstimator lyrics, bool withYear) =>
        new() { Name = Named("stacked trees", withYear), Lyrics = [lyrics, new NaiveBayes()], Trees = new() { WithYear = withYear } };

    private static string Named(string name, bool withYear) => withYear ? $"{name}, year" : name;
}
