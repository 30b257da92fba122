using GenreNotebooks.Evaluation;
using GenreNotebooks.Vectorization;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;
using TensorPrimitives = System.Numerics.Tensors.TensorPrimitives;

namespace GenreNotebooks.Estimators;

/// <summary>A vote of an artist's songs: the mean of the log-probabilities that another estimator gives for single songs, as probabilities.</summary>
/// <param name="bySong">The estimator for single songs.</param>
public sealed class ArtistVote(IEstimator bySong) : ISavableEstimator
{
    /// <inheritdoc/>
    public string Name => $"{bySong.Name}, artist's vote";

    /// <inheritdoc/>
    public IClassifier Fit(SongDataset songs, int seed, CancellationToken cancellation = default) =>
        new ArtistVoteClassifier(bySong.Fit(songs, seed, cancellation), songs.Genres.Count);

    /// <inheritdoc/>
    ISavableClassifier ISavableEstimator.Read(ClassifierReader from) => new ArtistVoteClassifier(((ISavableEstimator)bySong).Read(from), from.Genres);
}

/// <summary>The vote of an artist's songs, as <see cref="ArtistVote"/> describes it.</summary>
/// <param name="bySong">The classifier for single songs.</param>
/// <param name="genres">The number of genres.</param>
internal sealed class ArtistVoteClassifier(IClassifier bySong, int genres) : ArtistClassifier
{
    public override IReadOnlyList<Module<SongBatch, Tensor>> Networks => (bySong as ISavableClassifier)?.Networks ?? [];

    public override int Width => genres;

    public override float[][] Encode(SongDataset songs) => [.. bySong.Predict(songs).Select(LogProbabilities.Of)];

    public override double[][] Answer(SetMean[] sets) => Array.ConvertAll(sets, set =>
    {
        var probabilities = new double[genres];
        TensorPrimitives.SoftMax(Array.ConvertAll(set.Vector, log => (double)log), probabilities);
        return probabilities;
    });

    public override void Write(ClassifierWriter to) => ((ISavableClassifier)bySong).Write(to);
}

/// <summary>The logarithms of probabilities, those of impossible genres cut off.</summary>
internal static class LogProbabilities
{
    private const double Smallest = 1e-6; // one song that rules a genre out does not outvote all others

    public static float[] Of(double[] probabilities) => Array.ConvertAll(probabilities, share => (float)Math.Log(Math.Max(share, Smallest)));
}
