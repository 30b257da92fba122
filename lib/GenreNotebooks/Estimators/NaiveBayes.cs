using GenreNotebooks.Evaluation;
using GenreNotebooks.Vectorization;
using static TorchSharp.torch;

namespace GenreNotebooks.Estimators;

/// <summary>
/// Naive Bayes on the presence of tokens in the lyrics. The words of a song are far from independent, so the summed evidence of n
/// distinct tokens is divided by the square root of n.
/// </summary>
public sealed record NaiveBayes : ISavableEstimator
{
    /// <inheritdoc/>
    public string Name { get; init; } = "naive bayes";

    /// <summary>Additive smoothing: songs added to every token's count in every genre, above 0. Default 0.5.</summary>
    public double Smoothing { get; init; } = 0.5;

    /// <summary>A factor on the evidence of the tokens. Default 2.</summary>
    public double Trust { get; init; } = 2;

    /// <inheritdoc/>
    public IClassifier Fit(SongDataset songs, int seed, CancellationToken cancellation = default)
    {
        using var stop = NotebookEngine.Linked(cancellation);
        var (genres, tokens) = (songs.Genres.Count, songs.VocabularySize);
        var (songsOf, songsWith, pairsOf) = (new double[genres], new double[tokens, genres], new double[genres]);
        for (var song = 0; song < songs.Count; song++)
        {
            stop.Token.ThrowIfCancellationRequested();
            var genre = songs.Labels[song];
            songsOf[genre]++;
            foreach (var token in Tokens(songs, song))
            {
                songsWith[token, genre]++;
                pairsOf[genre]++;
            }
        }
        var evidence = new double[tokens, genres];
        for (var token = 0; token < tokens; token++)
        {
            for (var genre = 0; genre < genres; genre++)
            {
                evidence[token, genre] = Trust * Math.Log((songsWith[token, genre] + Smoothing) / (pairsOf[genre] + (Smoothing * tokens)));
            }
        }
        return new Classifier(Array.ConvertAll(songsOf, count => Math.Log((count + Smoothing) / (songs.Count + (Smoothing * genres)))), evidence);
    }

    /// <inheritdoc/>
    ISavableClassifier ISavableEstimator.Read(ClassifierReader from)
    {
        var evidence = new double[from.VocabularySize, from.Genres];
        var (prior, numbers) = (from.Read<double>("prior", from.Genres), from.Read<double>("evidence", from.VocabularySize, from.Genres));
        Buffer.BlockCopy(numbers, 0, evidence, 0, sizeof(double) * numbers.Length);
        return new Classifier(prior, evidence);
    }

    private static SortedSet<int> Tokens(SongDataset songs, int song) => new SortedSet<int>(songs.TokensOf(song)[1..^1].ToArray());

    private sealed class Classifier(double[] prior, double[,] evidence) : ISavableClassifier
    {
        public double[][] Predict(SongDataset songs) => songs.Select(song => Softmax(Logits(Tokens(songs, song))));

        public void Write(ClassifierWriter to)
        {
            to.Write("prior", tensor(prior));
            to.Write("evidence", tensor(evidence));
        }

        private double[] Logits(SortedSet<int> tokens)
        {
            var root = Math.Sqrt(Math.Max(1, tokens.Count));
            return [.. prior.Select((logit, genre) => logit + (tokens.Sum(token => evidence[token, genre]) / root))];
        }

        private static double[] Softmax(double[] logits)
        {
            var highest = logits.Max();
            var powers = Array.ConvertAll(logits, logit => Math.Exp(logit - highest));
            var sum = powers.Sum();
            return Array.ConvertAll(powers, power => power / sum);
        }
    }
}
