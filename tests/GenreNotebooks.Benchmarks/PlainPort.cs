using System.Diagnostics;
using GenreNotebooks.Models;
using GenreNotebooks.Vectorization;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace GenreNotebooks.Benchmarks;

/// <summary>
/// The baseline, and the reference of the tests: a straightforward port of the post's loop. Each song is collated alone,
/// each batch padded to 512, and each epoch has a new TorchSharp Adam. Songs are tokenized before, as for ours.
/// </summary>
/// <param name="kind">The network.</param>
/// <param name="songs">The training songs.</param>
/// <param name="vocabularySize">The size of the vocabulary.</param>
/// <param name="classes">The number of genres.</param>
/// <param name="collateTokens">Whether batches have ids; false only for the network on features.</param>
/// <param name="dropout">The dropout of the network on lyrics.</param>
internal sealed class PlainPort(
    ModelKind kind, SongDataset songs, int vocabularySize, int classes, bool collateTokens = true, double dropout = 0.2) : IDisposable
{
    public const int BatchSize = 8;

    private readonly SongItem[] items = [.. Enumerable.Range(0, songs.Count).Select(song => songs[song])];
    private long right;

    /// <summary>The network; its inputs are ids and features.</summary>
    public Module<Tensor, Tensor, Tensor> Model { get; } = PlainNetworks.Create(kind, vocabularySize, classes, dropout);

    /// <summary>The optimizer of one epoch.</summary>
    public optim.Optimizer NewAdam() => optim.Adam(Model.parameters(), 1e-3);

    /// <summary>Trains an epoch or its first songs; returns its seconds, infinity if given up.</summary>
    /// <param name="seed">The seed of the order of songs.</param>
    /// <param name="songs">The number of songs.</param>
    /// <param name="limit">The seconds after which to give up.</param>
    /// <param name="cancellation">Stops before the next step.</param>
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

    /// <summary>A training step; returns the mean loss of its songs.</summary>
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

/// <summary>
/// The post's networks in their simplest form: inputs are padded ids, <c>[batch, 512]</c>, and features, <c>[batch, 22]</c>.
/// Parameters have the same names as ours.
/// </summary>
internal static class PlainNetworks
{
    private const int Features = 22;

    public static Module<Tensor, Tensor, Tensor> Create(ModelKind kind, int vocabularySize, int classes, double dropout) => kind switch
    {
        ModelKind.Lyrics => new Lyrics(vocabularySize, classes, dropout),
        ModelKind.Metadata => new Metadata(classes),
        _ => new Combined(vocabularySize, classes),
    };

    private sealed class Lyrics : Module<Tensor, Tensor, Tensor>
    {
        private readonly Embedding embedding;
        private readonly Dropout dropout;
        private readonly Linear fc_flat = Linear(32, 32);
        private readonly Linear fc;

        public Lyrics(int vocabularySize, int classes, double dropout) : base(nameof(Lyrics))
        {
            (embedding, this.dropout, fc) = (Embedding(vocabularySize + 1, 32), Dropout(dropout), Linear(32, classes));
            RegisterComponents();
        }

        public override Tensor forward(Tensor ids, Tensor features) =>
            fc.call(dropout.call(functional.relu(fc_flat.call(embedding.call(ids)))).mean([1]));
    }

    private sealed class Metadata : Module<Tensor, Tensor, Tensor>
    {
        private readonly Sequential pipeline;

        public Metadata(int classes) : base(nameof(Metadata))
        {
            pipeline = Sequential(
                Linear(Features, 18), ReLU(), Linear(18, 12), ReLU(), Linear(12, 8), ReLU(), Linear(8, classes));
            RegisterComponents();
        }

        public override Tensor forward(Tensor ids, Tensor features) => pipeline.call(features);
    }

    private sealed class Combined : Module<Tensor, Tensor, Tensor>
    {
        private readonly Sequential eng_pipeline = Sequential(Linear(Features, 18), ReLU(), Linear(18, 12), ReLU(), Linear(12, 8));
        private readonly Embedding embedding;
        private readonly Linear fc = Linear(32, 8);
        private readonly Sequential combine;

        public Combined(int vocabularySize, int classes) : base(nameof(Combined))
        {
            embedding = Embedding(vocabularySize + 1, 32);
            combine = Sequential(Linear(16, 12), ReLU(), Linear(12, 8), ReLU(), Linear(8, classes));
            RegisterComponents();
        }

        public override Tensor forward(Tensor ids, Tensor features) => combine.call(
            cat([fc.call(functional.relu(embedding.call(ids)).mean([1])), eng_pipeline.call(features)], 1));
    }
}
