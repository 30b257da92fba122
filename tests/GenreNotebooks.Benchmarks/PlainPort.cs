using System.Diagnostics;
using GenreNotebooks.Models;
using GenreNotebooks.Vectorization;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace GenreNotebooks.Benchmarks;

/// <summary>
/// The yardstick: a straightforward port of the post's loop. Every item is collated on its own, every batch padded to 512,
/// TorchSharp's Adam made anew each epoch. It is given the tokens ready, as ours is.
/// </summary>
internal sealed class PlainPort(ModelKind kind, SongDataset songs, int vocabularySize, int classes, bool collateTokens)
{
    private readonly SongItem[] items = [.. Enumerable.Range(0, songs.Count).Select(song => songs[song])];
    private readonly Module<Tensor, Tensor, Tensor> model = PlainNetworks.Create(kind, vocabularySize, classes);

    /// <summary>Trains one epoch; returns its seconds.</summary>
    public double Epoch(int seed)
    {
        var order = Enumerable.Range(0, items.Length).ToArray();
        new Random(seed).Shuffle(order);
        var clock = Stopwatch.StartNew();
        model.train();
        using var adam = optim.Adam(model.parameters(), 1e-3);
        long right = 0;
        foreach (var rows in order.Chunk(8))
        {
            using var step = NewDisposeScope();
            var (ids, features, labels) = Collate(rows);
            adam.zero_grad();
            var logits = model.call(ids, features);
            var loss = functional.cross_entropy(logits, labels);
            loss.backward();
            adam.step();
            right += logits.argmax(1).eq(labels).sum().item<long>();
        }
        return clock.Elapsed.TotalSeconds;
    }

    private (Tensor Ids, Tensor Features, Tensor Labels) Collate(int[] rows)
    {
        var ids = collateTokens ? stack([.. rows.Select(row => tensor(Array.ConvertAll(items[row].Ids, id => (long)id)))]) : zeros(1);
        var features = stack([.. rows.Select(row => tensor(items[row].Features))]);
        var labels = tensor(Array.ConvertAll(rows, row => (long)items[row].Label));
        return (ids, features, labels);
    }
}
