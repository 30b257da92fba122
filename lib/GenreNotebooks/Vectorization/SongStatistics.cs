namespace GenreNotebooks.Vectorization;

/// <summary>What a network knows of the songs it learns from beside its weights: enough to make it anew where they are not at hand.</summary>
/// <param name="Songs">Their number.</param>
/// <param name="SongsWithToken">The number of them that have each token between their [CLS] and [SEP], <c>[vocabulary]</c>.</param>
/// <param name="Scaling">For each feature, the year being the last, the numbers that its scaling has learnt; none if it learns nothing.</param>
public sealed record SongStatistics(int Songs, int[] SongsWithToken, float[][] Scaling)
{
    /// <summary>Learns from songs.</summary>
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

/// <summary>
/// Which tokens count: those met in enough training songs, and [CLS] and [SEP], which every song has. It is as if the others were
/// deleted from their songs.
/// </summary>
/// <param name="songs">What is known of the songs to learn from.</param>
/// <param name="minFrequency">Tokens in fewer songs do not count; with 1 all count, those that no song has included.</param>
internal sealed class TokenThreshold(SongStatistics songs, int minFrequency)
{
    /// <summary>Whether a token of a song counts.</summary>
    /// <param name="tokens">The song's tokens, [CLS] first and [SEP] last.</param>
    /// <param name="place">The token's place.</param>
    public bool Counts(ReadOnlySpan<int> tokens, int place) =>
        minFrequency == 1 || place == 0 || place == tokens.Length - 1 || songs.SongsWithToken[tokens[place]] >= minFrequency;

    /// <summary>How many of a song's tokens count.</summary>
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

    /// <summary>Sets to 0 what a batch has of tokens that do not count.</summary>
    /// <param name="batch">The songs.</param>
    /// <param name="values"><c>[tokens + batch, dim]</c>, in the order of <see cref="SongBatch.Tokens"/>.</param>
    /// <param name="dim">Numbers a token.</param>
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
