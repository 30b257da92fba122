using System.Globalization;
using System.Runtime.InteropServices;
using GenreNotebooks.Data;
using GenreNotebooks.Display;
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
    private Tensor? positions;
    private Tensor? mask;
    private Tensor? shares;
    private Tensor? features;
    private Tensor? labels;
    private Tensor? setOfSong;
    private Tensor? setSizes;
    private bool readsTokens, readsFeatures, readsYear;

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
    /// Whether the optimizer takes the sparse gradients of an embedding, which saves most of the time. The trainer sets it for its own optimizer;
    /// those of TorchSharp need a gradient for every row.
    /// </summary>
    internal bool TakesSparseGradients { get; set; }

    /// <summary>Token ids padded with 0 as in the post, int64 of shape <c>[batch, length]</c>.</summary>
    public Tensor Ids => ids ??= Make<long>(ScalarType.Int64, [Size, Length], FillIds);

    /// <summary>
    /// The ids of the real tokens, song by song, then one [PAD] per song; int64 of shape <c>[tokens + batch]</c>.
    /// </summary>
    public Tensor Tokens => tokens ??= Make<long>(ScalarType.Int64, [tokenCount + Size], FillTokens);

    /// <summary>For each of <see cref="Tokens"/>, the index of its song in the batch; int64 of shape <c>[tokens + batch]</c>.</summary>
    public Tensor SongOfToken => songOfToken ??= Make<long>(ScalarType.Int64, [tokenCount + Size], FillSongs);

    /// <summary>
    /// For each of <see cref="Tokens"/>, its position in its song, from 0; for a [PAD] the first padded position, at most the last one; int64 of
    /// shape <c>[tokens + batch]</c>.
    /// </summary>
    public Tensor Positions => positions ??= Make<long>(ScalarType.Int64, [tokenCount + Size], FillPositions);

    /// <summary>For each of <see cref="Ids"/>, whether it is a real token: BERT's attention mask; bool of shape <c>[batch, length]</c>.</summary>
    public Tensor Mask => mask ??= Make<bool>(ScalarType.Bool, [Size, Length], FillMask);

    /// <summary>
    /// For each of <see cref="Tokens"/>, the share of its song's positions that it represents, float32 of shape <c>[tokens + batch, 1]</c>:
    /// one position for a real token, all padded positions for a [PAD]. A song's shares add up to 1.
    /// </summary>
    public Tensor Shares => shares ??= Make<float>(ScalarType.Float32, [tokenCount + Size, 1], FillShares);

    /// <summary>Engineered features, float32 of shape <c>[batch, 22]</c>.</summary>
    public Tensor Features => features ??= Make<float>(ScalarType.Float32, [Size, EngineeredFeatures.Names.Count], FillFeatures);

    /// <summary>Genre labels, int64 of shape <c>[batch]</c>.</summary>
    public Tensor Labels => labels ??= Make<long>(ScalarType.Int64, [Size], FillLabels);

    /// <summary>For each song, the index of its set, int64 of shape <c>[batch]</c>. A set is songs of one artist that follow each other.</summary>
    internal Tensor SetOfSong => setOfSong ??= Make<long>(ScalarType.Int64, [Size], FillSets);

    /// <summary>The number of songs in each set, float32 of shape <c>[sets, 1]</c>.</summary>
    internal Tensor SetSizes => setSizes ??= Make<float>(ScalarType.Float32, [SetStarts().Count(starts => starts), 1], FillSetSizes);

    /// <summary>The label of a song of the batch.</summary>
    /// <param name="song">The song, 0 to <see cref="Size"/> - 1.</param>
    /// <exception cref="InvalidOperationException">The songs have no labels.</exception>
    public int LabelOf(int song) => songs.Labels[rows[song]];

    /// <summary>The token ids of a song of the batch from [CLS] to [SEP], not padded.</summary>
    /// <param name="song">The song, 0 to <see cref="Size"/> - 1.</param>
    public ReadOnlySpan<int> TokensOf(int song)
    {
        readsTokens = true;
        return songs.TokensOf(rows[song]);
    }

    /// <summary>The 22 engineered features of a song of the batch.</summary>
    /// <param name="song">The song, 0 to <see cref="Size"/> - 1.</param>
    public ReadOnlySpan<float> FeaturesOf(int song)
    {
        readsFeatures = true;
        return songs.FeaturesOf(rows[song]);
    }

    /// <summary>The year of release of a song of the batch.</summary>
    /// <param name="song">The song, 0 to <see cref="Size"/> - 1.</param>
    public int ReleaseYearOf(int song)
    {
        readsYear = true;
        return songs.ReleaseYearOf(rows[song]);
    }

    /// <summary>Adds up vectors song by song.</summary>
    /// <param name="vectors">A vector for each of <see cref="Tokens"/>, <c>[tokens + batch, dim]</c>; the last <see cref="Size"/> are those of padding.</param>
    /// <returns>The sum of each song, <c>[batch, dim]</c>.</returns>
    public Tensor SumBySong(Tensor vectors)
    {
        using Scalar one = 1; // kept alive to the end: TorchSharp passes its memory to native code without protecting it from the garbage collector
        return zeros(Size, vectors.shape[1], device: vectors.device).index_add(0, SongOfToken, vectors, one);
    }

    /// <summary>The number of genres; null for songs without labels.</summary>
    internal int? Classes => songs.Classes;

    /// <summary>What a network has asked for so far.</summary>
    internal (bool Lyrics, bool Features, bool Year) Reads => (readsTokens || (ids ?? tokens ?? songOfToken ?? positions ?? mask ?? shares) is not null, readsFeatures || features is not null, readsYear);

    /// <summary>The number of padded positions of a song.</summary>
    internal int PaddingOf(int song) => Length - songs.TokensOf(rows[song]).Length;

    /// <inheritdoc/>
    public void Dispose() => made.ForEach(tensor => tensor.Dispose());

    /// <summary>Shapes and first values, as the post shows a batch.</summary>
    public override string ToString() => string.Join(
        Environment.NewLine,
        $"Ids      [{Size}, {Length}] int64, first song: {(HiddenLyrics.IsSet ? HiddenLyrics.Marker : string.Join(' ', TokensOf(0)[..Math.Min(12, TokensOf(0).Length)].ToArray()))} …",
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

    private void FillPositions(Span<long> values)
    {
        for (int song = 0, start = 0; song < Size; song++)
        {
            var length = Length - PaddingOf(song);
            for (var position = 0; position < length; position++)
            {
                values[start++] = position;
            }
            values[tokenCount + song] = Math.Min(length, Length - 1);
        }
    }

    private void FillMask(Span<bool> values)
    {
        values.Clear();
        for (var song = 0; song < Size; song++)
        {
            values.Slice(song * Length, Length - PaddingOf(song)).Fill(true);
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

    /// <summary>For each song, whether a set starts with it.</summary>
    private IEnumerable<bool> SetStarts() => rows.Select((row, song) => song == 0 || songs.ArtistOf(row) != songs.ArtistOf(rows[song - 1]));

    private void FillSets(Span<long> values)
    {
        var set = -1;
        foreach (var (song, starts) in SetStarts().Index())
        {
            values[song] = set += starts ? 1 : 0;
        }
    }

    private void FillSetSizes(Span<float> values)
    {
        values.Clear();
        var set = -1;
        foreach (var starts in SetStarts())
        {
            values[set += starts ? 1 : 0]++;
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
