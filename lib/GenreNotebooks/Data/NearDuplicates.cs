using System.Runtime.InteropServices;
using GenreNotebooks.Display;
using static System.FormattableString;

namespace GenreNotebooks.Data;

/// <summary>
/// Songs with nearly the same lyrics, mostly covers. The similarity of two songs is the Jaccard index of their sets of three words in a row: the number
/// of sets in both, divided by the number in either. Songs with fewer than three words have none.
/// </summary>
[TypeFormatterSource(typeof(HtmlFormatterSource))]
public sealed class NearDuplicates : IHtmlDisplay
{
    private readonly MusicData songs;

    private NearDuplicates(MusicData songs, double similarity, IReadOnlyList<SimilarSongs> pairs) => (this.songs, Similarity, Pairs) = (songs, similarity, pairs);

    /// <summary>The least similarity of a pair.</summary>
    public double Similarity { get; }

    /// <summary>The pairs, the most similar first.</summary>
    public IReadOnlyList<SimilarSongs> Pairs { get; }

    /// <summary>The pairs by two artists: covers and songs that both took from somewhere.</summary>
    public SongPairs DifferentArtists => CountPairs(Pairs.Where(pair => !IsOfOneArtist(pair)));

    /// <summary>The pairs by one artist: versions and songs that the file has twice.</summary>
    public SongPairs SameArtist => CountPairs(Pairs.Where(IsOfOneArtist));

    /// <summary>The songs that are in at least one pair.</summary>
    public int Songs => Pairs.SelectMany(pair => new[] { pair.First, pair.Second }).Distinct().Count();

    /// <summary>
    /// The share of these songs whose genre is the most frequent one among the songs connected to them: what a model that reads lyrics alone, and gives
    /// the same answer for nearly the same lyrics, gets right at most. NaN without pairs. An estimate for these songs only, and too high for them, because
    /// the most frequent genre is counted among the songs themselves.
    /// </summary>
    public double BestFromLyrics => Groups().Select(group => group.CountBy(row => songs.GenreColumn[row]).Max(genre => genre.Value)).Sum() / (double)Songs;

    /// <summary>Finds all pairs.</summary>
    /// <param name="songs">The songs.</param>
    /// <param name="similarity">The least similarity, above 0 and at most 1. At 0.5, a third of each of two equally long songs may differ.</param>
    /// <exception cref="InputException">The similarity is out of range.</exception>
    public static NearDuplicates Find(MusicData songs, double similarity = 0.5)
    {
        ArgumentNullException.ThrowIfNull(songs);
        if (similarity is not (> 0 and <= 1))
        {
            throw new InputException(Invariant($"The similarity of near-duplicates is {similarity}: expected a number above 0 and at most 1."));
        }
        var (shingles, sizes) = ShinglesOf(songs);
        Array.Sort(shingles);
        var shared = new Dictionary<(int First, int Second), int>();
        for (int start = 0, end; start < shingles.Length; start = end)
        {
            for (end = start + 1; end < shingles.Length && shingles[end].Words == shingles[start].Words; end++)
            {
                for (var other = start; other < end; other++)
                {
                    CollectionsMarshal.GetValueRefOrAddDefault(shared, (shingles[other].Song, shingles[end].Song), out _)++;
                }
            }
        }
        return new(songs, similarity,
        [
            .. shared.Select(pair => new SimilarSongs(pair.Key.First, pair.Key.Second, pair.Value / (double)(sizes[pair.Key.First] + sizes[pair.Key.Second] - pair.Value)))
                .Where(pair => pair.Similarity >= similarity)
                .OrderByDescending(pair => pair.Similarity).ThenBy(pair => pair.First).ThenBy(pair => pair.Second),
        ]);
    }

