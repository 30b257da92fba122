using System.Diagnostics;
using GenreNotebooks.Models;
using GenreNotebooks.Vectorization;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace GenreNotebooks.Benchmarks;

/// <summary>
/// The yardstick, and the reference that the tests compare with: a straightforward port of the post's loop. Every song is
/// collated on its own, every batch padded to 512, TorchSharp's Adam made anew each epoch. It is given the tokens ready, as ours is.
/// </summary>
/// <param name="kind">Which network.</param>
/// <param name="songs">The songs to learn from.</param>
/// <param name="vocabularySize">Entries of the vocabulary.</param>
/// <param name="classes">The number of genres.</param>
/// <param name="collateTokens">Whether a batch has its ids; false only for the network that does not read them.</param>
/// <param name="dropout">Of the network on lyrics.</param>
internal sealed class PlainPort(
    ModelKind kind, SongDataset songs, int vocabularySize, int classes, bool collateTokens = true, double dropout = 0.2) : IDisposable
{
    public const int BatchSize = 8;

    private readonly SongItem[] items = [.. Enumerable.Range(0, songs.Count).Select(song => songs[song])];
    private long right;

    /// <summary>The network: it takes ids and features.</summary>
    public Module<Tensor, Tensor, Tensor> Model { get; } = PlainNetworks.Create(kind, vocabularySize, classes, dropout);

    /// <summary>The optimizer of one epoch.</summary>
    public optim.Optimizer NewAdam() => optim.Adam(Model.parameters(), 1e-3);

    /// <summary>Trains one epoch, or its first songs; returns its seconds, infinity if it was given up.</summary>
    /// <param name="seed">Seeds the order of the songs.</param>
    /// <param name="songs">The number of songs.</param>
    /// <param name="limit">The seconds after which it is given up.</param>
    /// <param name="cancellation">Ends it before its next step.</param>
    public double Epoch(
        int seed, int songs = int.MaxValue, double limit = double.PositiveInfinity, CancellationToken cancellation = default)
    {
        using var adam = NewAdam();
        Model.train();
        var clock = Stopwatch.StartNew();
        var order = Enumerable.Range(0, items.Length).ToArray();
        new Random(seed).Shuffle(order);
        right = 0;
        foreach (var rows in order.Take(songs).Chunk(BatchSize))
        {
            cancellation.ThrowIfCancellationRequested();
            using var step = NewDisposeScope();
            Step(adam, rows);
            if (clock.Elapsed.TotalSeconds > limit)
            {
                return double.PositiveInfinity;
            }
        }
        return clock.Elapsed.TotalSeconds;
    }

    /// <summary>One step; returns the mean loss of its songs.</summary>
    public Tensor Step(optim.Optimizer adam, int[] rows)
    {
        var (ids, features, labels) = Collate(rows);
        adam.zero_grad();
        var logits = Model.call(ids, features);
        var loss = functional.cross_entropy(logits, labels);
        loss.backward();
        adam.step();
        right += logits.argmax(1).eq(labels).sum().item<long>(); // the post's running accuracy
        return loss;
    }

    public void Dispose() => Model.Dispose();

    /// <summary>Songs as padded ids, features and labels.</summary>
    public (Tensor Ids, Tensor Features, Tensor Labels) Collate(int[] rows)
    {
        var ids = collateTokens ? stack([.. rows.Select(row => tensor(Array.ConvertAll(items[row].Ids, id => (long)id)))]) : zeros(1);
        var features = stack([.. rows.Select(row => tensor(items[row].Features))]);
        var labels = tensor(Array.ConvertAll(rows, row => (long)items[row].Label));
        return (ids, features, labels);
    }
}
