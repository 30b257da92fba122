using GenreNotebooks.Data;
using GenreNotebooks.Native;
using static TorchSharp.torch;

namespace GenreNotebooks.Vectorization;

/// <summary>
/// Songs as whole tensors, tokenized once; a batch is a gathering of rows (section <i>Text Vectorization</i>).
/// </summary>
public sealed class SongDataset : IDisposable
{
    private readonly Tensor ids;      // int32 [songs, length]
    private readonly Tensor features; // float32 [songs, 22]
    private readonly Tensor labels;   // int64 [songs]

    /// <summary>Tokenizes songs and gathers their features and labels.</summary>
    /// <param name="songs">The songs; at least one.</param>
    /// <param name="tokenizer">The tokenizer.</param>
    /// <param name="genres">The genres that give the labels.</param>
    /// <param name="maxLength">The length that every song is truncated or padded to, 512 in the post.</param>
    /// <exception cref="InputException">There is no song, or a song's genre is not one of <paramref name="genres"/>.</exception>
    public SongDataset(IReadOnlyList<Song> songs, LyricsTokenizer tokenizer, GenreSet genres, int maxLength = 512)
        : this(
            tokenizer.EncodeAll([.. songs.Select(song => song.Lyrics)], maxLength),
            [.. songs.Select(song => Array.ConvertAll(song.Features, value => (float)value))],
            [.. songs.Select(song => genres.LabelOf(song.Genre))],
            maxLength)
    {
    }

    internal SongDataset(int[][] encoded, float[][] features, int[] labels, int maxLength)
    {
        if (encoded.Length == 0)
        {
            throw new InputException("A dataset needs at least one song, but none was given.");
        }
        LibTorch.Load();
        using var scope = NewDisposeScope();
        ids = Pad(encoded, maxLength).DetachFromDisposeScope();
        this.features = tensor(features.SelectMany(row => row).ToArray(), [features.Length, features[0].Length]).DetachFromDisposeScope();
        this.labels = tensor(Array.ConvertAll(labels, label => (long)label)).DetachFromDisposeScope();
        (Count, MaxLength) = (encoded.Length, maxLength);
    }

    /// <summary>The number of songs.</summary>
    public int Count { get; }

    /// <summary>The number of ids of every song, padding included.</summary>
    public int MaxLength { get; }

    /// <summary>One song: its ids, features and label.</summary>
    public SongItem this[int index]
    {
        get
        {
            ArgumentOutOfRangeException.ThrowIfNegative(index);
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, Count);
            using var scope = NewDisposeScope();
            return new(ids[index].data<int>().ToArray(), features[index].data<float>().ToArray(), (int)labels[index].item<long>());
        }
    }

    /// <summary>Gathers songs into a batch, in the order of <paramref name="rows"/>: the post's collate function.</summary>
    public SongBatch Collate(ReadOnlySpan<long> rows)
    {
        using var scope = NewDisposeScope();
        var index = tensor(rows.ToArray());
        var batch = new SongBatch(
            ids.index_select(0, index).to(int64), features.index_select(0, index), labels.index_select(0, index));
        scope.MoveToOuter(batch.Ids, batch.Features, batch.Labels);
        return batch;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        ids.Dispose();
        features.Dispose();
        labels.Dispose();
    }

    private static Tensor Pad(int[][] encoded, int maxLength)
    {
        var padded = new int[encoded.Length * maxLength]; // LyricsTokenizer.PadId is 0, as the fresh array
        for (var row = 0; row < encoded.Length; row++)
        {
            encoded[row].CopyTo(padded.AsSpan(row * maxLength, maxLength));
        }
        return tensor(padded, [encoded.Length, maxLength]);
    }
}
