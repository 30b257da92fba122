using System.Globalization;
using System.Runtime.InteropServices;
using GenreNotebooks.Data;
using TorchSharp;
using static TorchSharp.torch;

namespace GenreNotebooks.Vectorization;

/// <summary>
/// A batch of songs as tensors, the input of a network's <c>forward</c> (section <i>Text Vectorization</i>). The post pads every
/// song to 512 ids; this batch has only the real tokens, and one [PAD] per song represents all its padded positions. Each tensor is
/// created on first use: a network pays only for the inputs it reads.
/// </summary>
public sealed class SongBatch : IDisposable
{
    private readonly SongDataset songs;
    private readonly int[] rows;
    private readonly List<Tensor> made = [];
    private readonly int tokenCount;
    private Tensor? ids;
    private Tensor? tokens;
    private Tensor? songOfToken;
    private Tensor? shares;
    private Tensor? features;
    private Tensor? labels;

    internal SongBatch(SongDataset songs, int[] rows, ulong seed)
    {
        (this.songs, this.rows, Seed) = (songs, rows, seed);
        foreach (var row in rows)
        {
            tokenCount += songs.TokensOf(row).Length;
        }
    }

    /// <summary>The number of songs.</summary>
    public int Size => rows.Length;

    /// <summary>The number of positions per song, including padding.</summary>
    public int Length => songs.MaxLength;

    /// <summary>The device of the tensors. Default: the CPU.</summary>
    public Device Device { get; set; } = CPU;

    /// <summary>
    /// The seed of a network's random draws for this batch, such as dropout. The same batch of the same epoch always gives the same draws,
    /// regardless of any other draws before or in parallel.
    /// </summary>
    public ulong Seed { get; }

    /// <summary>
    /// Called with the weights of an embedding and the rows that a network is about to read. The trainer sets it: its optimizer takes sparse
    /// gradients and updates rows when they are read, which saves most of the time. TorchSharp's optimizers need a gradient for every row.
    /// </summary>
    internal Action<Tensor, Tensor>? ReadingRows { get; set; }

    /// <summary>Token ids padded with 0 as in the post, int64 of shape <c>[batch, length]</c>.</summary>
    public Tensor Ids => ids ??= Make<long>(ScalarType.Int64, [Size, Length], FillIds);

    /// <summary>
    /// The ids of the real tokens, song by song, then one [PAD] per song; int64 of shape <c>[tokens + batch]</c>.
    /// </summary>
    public Tensor Tokens => tokens ??= Make<long>(ScalarType.Int64, [tokenCount + Size], FillTokens);

    /// <summary>For each of <see cref="Tokens"/>, the index of its song in the batch; int64 of shape <c>[tokens + batch]</c>.</summary>
    public Tensor SongOfToken => songOfToken ??= Make<long>(ScalarType.Int64, [tokenCount + Size], FillSongs);

    /// <summary>
    /// For each of <see cref="Tokens"/>, the share of its song's positions that it represents, float32 of shape <c>[tokens + batch, 1]</c>:
    /// one position for a real token, all padded positions for a [PAD]. A song's shares add up to 1.
    /// </summary>
    public Tensor Shares => shares ??= Make<float>(ScalarType.Float32, [tokenCount + Size, 1], FillShares);

    /// <summary>Engineered features, float32 of shape <c>[batch, 22]</c>.</summary>
    public Tensor Features => features ??= Make<float>(ScalarType.Float32, [Size, EngineeredFeatures.Names.Count], FillFeatures);

    /// <summary>Genre labels, int64 of shape <c>[batch]</c>.</summary>
    public Tensor Labels => labels ??= Make<long>(ScalarType.Int64, [Size], FillLabels);

    internal int LabelOf(int song) => songs.Labels[rows[song]];

    internal ReadOnlySpan<int> TokensOf(int song) => songs.TokensOf(rows[song]);

    internal ReadOnlySpan<float> FeaturesOf(int song) => songs.FeaturesOf(rows[song]);

    internal int ReleaseYearOf(int song) => songs.ReleaseYearOf(rows[song]);

    /// <summary>The number of padded positions of a song.</summary>
    internal int PaddingOf(int song) => Length - songs.TokensOf(rows[song]).Length;

    /// <inheritdoc/>
    public void Dispose() => made.ForEach(tensor => tensor.Dispose());

    /// <summary>Shapes and first values, as the post shows a batch.</summary>
    public override string ToString() => string.Join(
        Environment.NewLine,
        $"Ids      [{Size}, {Length}] int64, first song: {string.Join(' ', songs.TokensOf(rows[0])[..Math.Min(12, songs.TokensOf(rows[0]).Length)].ToArray())} …",
        $"Features [{Size}, {EngineeredFeatures.Names.Count}] float32, first song: {string.Join(' ', songs.FeaturesOf(rows[0])[..6].ToArray().Select(Format))} …",
        $"Labels   [{Size}] int64: {string.Join(' ', rows.Select(row => songs.Labels[row]))}",
        string.Create(CultureInfo.InvariantCulture, $"{tokenCount:N0} of the {Size * Length:N0} positions hold a token, the others are padding"));

    private static string Format(float value) => value.ToString("0.0000", CultureInfo.InvariantCulture);

    /// <summary>Creates a tensor and fills it in place. The batch owns it, regardless of the current dispose scope.</summary>
    internal Tensor Make<T>(ScalarType type, long[] shape, Action<Span<T>> fill) where T : unmanaged
    {
        var tensor = empty(shape, type);
        fill(MemoryMarshal.Cast<byte, T>(tensor.bytes));
        made.Add(tensor.DetachFromDisposeScope());
        if (Device.type != DeviceType.CPU)
        {
            made.Add(tensor = tensor.to(Device).DetachFromDisposeScope());
        }
        return tensor;
    }

    private void FillIds(Span<long> padded)
    {
        padded.Clear();
        for (var song = 0; song < Size; song++)
        {
            Widen(songs.TokensOf(rows[song]), padded[(song * Length)..]);
        }
    }

    private void FillTokens(Span<long> values)
    {
        foreach (var row in rows)
        {
            var ofSong = songs.TokensOf(row);
            Widen(ofSong, values);
            values = values[ofSong.Length..];
        }
        values.Clear(); // the id of [PAD] is 0
    }

    private void FillSongs(Span<long> values)
    {
        for (var song = 0; song < Size; song++)
        {
            values[tokenCount + song] = song;
        }
        for (int song = 0, start = 0; song < Size; start += Length - PaddingOf(song++))
        {
            values.Slice(start, Length - PaddingOf(song)).Fill(song);
        }
    }

    private void FillShares(Span<float> values)
    {
        values.Fill(1f / Length);
        for (var song = 0; song < Size; song++)
        {
            values[tokenCount + song] = (float)PaddingOf(song) / Length;
        }
    }

    private void FillFeatures(Span<float> values)
    {
        foreach (var row in rows)
        {
            songs.FeaturesOf(row).CopyTo(values);
            values = values[EngineeredFeatures.Names.Count..];
        }
    }

    private void FillLabels(Span<long> values)
    {
        for (var song = 0; song < Size; song++)
        {
            values[song] = LabelOf(song);
        }
    }

    private static void Widen(ReadOnlySpan<int> source, Span<long> target)
    {
        for (var index = 0; index < source.Length; index++)
        {
            target[index] = source[index];
        }
    }
}
