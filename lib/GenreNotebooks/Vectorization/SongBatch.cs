using System.Globalization;
using GenreNotebooks.Data;
using static TorchSharp.torch;

namespace GenreNotebooks.Vectorization;

/// <summary>
/// Some songs as tensors: what a network's <c>forward</c> takes (section <i>Text Vectorization</i>). The post pads every
/// song to 512 ids; here only real tokens travel, with the number of padded positions beside them. A tensor is made when
/// it is first asked for, so a network pays only for what it reads.
/// </summary>
public sealed class SongBatch : IDisposable
{
    private readonly List<Tensor> made = [];
    private readonly long[] tokens;  // the tokens of all songs, then one [PAD]
    private readonly long[] songs;   // the song of each token, then nothing for [PAD]
    private readonly float[] features;
    private readonly long[] labels;
    private Tensor? idsTensor;
    private Tensor? tokensTensor;
    private Tensor? songsTensor;
    private Tensor? paddingTensor;
    private Tensor? featuresTensor;
    private Tensor? labelsTensor;

    internal SongBatch(long[] tokens, long[] songs, float[] features, long[] labels, int length) =>
        (this.tokens, this.songs, this.features, this.labels, Length) = (tokens, songs, features, labels, length);

    /// <summary>The number of songs.</summary>
    public int Size => labels.Length;

    /// <summary>The positions of a song, padding included.</summary>
    public int Length { get; }

    /// <summary>The device the tensors are made on. Default the CPU.</summary>
    public Device Device { get; set; } = CPU;

    /// <summary>Token ids padded with 0 as the post shows them, int64 of shape <c>[batch, length]</c>.</summary>
    public Tensor Ids => idsTensor ??= Make(Pad(), [Size, Length]);

    /// <summary>The ids of all songs' real tokens, song after song, then one id of [PAD]; int64 of shape <c>[tokens + 1]</c>.</summary>
    public Tensor Tokens => tokensTensor ??= Make(tokens, [tokens.Length]);

    /// <summary>The place in the batch of the song that each real token belongs to, int64 of shape <c>[tokens]</c>.</summary>
    public Tensor SongOfToken => songsTensor ??= Make(songs, [songs.Length]);

    /// <summary>The number of padded positions of each song, float32 of shape <c>[batch, 1]</c>.</summary>
    public Tensor Padding => paddingTensor ??= Make(CountPadding(), [Size, 1]);

    /// <summary>Engineered features, float32 of shape <c>[batch, 22]</c>.</summary>
    public Tensor Features => featuresTensor ??= Make(features, [Size, EngineeredFeatures.Names.Count]);

    /// <summary>Genre labels, int64 of shape <c>[batch]</c>.</summary>
    public Tensor Labels => labelsTensor ??= Make(labels, [Size]);

    internal ReadOnlySpan<long> LabelValues => labels;

    /// <inheritdoc/>
    public void Dispose() => made.ForEach(tensor => tensor.Dispose());

    /// <summary>Shapes and first values, as the post shows a batch.</summary>
    public override string ToString() => string.Join(
        Environment.NewLine,
        $"Ids      [{Size}, {Length}] int64, first song: {string.Join(' ', tokens.Take(Math.Min(12, songs.Count(song => song == 0))))} …",
        $"Features [{Size}, {EngineeredFeatures.Names.Count}] float32, first song: {string.Join(' ', features.Take(6).Select(Format))} …",
        $"Labels   [{Size}] int64: {string.Join(' ', labels)}",
        string.Create(CultureInfo.InvariantCulture, $"{songs.Length:N0} of the {Size * Length:N0} positions hold a token, the others are padding"));

    private static string Format(float value) => value.ToString("0.0000", CultureInfo.InvariantCulture);

    // The batch owns its tensors, whatever scope they are first asked for in.
    private Tensor Make(Array values, long[] shape)
    {
        var tensor = values switch
        {
            long[] integers => TorchSharp.torch.tensor(integers, shape, device: Device),
            float[] numbers => TorchSharp.torch.tensor(numbers, shape, device: Device),
            _ => throw new ArgumentException("Only int64 and float32 travel in a batch.", nameof(values)),
        };
        made.Add(tensor.DetachFromDisposeScope());
        return tensor;
    }

    private long[] Pad()
    {
        var padded = new long[Size * Length];
        var filled = new int[Size];
        for (var token = 0; token < songs.Length; token++)
        {
            var song = songs[token];
            padded[(song * Length) + filled[song]++] = tokens[token];
        }
        return padded;
    }

    private float[] CountPadding()
    {
        var padding = new float[Size];
        Array.Fill(padding, Length);
        foreach (var song in songs)
        {
            padding[song]--;
        }
        return padding;
    }
}
