using GenreNotebooks.Data;
using GenreNotebooks.Native;
using GenreNotebooks.Vectorization;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace GenreNotebooks.Models;

/// <summary>The three networks of the post.</summary>
public enum ModelKind
{
    /// <summary><see cref="TextClassificationModel"/>: lyrics only.</summary>
    Lyrics,

    /// <summary><see cref="MetadataClassificationModel"/>: the 22 engineered features only.</summary>
    Metadata,

    /// <summary><see cref="CombinedNet"/>: lyrics and features.</summary>
    Combined,
}

/// <summary>Creates the network of a kind. It learns with the trainer or, in a loop of your own, with any optimizer of TorchSharp.</summary>
public static class ModelKinds
{
    /// <summary>Held while drawing from the random state of torch, of which a process has one.</summary>
    internal static readonly Lock TorchRandom = new();

    /// <summary>Creates one of the post's networks or a <see cref="GenreNet"/>, depending on the options, with initial weights drawn from their seed.</summary>
    /// <param name="kind">The kind of network.</param>
    /// <param name="options">The options; seed and architecture are used, see <see cref="ModelOptions.IsPostArchitecture"/>.</param>
    /// <param name="songs">The training songs, to which vocabulary threshold, idf and scaling are fitted.</param>
    /// <param name="classes">The number of genres.</param>
    public static Module<SongBatch, Tensor> Create(this ModelKind kind, ModelOptions options, SongDataset songs, int classes) =>
        options.IsPostArchitecture
            ? kind.Create(options, songs.VocabularySize, classes)
            : kind.Create(options, SongStatistics.Of(songs, options.FeatureScaling), classes);

    /// <summary>Creates one of the post's networks, which need no statistics of the songs, with initial weights drawn from the options' seed.</summary>
    /// <param name="kind">The kind of network.</param>
    /// <param name="options">The options; seed, embedding dimension and dropout are used.</param>
    /// <param name="vocabularySize">The number of entries in the vocabulary.</param>
    /// <param name="classes">The number of genres.</param>
    /// <exception cref="InputException">The options describe another architecture, or one is out of its range.</exception>
    public static Module<SongBatch, Tensor> Create(
        this ModelKind kind, ModelOptions options, int vocabularySize, int classes)
    {
        if (!options.IsPostArchitecture)
        {
            throw new InputException("These options do not describe one of the post's networks: pass the training songs instead of the vocabulary size.");
        }
        options.RequireArchitecture();
        return SeededInScope<Module<SongBatch, Tensor>>(options.Seed, () => kind switch
        {
            ModelKind.Lyrics => new TextClassificationModel(vocabularySize, classes, options.EmbeddingDim, options.Dropout),
            ModelKind.Metadata => new MetadataClassificationModel(EngineeredFeatures.Names.Count, classes),
            ModelKind.Combined => new CombinedNet(vocabularySize, EngineeredFeatures.Names.Count, classes, options.EmbeddingDim),
            _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "Expected Lyrics, Metadata or Combined."),
        });
    }

    /// <summary>Creates a <see cref="GenreNet"/> from the statistics of its training songs.</summary>
    internal static GenreNet Create(this ModelKind kind, ModelOptions options, SongStatistics songs, int classes)
    {
        options.RequireArchitecture();
        return SeededInScope(options.Seed, () => new GenreNet(kind, options, songs, classes));
    }

    /// <summary>Creates a <see cref="SetNet"/> from the statistics of its training songs.</summary>
    internal static SetNet CreateForSets(this ModelKind kind, ModelOptions options, SongStatistics songs, int classes)
    {
        options.RequireArchitecture();
        return SeededInScope(options.Seed, () => new SetNet(kind, options, songs, classes));
    }

    /// <summary>Checks that a network can read songs: its embedding has a row for each token.</summary>
    /// <exception cref="InputException">It has fewer.</exception>
    /// <exception cref="ObjectDisposedException">The network is disposed.</exception>
    internal static void RequireTokens(Module<SongBatch, Tensor> network, int vocabularySize)
    {
        try
        {
            network.train(network.training); // changes nothing, but asks the native module
        }
        catch (ObjectDisposedException exception)
        {
            throw new ObjectDisposedException("The network is disposed: create it again, or dispose of it later.", exception);
        }
        var embedding = network.named_parameters().FirstOrDefault(entry => $".{entry.name}".EndsWith(".embedding.weight", StringComparison.Ordinal)).parameter;
        if (embedding is not null && embedding.shape[0] < vocabularySize)
        {
            throw new InputException($"The network's embedding has {embedding.shape[0]} rows, but the songs' vocabulary has {vocabularySize} tokens: create the network with the vocabulary size of the songs.");
        }
    }

    /// <summary>Creates something with random numbers drawn from a seed.</summary>
    internal static T Seeded<T>(int seed, Func<T> create)
    {
        LibTorch.Load();
        lock (TorchRandom)
        {
            manual_seed(seed);
            return create();
        }
    }

    /// <summary>Creates a network of the library's, whose only lasting tensors are its parameters.</summary>
    private static T SeededInScope<T>(int seed, Func<T> create) where T : Module
    {
        LibTorch.Load();
        using var scope = NewDisposeScope(); // disposes temporary tensors, which would keep the memory of the weights
        var network = Seeded(seed, create);
        scope.Detach(network.parameters());
        return network;
    }
}
