using GenreNotebooks.Protocol;
using Microsoft.ML.Data;

namespace GenreNotebooks.Baselines;

/// <summary>
/// Lyrics as weighted terms: single tokens and pairs of neighbours, without the markers. A term's weight is (1 + ln count) times its
/// idf, and each song's weights have length 1: scikit-learn's <c>TfidfVectorizer(ngram_range=(1, 2), sublinear_tf=True)</c>.
/// </summary>
internal sealed class TfidfVectorizer
{
    private readonly Dictionary<long, int> places = [];
    private readonly double[] idf;

    /// <summary>Learns the terms and their idf, ln((1 + songs) / (1 + songs with the term)) + 1.</summary>
    /// <param name="songs">The songs.</param>
    /// <param name="minSongs">Terms in fewer songs are left out.</param>
    /// <param name="cancellation">Ends the work before the next song.</param>
    public TfidfVectorizer(SongInputs songs, int minSongs, CancellationToken cancellation = default)
    {
        var counts = new Dictionary<long, int>();
        for (var song = 0; song < songs.Count; song++)
        {
            cancellation.ThrowIfCancellationRequested();
            foreach (var term in Terms(songs, song).Distinct())
            {
                counts[term] = counts.GetValueOrDefault(term) + 1;
            }
        }
        foreach (var term in counts.Keys.Where(term => counts[term] >= minSongs).Order())
        {
            places.Add(term, places.Count);
        }
        idf = [.. places.Keys.Order().Select(term => Math.Log((1.0 + songs.Count) / (1 + counts[term])) + 1)];
    }

    /// <summary>The number of terms.</summary>
    public int Count => idf.Length;

    /// <summary>A song's weights; all 0 if it has no known term.</summary>
    public VBuffer<float> Transform(SongInputs songs, int song)
    {
        var terms = Terms(songs, song).Where(places.ContainsKey).CountBy(term => places[term]).OrderBy(term => term.Key).ToArray();
        var weights = Array.ConvertAll(terms, term => (1 + Math.Log(term.Value)) * idf[term.Key]);
        var length = Math.Sqrt(weights.Sum(weight => weight * weight));
        return new(Count, terms.Length, Array.ConvertAll(weights, weight => (float)(weight / length)), Array.ConvertAll(terms, term => term.Key));
    }

    // Single tokens are numbers below the vocabulary's size, pairs above.
    private static List<long> Terms(SongInputs songs, int song)
    {
        var tokens = songs.TokensOf(song)[1..^1];
        var terms = new List<long>(2 * tokens.Length);
        for (var token = 0; token < tokens.Length; token++)
        {
            terms.Add(tokens[token]);
            if (token > 0)
            {
                terms.Add(((tokens[token - 1] + 1L) * songs.VocabularySize) + tokens[token]);
            }
        }
        return terms;
    }
}
