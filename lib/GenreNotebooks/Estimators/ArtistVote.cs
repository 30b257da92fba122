using System.Numerics.Tensors;
using GenreNotebooks.Evaluation;
using GenreNotebooks.Vectorization;

namespace GenreNotebooks.Estimators;

/// <summary>A vote of an artist's songs: the mean of the log-probabilities that another estimator gives for single songs, as probabilities.</summary>
/// <param name="bySong">The estimator for single songs.</param>
public sealed class ArtistVote(IEstimator bySong) : IEstimator
{
    /// <inheritdoc/>
    public string Name => $"{bySong.Name}, artist's vote";

    /// <inheritdoc/>
    public IClassifier Fit(SongDataset songs, int seed, CancellationToken cancellation = default) =>
        new Classifier(bySong.Fit(songs, seed, cancellation), songs.Genres.Count);

    private sealed class Classifier(IClassifier bySong, int genres) : ArtistClassifier
    {
        public override int Width => genres;

        public override float[][] Encode(SongDataset songs) => [.. bySong.Predict(songs).Select(LogProbabilities.Of)];

        public override double[][] Answer(SetMean[] sets) => Array.ConvertAll(sets, set =>
        {
            var probabilities = new double[genres];
            TensorPrimitives.SoftMax(Array.ConvertAll(set.Vector, log => (double)log), probabilities);
            return probabilities;
        });
    }
}

/// <summary>The logarithms of probabilities, those of impossible genres cut off.</summary>
internal static class LogProbabilities
{
    private const double Smallest = 1e-6; // one song that rules a genre out does not outvote all others

    public static float[] Of(double[] probabilities) => Array.ConvertAll(probabilities, share => (float)Math.Log(Math.Max(share, Smallest)));
}
