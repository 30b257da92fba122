namespace GenreNotebooks.Vectorization;

/// <summary>
/// How much each token of a song counts for what the song is about: (1 + ln count) times the token's idf, a song's weights of length 1,
/// as scikit-learn's <c>TfidfVectorizer(sublinear_tf=True)</c> has it. Learnt from training songs.
/// </summary>
public sealed class TermWeights
{
    private readonly float[] idf; // [vocabulary], 0 for tokens that do not count

    /// <summary>Learns which tokens count, and their idf, ln((1 + songs) / (1 + songs with the token)) + 1.</summary>
    /// <param name="songs">What is known of the songs to learn from.</param>
    /// <param name="minFrequency">Tokens in fewer songs do not count, nor do those in none.</param>
    internal TermWeights(SongStatistics songs, int minFrequency) =>
        idf = Array.ConvertAll(songs.SongsWithToken, count =>
            count < minFrequency ? 0 : (float)(Math.Log((1.0 + songs.Songs) / (1 + count)) + 1));

    /// <summary>The number of tokens that count.</summary>
    public int Count => idf.Count(value => value > 0);

    /// <summary>The weight of each token of a song: those of one token add up to its TF-IDF.</summary>
    /// <param name="tokens">The song's tokens.</param>
    /// <param name="weights">As many weights.</param>
    internal void Weigh(ReadOnlySpan<int> tokens, Span<float> weights)
    {
        var counts = new Dictionary<int, int>(tokens.Length);
        foreach (var token in tokens)
        {
            counts[token] = counts.GetValueOrDefault(token) + 1;
        }
        var squares = 0.0;
        foreach (var (token, count) in counts)
        {
            squares += Math.Pow((1 + Math.Log(count)) * idf[token], 2);
        }
        var length = squares > 0 ? Math.Sqrt(squares) : 1;
        for (var place = 0; place < tokens.Length; place++)
        {
            var count = counts[tokens[place]];
            weights[place] = (float)((1 + Math.Log(count)) * idf[tokens[place]] / count / length);
        }
    }
}
