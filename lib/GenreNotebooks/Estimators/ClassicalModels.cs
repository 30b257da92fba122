using GenreNotebooks.Evaluation;
using GenreNotebooks.Vectorization;

namespace GenreNotebooks.Estimators;

/// <summary>The classical models that networks are held against, with the settings of our tables.</summary>
public static class ClassicalModels
{
    /// <summary>Always the most frequent genre.</summary>
    public static IEstimator Majority { get; } = new MajorityBaseline();

    /// <summary>The year of release alone.</summary>
    public static IEstimator Year { get; } = new YearBaseline();

    /// <summary>Logistic regression on the lyrics' TF-IDF.</summary>
    public static IEstimator Lyrics => TfidfLogisticRegression.Tuned;

    /// <summary>Gradient-boosted trees on the 22 features, and the year if asked for.</summary>
    public static IEstimator Trees(bool withYear = false) => new GradientBoostedTrees { Name = Named("trees", withYear), WithYear = withYear };

    /// <summary>The soft vote of lyrics and trees.</summary>
    public static IEstimator Vote(bool withYear = false) => new SoftVote(Named("tf-idf + trees", withYear), Lyrics, Trees(withYear));

    /// <summary>Trees that see what logistic regression and naive Bayes say of the lyrics, and what these are like.</summary>
    public static IEstimator StackedLyrics { get; } = new StackedTrees
    {
        Name = "stacked lyrics",
        Trees = new() { Features = [], Trees = 150, LearningRate = 0.03, Leaves = 7, MinSongsPerLeaf = 30, Fractions = (0.7, 0.8) },
    };

    /// <summary>Trees that see the features too.</summary>
    public static IEstimator Stacked(bool withYear = false) => Stacked(Lyrics, withYear);

    /// <summary>
    /// Lets all of them learn, without and with the year: what the single estimators give, but what several share is learnt once.
    /// </summary>
    /// <param name="songs">The songs to learn from.</param>
    /// <param name="seed">Seeds what is drawn at random.</param>
    /// <param name="cancellation">Ends the learning early.</param>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static IReadOnlyList<FrozenModel> FitAll(SongDataset songs, int seed, CancellationToken cancellation = default)
    {
        FrozenModel Fit(IEstimator estimator) => FrozenModel.Fit(estimator, songs, seed, cancellation);
        var chosen = new FitOnce(TfidfLogisticRegression.Tuned.Choose(songs, seed, cancellation));
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
