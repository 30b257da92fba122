namespace GenreNotebooks.Vectorization;

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
