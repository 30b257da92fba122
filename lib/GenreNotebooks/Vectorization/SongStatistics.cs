namespace GenreNotebooks.Vectorization;

/// <summary>The statistics of the training songs that a network needs besides its weights; with them a saved network can be rebuilt without the songs.</summary>
/// <param name="Songs">The number of songs.</param>
/// <param name="SongsWithToken">For each token, the number of songs that contain it between [CLS] and [SEP], <c>[vocabulary]</c>.</param>
/// <param name="Scaling">For each feature, the year last, the fitted numbers of its scaling; empty without scaling.</param>
internal sealed record SongStatistics(int Songs, int[] SongsWithToken, float[][] Scaling)
{
    /// <summary>Computes the statistics of songs.</summary>
    internal static SongStatistics Of(SongDataset songs, FeatureScaling scaling = FeatureScaling.None)
    {
        var counts = new int[songs.VocabularySize];
        for (var song = 0; song < songs.Count; song++)
        {
            foreach (var token in songs.TokensOf(song)[1..^1].ToArray().Distinct())
            {
                counts[token]++;
            }
        }
        return new(songs.Count, counts, FeatureScaler.Learn(scaling, songs));
    }
}

/// <summary>
/// TF-IDF weights of tokens, fitted to training songs: (1 + ln count) times the token's idf, with each song's weights normalized to length 1,
/// as in scikit-learn's <c>TfidfVectorizer(sublinear_tf=True)</c>.
/// </summary>
internal sealed class TermWeights
{
    private readonly float[] idf; // [vocabulary], 0 for ignored tokens

    /// <summary>Selects the tokens and computes their idf, ln((1 + songs) / (1 + songs with the token)) + 1.</summary>
    /// <param name="songs">The statistics of the training songs.</param>
    /// <param name="minFrequency">Tokens in fewer songs are ignored.</param>
    internal TermWeights(SongStatistics songs, int minFrequency) =>
        idf = Array.ConvertAll(songs.SongsWithToken, count =>
            count < minFrequency ? 0 : (float)(Math.Log((1.0 + songs.Songs) / (1 + count)) + 1));

    /// <summary>The number of tokens that are not ignored.</summary>
    public int Count => idf.Count(value => value > 0);

    /// <summary>Computes the weight at each position of a song; the weights of a token that occurs several times add up to its TF-IDF.</summary>
    /// <param name="tokens">The song's tokens.</param>
    /// <param name="weights">The weights to fill, one per token.</param>
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

/// <summary>
/// Ignores rare tokens, as if they were deleted from all songs: only tokens in enough training songs count, and [CLS] and [SEP], which
/// every song has.
/// </summary>
/// <param name="songs">The statistics of the training songs.</param>
/// <param name="minFrequency">Tokens in fewer songs are ignored; with 1 all tokens count, even those in no training song.</param>
internal sealed class TokenThreshold(SongStatistics songs, int minFrequency)
{
    /// <summary>Whether a token of a song counts.</summary>
    /// <param name="tokens">The song's tokens, [CLS] first and [SEP] last.</param>
    /// <param name="place">The token's index.</param>
    public bool Counts(ReadOnlySpan<int> tokens, int place) =>
        minFrequency == 1 || place == 0 || place == tokens.Length - 1 || songs.SongsWithToken[tokens[place]] >= minFrequency;

    /// <summary>The number of a song's tokens that count.</summary>
    public int Count(ReadOnlySpan<int> tokens)
    {
        if (minFrequency == 1)
        {
            return tokens.Length;
        }
        var count = 0;
        for (var place = 0; place < tokens.Length; place++)
        {
            count += Counts(tokens, place) ? 1 : 0;
        }
        return count;
    }

    /// <summary>Sets the values of a batch's ignored tokens to 0.</summary>
    /// <param name="batch">The songs.</param>
    /// <param name="values"><c>[tokens + batch, dim]</c>, in the order of <see cref="SongBatch.Tokens"/>.</param>
    /// <param name="dim">The number of values per token.</param>
    public void Clear(SongBatch batch, Span<float> values, int dim)
    {
        for (var song = 0; song < batch.Size; song++)
        {
            var tokens = batch.TokensOf(song);
            for (var place = 0; place < tokens.Length; place++)
            {
                if (!Counts(tokens, place))
                {
                    values.Slice(place * dim, dim).Clear();
                }
            }
            values = values[(tokens.Length * dim)..];
        }
    }
}
