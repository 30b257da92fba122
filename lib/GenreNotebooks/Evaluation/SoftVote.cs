using GenreNotebooks.Vectorization;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace GenreNotebooks.Evaluation;

/// <summary>Several estimators fitted on the same songs, whose probabilities are averaged.</summary>
/// <param name="name">The name in tables.</param>
/// <param name="members">The estimators, at least one. All are fitted with the same seed.</param>
public sealed class SoftVote(string name, params IReadOnlyList<IEstimator> members) : ISavableEstimator
{
    private readonly IReadOnlyList<IEstimator> members = members.Count > 0 ? members
        : throw new InputException($"The vote '{name}' has no members: expected at least one estimator.");

    /// <inheritdoc/>
    public string Name => name;

    /// <inheritdoc/>
    public IClassifier Fit(SongDataset songs, int seed, CancellationToken cancellation = default) =>
        VotingClassifier.Of([.. members.Select(member => member.Fit(songs, seed, cancellation))]);

    /// <inheritdoc/>
    ISavableClassifier ISavableEstimator.Read(ClassifierReader from) =>
        VotingClassifier.Of([.. members.Select((member, place) => ((ISavableEstimator)member).Read(from.Part($"{place}")))]);
}

/// <summary>A classifier that averages its members' probabilities.</summary>
internal sealed class VotingClassifier(IReadOnlyList<IClassifier> members) : ISavableClassifier
{
    public IReadOnlyList<Module<SongBatch, Tensor>> Networks => [.. members.OfType<ISavableClassifier>().SelectMany(member => member.Networks)];

    /// <summary>The vote of some classifiers; it judges artists if all of them do.</summary>
    public static ISavableClassifier Of(IReadOnlyList<IClassifier> members) =>
        members.All(member => member is ArtistClassifier) ? new VotingArtistClassifier([.. members.Cast<ArtistClassifier>()]) : new VotingClassifier(members);

    public double[][] Predict(SongDataset songs) => Mean([.. members.Select(member => member.Predict(songs))]);

    public void Write(ClassifierWriter to) => Write([.. members.Cast<ISavableClassifier>()], to);

    /// <summary>Writes classifiers as parts <c>0.</c>, <c>1.</c>, ….</summary>
    public static void Write(IReadOnlyList<ISavableClassifier> members, ClassifierWriter to)
    {
        for (var place = 0; place < members.Count; place++)
        {
            members[place].Write(to.Part($"{place}"));
        }
    }

    /// <summary>The mean of votes, <c>[votes][songs][genres]</c>.</summary>
    public static double[][] Mean(double[][][] votes) =>
        [.. votes[0].Select((row, song) => row.Select((_, genre) => votes.Average(vote => vote[song][genre])).ToArray())];
}

/// <summary>As <see cref="VotingClassifier"/>, of classifiers that judge artists: their vectors are joined.</summary>
internal sealed class VotingArtistClassifier(IReadOnlyList<ArtistClassifier> members) : ArtistClassifier
{
    public override int Width => members.Sum(member => member.Width);

    public override IReadOnlyList<Module<SongBatch, Tensor>> Networks => [.. members.SelectMany(member => member.Networks)];

    public override float[][] Encode(SongDataset songs)
    {
        var vectors = members.Select(member => member.Encode(songs)).ToArray();
        return songs.Select(song => vectors.SelectMany(ofMember => ofMember[song]).ToArray());
    }

    public override double[][] Answer(SetMean[] sets)
    {
        var (votes, start) = (new List<double[][]>(), 0);
        foreach (var member in members)
        {
            var part = start..(start += member.Width);
            votes.Add(member.Answer(Array.ConvertAll(sets, set => set with { Vector = set.Vector[part] })));
        }
        return VotingClassifier.Mean([.. votes]);
    }

    public override void Write(ClassifierWriter to) => VotingClassifier.Write(members, to);
}
