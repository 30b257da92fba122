using GenreNotebooks.Protocol;

namespace GenreNotebooks.Baselines;

/// <summary>What lyrics are like, whatever their words: long or short, rich or repetitive, of common or rare words.</summary>
internal static class LyricStatistics
{
    // The vocabulary is sorted by how common its words are.
    private const int Uncommon = 5_000, Rare = 10_000;

    /// <summary>
    /// A song's number of tokens and of different ones; then as shares of its tokens the different ones, the most frequent one, the different
    /// pairs of neighbours, those that come once, and those beyond the vocabulary's first 5,000 and 10,000; then the mean of ln(1 + id).
    /// All 0 for a song without words.
    /// </summary>
    public static double[] Of(SongInputs songs, int song)
    {
        var tokens = songs.TokensOf(song)[1..^1].ToArray();
        if (tokens.Length == 0)
        {
            return new double[9];
        }
        var counts = tokens.CountBy(token => token).Select(token => token.Value).ToArray();
        double Share(int count) => (double)count / tokens.Length;
        return
        [
            tokens.Length,
            counts.Length,
            Share(counts.Length),
            Share(counts.Max()),
            Share(tokens.Zip(tokens.Skip(1)).Distinct().Count()),
            Share(counts.Count(count => count == 1)),
            Share(tokens.Count(token => token > Uncommon)),
            Share(tokens.Count(token => token > Rare)),
            tokens.Average(token => Math.Log(1 + token)),
        ];
    }
}
