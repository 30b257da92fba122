using GenreNotebooks.Data;
using GenreNotebooks.Vectorization;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace GenreNotebooks.Models;

/// <summary>The three networks of the post.</summary>
public enum ModelKind
{
    /// <summary><see cref="TextClassificationModel"/>: lyrics alone.</summary>
    Lyrics,

    /// <summary><see cref="MetadataClassificationModel"/>: the 22 engineered features alone.</summary>
    Metadata,

    /// <summary><see cref="CombinedNet"/>: both.</summary>
    Combined,
}

/// <summary>Makes the network of a kind.</summary>
public static class ModelKinds
{
    private static readonly Lock TorchRandom = new();

    /// <summary>Creates a network as the options say, its first weights drawn from their seed: the post's, or a <see cref="GenreNet"/>.</summary>
    /// <param name="kind">What it reads.</param>
    /// <param name="options">Seed and architecture are read, see <see cref="ModelOptions.IsPostArchitecture"/>.</param>
    /// <param name="songs">The songs it will learn from: vocabulary threshold, idf and scaling are learnt from them here.</param>
    /// <param name="classes">The number of genres.</param>
    public static Module<SongBatch, Tensor> Create(this ModelKind kind, ModelOptions options, SongDataset songs, int classes) =>
        options.IsPostArchitecture
            ? kind.Create(options, songs.VocabularySize, classes)
            : kind.Create(options, SongStatistics.Of(songs, options.FeatureScaling), classes);

    /// <summary>Creates one of the post's networks, which need to know nothing of the songs, its first weights drawn from the options' seed.</summary>
    /// <param name="kind">Which network.</param>
    /// <param name="options">Seed, embedding dimension and dropout are read.</param>
    /// <param name="vocabularySize">Entries of the vocabulary.</param>
    /// <param name="classes">The number of genres.</param>
    /// <exception cref="InputException">The options are those of another network.</exception>
    public static Module<SongBatch, Tensor> Create(
        this ModelKind kind, ModelOptions options, int vocabularySize, int classes)
    {
        if (!options.IsPostArchitecture)
        {
            throw new InputException("These options are not of one of the post's networks: give the training songs in place of the size of the vocabulary.");
        }
        return Seeded<Module<SongBatch, Tensor>>(options.Seed, () => kind switch
        {
            ModelKind.Lyrics => new TextClassificationModel(vocabularySize, classes, options.EmbeddingDim, options.Dropout),
            ModelKind.Metadata => new MetadataClassificationModel(EngineeredFeatures.Names.Count, classes),
            ModelKind.Combined => new CombinedNet(vocabularySize, EngineeredFeatures.Names.Count, classes, options.EmbeddingDim),
            _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "There is no such network."),
        });
    }

    /// <summary>Creates a <see cref="GenreNet"/> by what is known of its training songs.</summary>
    internal static GenreNet Create(this ModelKind kind, ModelOptions options, SongStatistics songs, int classes)
    {
        options.RequireArchitecture();
        return Seeded(options.Seed, () => new GenreNet(kind, options, songs, classes));
    }

    /// <summary>Creates a network whose first weights are drawn from a seed.</summary>
    private static T Seeded<T>(int seed, Func<T> create) where T : Module
    {
        Native.LibTorch.Load();
        using var scope = NewDisposeScope(); // what making the weights leaves behind would keep their memory
        lock (TorchRandom) // one for the whole process: runs side by side take their turn
        {
            manual_seed(seed);
            var network = create();
            scope.Detach(network.parameters());
            return network;
        }
    }
}
