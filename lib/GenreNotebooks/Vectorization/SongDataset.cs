using GenreNotebooks.Data;
using GenreNotebooks.Native;

namespace GenreNotebooks.Vectorization;

/// <summary>
/// Songs tokenized once, without their padding: memory grows with the tokens kept. A batch is a gathering of songs
/// (section <i>Text Vectorization</i>).
/// </summary>
public sealed class SongDataset
{
    private readonly int[] tokens;     // the tokens of all songs, song after song
    private readonly int[] starts;     // [songs + 1], where each song's tokens start
    private readonly float[] features; // [songs, 22]
    private readonly int[] labels;

    /// <summary>Tokenizes songs and gathers their features and labels.</summary>
    /// <param name="songs">The songs; at least one.</param>
    /// <param name="tokenizer">The tokenizer.</param>
    /// <param name="genres">The genres that give the labels.</param>
    /// <param name="maxLength">The length that every song is truncated or padded to, 512 in the post.</param>
    /// <exception cref="InputException">There is no song, or a song's genre is not one of <paramref name="genres"/>.</exception>
    public SongDataset(IReadOnlyList<Song> songs, LyricsTokenizer tokenizer, GenreSet genres, int maxLength = 512)
        : this(
            tokenizer.EncodeAll([.. songs.Select(song => song.Lyrics)], maxLength),
            [.. songs.SelectMany(song => song.Features).Select(value => (float)value)],
            [.. songs.Select(song => genres.LabelOf(song.Genre))],
            maxLength)
    {
    }

    internal SongDataset(int[][] encoded, float[] features, int[] labels, int maxLength)
    {
        if (encoded.Length == 0)
        {
            throw new InputException("A dataset needs at least one song, but none was given.");
        }
        LibTorch.Load();
        (this.features, this.labels, MaxLength) = (features, labels, maxLength);
        starts = new int[encoded.Length + 1];
        for (var song = 0; song < encoded.Length; song++)
        {
            starts[song + 1] = starts[song] + encoded[song].Length;
        }
        tokens = new int[starts[^1]];
        for (var song = 0; song < encoded.Length; song++)
        {
            encoded[song].CopyTo(tokens, starts[song]);
        }
    }

    /// <summary>The number of songs.</summary>
    public int Count => labels.Length;

    /// <summary>The number of ids of every song, padding included.</summary>
    public int MaxLength { get; }

    /// <summary>One song: its padded ids, features and label, what the post's dataset class returns.</summary>
    public SongItem this[int index]
    {
        get
        {
            ArgumentOutOfRangeException.ThrowIfNegative(index);
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, Count);
            var ids = new int[MaxLength];
            TokensOf(index).CopyTo(ids);
            return new(ids, FeaturesOf(index).ToArray(), labels[index]);
        }
    }

    /// <summary>Gathers songs into a batch, in the order of <paramref name="rows"/>: the post's collate function.</summary>
    /// <param name="rows">Places in this dataset, from 0; at least one.</param>
    public SongBatch Collate(params ReadOnlySpan<int> rows)
    {
        var total = 0;
        foreach (var row in rows)
        {
            total += TokensOf(row).Length;
        }
        var batchTokens = new long[total + 1]; // the last stays 0, the id of [PAD]
        var songs = new long[total];
        var batchFeatures = new float[rows.Length * EngineeredFeatures.Names.Count];
        var batchLabels = new long[rows.Length];
        var next = 0;
        for (var song = 0; song < rows.Length; song++)
        {
            foreach (var token in TokensOf(rows[song]))
            {
                songs[next] = song;
                batchTokens[next++] = token;
            }
            FeaturesOf(rows[song]).CopyTo(batchFeatures.AsSpan(song * EngineeredFeatures.Names.Count));
            batchLabels[song] = labels[rows[song]];
        }
        return new(batchTokens, songs, batchFeatures, batchLabels, MaxLength);
    }

    private ReadOnlySpan<int> TokensOf(int song) => tokens.AsSpan(starts[song]..starts[song + 1]);

    private ReadOnlySpan<float> FeaturesOf(int song) =>
        features.AsSpan(song * EngineeredFeatures.Names.Count, EngineeredFeatures.Names.Count);
}
