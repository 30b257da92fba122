using System.Runtime.ExceptionServices;
using GenreNotebooks.Data;
using GenreNotebooks.Evaluation;
using GenreNotebooks.Native;
using GenreNotebooks.Training;
using GenreNotebooks.Vectorization;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace GenreNotebooks.Estimators;

/// <summary>One network. By default it is one of the post's, trained as in the post, with the weights of the last epoch.</summary>
/// <param name="model">The network: a kind, such as <c>ModelKind.Lyrics</c>, or a definition of your own.</param>
/// <param name="options">The training options. Fitting replaces their seed.</param>
public sealed class NetworkEstimator(ModelDefinition model, TrainingOptions? options = null) : ISavableEstimator
{
    private readonly TrainingOptions options = (options ?? Recipe.Blog).Validated().OfOneNetwork();

    /// <inheritdoc/>
    public string Name => model.Kind is null ? $"{model}" : options.IsPostArchitecture ? $"the post's {model} network" : "1 network";

    /// <inheritdoc/>
    public IClassifier Fit(SongDataset songs, int seed, CancellationToken cancellation = default)
    {
        using var stop = NotebookEngine.Linked(cancellation);
        return new NetworkVote([Train(model, options with { Seed = seed }, songs, stop.Token)]);
    }

    /// <inheritdoc/>
    ISavableClassifier ISavableEstimator.Read(ClassifierReader from) => NetworkVote.Read(model, options, from);

    /// <summary>Creates a network and trains it on the calling thread.</summary>
    internal static Module<SongBatch, Tensor> Train(ModelDefinition model, TrainingOptions options, SongDataset songs, CancellationToken cancellation)
    {
        LibTorch.Load();
        return Train(model.Create(options, songs), new(options, model.Training), songs, cancellation);
    }

    /// <summary>Trains a network on the calling thread.</summary>
    internal static T Train<T>(T network, Trainer trainer, SongDataset songs, CancellationToken cancellation) where T : Module<SongBatch, Tensor>
    {
        set_num_threads(1); // per thread: otherwise networks trained in parallel compete for the cores
        try
        {
            trainer.Learn(network, songs, cancellation: cancellation);
            return network;
        }
        catch
        {
            network.Dispose();
            throw;
        }
    }
}

/// <summary>Several networks that differ only in their seeds, trained in parallel. Their probabilities are averaged.</summary>
/// <param name="model">The networks: a kind, such as <c>ModelKind.Lyrics</c>, or a definition of your own.</param>
/// <param name="options">The training options; <see cref="TrainingOptions.Members"/> is the number of networks.</param>
public sealed class NetworkEnsemble(ModelDefinition model, TrainingOptions options) : ISavableEstimator
{
    private const int LargestSeed = (RandomSeed.Largest - 999) / 1000;

    private readonly TrainingOptions options = options.Validated();

    /// <inheritdoc/>
    public string Name => options.Members == 1 ? new NetworkEstimator(model, options).Name : model.Kind is null ? $"{options.Members} times {model}" : $"{options.Members} networks";

    /// <inheritdoc/>
    public IClassifier Fit(SongDataset songs, int seed, CancellationToken cancellation = default) =>
        new NetworkVote(Train(model, options, songs, seed, cancellation));

    /// <inheritdoc/>
    ISavableClassifier ISavableEstimator.Read(ClassifierReader from) => NetworkVote.Read(model, options, from);

    /// <summary>Trains the networks.</summary>
    /// <param name="model">The networks.</param>
    /// <param name="options">The training options.</param>
    /// <param name="songs">The songs to learn from.</param>
    /// <param name="seed">The first network's seed is 1000 times this, at most <see cref="LargestSeed"/>; the others follow it.</param>
    /// <param name="cancellation">Stops training early.</param>
    internal static IReadOnlyList<Module<SongBatch, Tensor>> Train(
        ModelDefinition model, TrainingOptions options, SongDataset songs, int seed, CancellationToken cancellation) =>
        Train(options, seed, (ofMember, stop) => NetworkEstimator.Train(model, ofMember, songs, stop), cancellation);

    /// <summary>Trains networks that differ in their seeds.</summary>
    /// <param name="options">The training options.</param>
    /// <param name="seed">The first network's seed is 1000 times this, at most <see cref="LargestSeed"/>; the others follow it.</param>
    /// <param name="train">Trains a network with its options.</param>
    /// <param name="cancellation">Stops training early.</param>
    internal static IReadOnlyList<T> Train<T>(TrainingOptions options, int seed, Func<TrainingOptions, CancellationToken, T> train, CancellationToken cancellation)
        where T : Module<SongBatch, Tensor>
    {
        if (seed is < 0 or > LargestSeed)
        {
            throw new InputException(FormattableString.Invariant($"The seed of an ensemble is {seed}: expected 0 to {LargestSeed}, because each seed stands for a thousand seeds of networks."));
        }
        using var stop = NotebookEngine.Linked(cancellation);
        var networks = new T[options.Members];
        try
        {
            Parallel.For(0, networks.Length, new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount, CancellationToken = stop.Token }, place =>
                networks[place] = train(options with { Members = 1, Seed = (seed * 1000) + place }, stop.Token));
            return networks;
        }
        catch (Exception exception)
        {
            Array.ForEach(networks, network => network?.Dispose());
            if (exception is AggregateException { InnerExceptions: [var first, ..] })
            {
                ExceptionDispatchInfo.Throw(first); // of a member, such as that its training diverged
            }
            throw;
        }
    }
}
