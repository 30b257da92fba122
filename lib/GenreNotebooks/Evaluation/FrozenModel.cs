using GenreNotebooks.Data;
using GenreNotebooks.Vectorization;

namespace GenreNotebooks.Evaluation;

/// <summary>A fitted classifier and the songs it was fitted on. <see cref="SealedTestSongs"/> open only for these.</summary>
public sealed class FrozenModel
{
    private readonly HashSet<(string Source, int Row)> seen;

    private FrozenModel(string name, IClassifier classifier, GenreSet genres, HashSet<(string Source, int Row)> seen) =>
        (Name, Classifier, Genres, this.seen) = (name, classifier, genres, seen);

    /// <summary>The name in tables.</summary>
    public string Name { get; }

    /// <summary>The classifier.</summary>
    public IClassifier Classifier { get; }

    /// <summary>The genres it predicts.</summary>
    public GenreSet Genres { get; }

    /// <summary>Fits an estimator.</summary>
    /// <param name="estimator">The estimator.</param>
    /// <param name="songs">The songs to learn from.</param>
    /// <param name="seed">The random seed.</param>
    /// <param name="cancellation">Stops fitting early.</param>
    /// <exception cref="OperationCanceledException">Fitting was cancelled.</exception>
    public static FrozenModel Fit(IEstimator estimator, SongDataset songs, int seed, CancellationToken cancellation = default)
    {
        using var stop = NotebookEngine.Linked(cancellation);
        stop.Token.ThrowIfCancellationRequested();
        return new(estimator.Name, estimator.Fit(songs, seed, stop.Token), songs.Genres, [.. RowsOf(songs)]);
    }

    /// <summary>The soft vote of fitted models: the mean of their probabilities.</summary>
    /// <param name="name">The name in tables.</param>
    /// <param name="members">The models, at least one.</param>
    /// <exception cref="InputException">There are no models, or they predict different genres.</exception>
    public static FrozenModel SoftVote(string name, params IReadOnlyList<FrozenModel> members)
    {
        if (members.Count == 0)
        {
            throw new InputException($"The vote '{name}' has no members: expected at least one model.");
        }
        foreach (var member in members)
        {
            member.RequireGenres(members[0].Genres);
        }
        var vote = VotingClassifier.Of([.. members.Select(member => member.Classifier)]);
        return new(name, vote, members[0].Genres, [.. members.SelectMany(member => member.seen)]);
    }

    /// <summary>The same model under another name.</summary>
    /// <param name="name">The name in tables.</param>
    public FrozenModel Named(string name) => new(name, Classifier, Genres, seen);

    /// <summary>The same model, a judge of artists, that knows only some songs of each artist: it answers for a song from that song and others of its artist drawn at random.</summary>
    /// <param name="songs">The number of known songs, at least 1.</param>
    /// <param name="seed">The random seed.</param>
    /// <exception cref="InputException">The model judges single songs.</exception>
    public FrozenModel Knowing(int songs, int seed)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(songs, 1);
        return Classifier is ArtistClassifier artists
            ? new(FormattableString.Invariant($"{Name}, {songs} known"), new KnowingClassifier(artists, songs, seed), Genres, seen)
            : throw new InputException($"The model '{Name}' judges single songs: expected one that judges artists, such as a recipe by artist.");
    }

    /// <summary>Predicts songs from the training side of a split, such as validation songs. The model does not see their labels.</summary>
    /// <exception cref="InputException">The model predicts other genres.</exception>
    public Predictions Predict(SongDataset songs)
    {
        RequireGenres(songs.Genres);
        return new(songs.Rows, songs.Genres.Names, songs.Labels, Classifier.Predict(songs.WithoutLabels()),
            songs.Kind == SplitKind.Artist ? songs.Select(songs.ArtistOf) : null);
    }

    /// <summary>Checks that the model can be evaluated on test songs.</summary>
    /// <exception cref="InputException">The model has learnt from some of them, or predicts other genres.</exception>
    internal void RequireUnseen(SongDataset test)
    {
        RequireGenres(test.Genres);
        var known = RowsOf(test).Count(seen.Contains);
        if (known > 0)
        {
            throw new InputException($"The model '{Name}' has learnt from {known} of these {test.Count} test songs: " +
                "expected a model that learnt from the training songs of the same split.");
        }
    }

    private sealed class KnowingClassifier(ArtistClassifier artists, int known, int seed) : IClassifier
    {
        public double[][] Predict(SongDataset songs) => artists.Predict(songs, known, seed);
    }

    private static IEnumerable<(string, int)> RowsOf(SongDataset songs) => songs.Rows.Select(songs.Table.KeyOf);

    private void RequireGenres(GenreSet genres)
    {
        if (!genres.Names.SequenceEqual(Genres.Names))
        {
            throw new InputException($"The model '{Name}' predicts {string.Join(", ", Genres.Names)}: expected {string.Join(", ", genres.Names)}.");
        }
    }
}
