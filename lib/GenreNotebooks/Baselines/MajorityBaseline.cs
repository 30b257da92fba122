using GenreNotebooks.Protocol;

namespace GenreNotebooks.Baselines;

/// <summary>The base rates of the training songs for every song, so always the most frequent genre: scikit-learn's <c>DummyClassifier</c>.</summary>
public sealed class MajorityBaseline : IEstimator
{
    /// <inheritdoc/>
    public string Name => "majority";

    /// <inheritdoc/>
    public IClassifier Fit(TrainingSongs songs, int seed, CancellationToken cancellation = default)
    {
        var rates = new double[songs.Genres.Count];
        foreach (var label in songs.Labels)
        {
            rates[label] += 1.0 / songs.Count;
        }
        return new Classifier(rates);
    }

    private sealed class Classifier(double[] rates) : IClassifier
    {
        public double[][] Predict(SongInputs songs) => songs.Select(_ => rates.ToArray());
    }
}
