using GenreNotebooks.Evaluation;
using GenreNotebooks.Vectorization;

namespace GenreNotebooks.Estimators;

/// <summary>
/// Predicts the training songs' genre shares for every song, so always the most frequent genre: scikit-learn's <c>DummyClassifier</c>.
/// </summary>
public sealed class MajorityBaseline : IEstimator
{
    /// <inheritdoc/>
    public string Name => "majority";

    /// <inheritdoc/>
    public IClassifier Fit(SongDataset songs, int seed, CancellationToken cancellation = default)
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
        public double[][] Predict(SongDataset songs) => songs.Select(_ => rates.ToArray());
    }
}

/// <summary>
/// Predicts from the year of release alone. Training songs count with a Gaussian weight of the distance between the years; the
/// genre shares of all training songs count as one more song, which decides for years far from all others.
/// </summary>
public sealed record YearBaseline : IEstimator
{
    /// <inheritdoc/>
    public string Name => "year";

    /// <summary>The standard deviation of the Gaussian in years, above 0. Default 1.</summary>
    public double Bandwidth { get; init; } = 1;

    /// <inheritdoc/>
    public IClassifier Fit(SongDataset songs, int seed, CancellationToken cancellation = default)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(Bandwidth);
        var years = new SortedDictionary<int, double[]>();
        var rates = new double[songs.Genres.Count];
        for (var song = 0; song < songs.Count; song++)
        {
            var year = songs.ReleaseYearOf(song);
            years.TryAdd(year, new double[rates.Length]);
            years[year][songs.Labels[song]]++;
            rates[songs.Labels[song]] += 1.0 / songs.Count;
        }
        return new Classifier(years, rates, Bandwidth);
    }

    private sealed class Classifier(SortedDictionary<int, double[]> years, double[] rates, double bandwidth) : IClassifier
    {
        public double[][] Predict(SongDataset songs)
        {
            var known = new Dictionary<int, double[]>();
            foreach (var year in songs.Select(songs.ReleaseYearOf).Distinct())
            {
                known[year] = Near(year);
            }
            return songs.Select(song => known[songs.ReleaseYearOf(song)].ToArray());
        }

        private double[] Near(int year)
        {
            var counts = rates.ToArray();
            foreach (var (other, genres) in years)
            {
                var weight = Math.Exp(-0.5 * Math.Pow((other - year) / bandwidth, 2));
                for (var genre = 0; genre < counts.Length; genre++)
                {
                    counts[genre] += weight * genres[genre];
                }
            }
            return Array.ConvertAll(counts, count => count / counts.Sum());
        }
    }
}

/// <summary>
/// Looks the artist's name up among the training songs: their genres, with the genre shares of all training songs as one more song, which alone
/// decides for an unknown artist. It shows how much a split leaks when artists are on both sides, and is the only estimator whose input is a name.
/// </summary>
public sealed class ArtistBaseline : IEstimator
{
    /// <inheritdoc/>
    public string Name => "artist";

    /// <inheritdoc/>
    public IClassifier Fit(SongDataset songs, int seed, CancellationToken cancellation = default)
    {
        var artists = new Dictionary<string, double[]>();
        var rates = new double[songs.Genres.Count];
        for (var song = 0; song < songs.Count; song++)
        {
            artists.TryAdd(songs.ArtistNameOf(song), new double[rates.Length]);
            artists[songs.ArtistNameOf(song)][songs.Labels[song]]++;
            rates[songs.Labels[song]] += 1.0 / songs.Count;
        }
        return new Classifier(artists, rates);
    }

    private sealed class Classifier(Dictionary<string, double[]> artists, double[] rates) : IClassifier
    {
        public double[][] Predict(SongDataset songs) => songs.Select(song =>
            artists.TryGetValue(songs.ArtistNameOf(song), out var genres) ? SharesOf(genres) : rates.ToArray());

        private double[] SharesOf(double[] genres) => [.. genres.Zip(rates, (songs, rate) => (songs + rate) / (genres.Sum() + 1))];
    }
}
