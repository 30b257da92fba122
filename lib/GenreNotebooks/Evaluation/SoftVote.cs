using GenreNotebooks.Vectorization;

namespace GenreNotebooks.Evaluation;

/// <summary>Several estimators fitted on the same songs, whose probabilities are averaged.</summary>
/// <param name="name">The name in tables.</param>
/// <param name="members">The estimators, at least one. All are fitted with the same seed.</param>
public sealed class SoftVote(string name, params IReadOnlyList<IEstimator> members) : IEstimator
{
    private readonly IReadOnlyList<IEstimator> members = members.Count > 0 ? members
        : throw new InputException($"The vote '{name}' has no members: expected at least one estimator.");

    /// <inheritdoc/>
    public string Name => name;

    /// <inheritdoc/>
    public IClassifier Fit(SongDataset songs, int seed, CancellationToken cancellation = default) =>
        new VotingClassifier([.. members.Select(member => member.Fit(songs, seed, cancellation))]);
}

/// <summary>A classifier that averages its members' probabilities.</summary>
internal sealed class VotingClassifier(IReadOnlyList<IClassifier> members) : IClassifier
{
    public double[][] Predict(SongDataset songs)
    {
        var votes = members.Select(member => member.Predict(songs)).ToList();
        return songs.Select(song => votes[0][song].Select((_, genre) => votes.Average(vote => vote[song][genre])).ToArray());
    }
}