    /// <summary>The pairs that are more similar.</summary>
    /// <param name="similarity">The least similarity, at least <see cref="Similarity"/>.</param>
    public NearDuplicates AtLeast(double similarity)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(similarity, Similarity);
        return new(songs, similarity, [.. Pairs.Where(pair => pair.Similarity >= similarity)]);
    }

    /// <summary>The number of test songs of which a training song has nearly the same lyrics.</summary>
    /// <param name="split">A split of the same songs.</param>
    public int CountLeaks(Split split)
    {
        ArgumentNullException.ThrowIfNull(split);
        var train = split.Train.ToHashSet();
        return Pairs.Where(pair => train.Contains(pair.First) != train.Contains(pair.Second))
            .Select(pair => train.Contains(pair.First) ? pair.Second : pair.First).Distinct().Count();
    }

    /// <summary>The pairs of genres that near-duplicates by two artists have, the most frequent first.</summary>
    public Table ToTable() => Table.Of(
        ["genre", "and", "pairs of near-duplicates by two artists", "share"],
        from pair in Pairs.Where(pair => !IsOfOneArtist(pair))
        let genres = new[] { songs.GenreColumn[pair.First], songs.GenreColumn[pair.Second] }.Order(StringComparer.Ordinal).ToArray()
        group pair by (First: genres[0], Second: genres[1]) into both
        orderby both.Count() descending, both.Key.First, both.Key.Second
        select new object?[] { both.Key.First, both.Key.Second, both.Count(), Invariant($"{both.Count() / (double)DifferentArtists.Count:0.0 %}") });

    /// <summary>The <see cref="ToTable">table</see> as HTML.</summary>
    public string ToHtml() => ToTable().ToHtml();

    /// <summary>The <see cref="ToTable">table</see> as text.</summary>
    public override string ToString() => ToTable().ToString();

    private bool IsOfOneArtist(SimilarSongs pair) => songs.ArtistColumn.Codes[pair.First] == songs.ArtistColumn.Codes[pair.Second];

    private SongPairs CountPairs(IEnumerable<SimilarSongs> pairs)
    {
        var found = pairs.ToList();
        return new(found.Count, found.Count(pair => songs.GenreColumn.Codes[pair.First] == songs.GenreColumn.Codes[pair.Second]));
    }

    /// <summary>The rows that pairs connect, directly or through others.</summary>
    private IEnumerable<IEnumerable<int>> Groups()
    {
        var roots = new Dictionary<int, int>();
        int RootOf(int row) => roots.TryGetValue(row, out var above) && above != row ? roots[row] = RootOf(above) : row;
        foreach (var pair in Pairs)
        {
            roots[RootOf(pair.First)] = RootOf(pair.Second);
            roots.TryAdd(pair.Second, RootOf(pair.Second));
        }
        return roots.Keys.ToArray().GroupBy(RootOf);
    }

    private static ((long Words, int Song)[] Shingles, int[] Sizes) ShinglesOf(MusicData songs)
    {
        using var stop = NotebookEngine.Linked();
        var numbers = new Dictionary<string, int>();
        var all = new List<(long Words, int Song)>();
        var sizes = new int[songs.Count];
        foreach (var (row, song) in songs.Index())
        {
            stop.Token.ThrowIfCancellationRequested();
            long[] words = [.. song.Lyrics.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(NumberOf)];
            long[] shingles = [.. Enumerable.Range(0, Math.Max(0, words.Length - 2)).Select(place => (words[place] << 42) | (words[place + 1] << 21) | words[place + 2]).Distinct()];
            all.AddRange(shingles.Select(shingle => (shingle, row)));
            sizes[row] = shingles.Length;
        }
        return ([.. all], sizes);

        long NumberOf(string word) => numbers.TryAdd(word, numbers.Count) ? numbers.Count - 1 : numbers[word];
    }
}

/// <summary>Two songs with nearly the same lyrics.</summary>
/// <param name="First">The row of the first, see <see cref="MusicData"/>.</param>
/// <param name="Second">The row of the second, greater than <paramref name="First"/>.</param>
/// <param name="Similarity">Their similarity, at most 1.</param>
public sealed record SimilarSongs(int First, int Second, double Similarity);
