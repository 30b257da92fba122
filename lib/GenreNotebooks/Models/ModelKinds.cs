using GenreNotebooks.Data;
using GenreNotebooks.Training;
using GenreNotebooks.Vectorization;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace GenreNotebooks.Models;

/// <summary>Makes the network of a kind.</summary>
public static class ModelKinds
{
    private static readonly Lock TorchRandom = new();

    /// <summary>Creates a network as the options say, its first weights drawn from their seed.</summary>
    /// <param name="kind">Which network.</param>
    /// <param name="options">Seed, embedding dimension and dropout are read.</param>
    /// <param name="vocabularySize">Entries of the vocabulary.</param>
    /// <param name="classes">The number of genres.</param>
    public static Module<SongBatch, Tensor> Create(
        this ModelKind kind, TrainingOptions options, int vocabularySize, int classes)
    {
        return Seeded<Module<SongBatch, Tensor>>(options.Seed, () => kind switch
        {
            ModelKind.Lyrics => new TextClassificationModel(vocabularySize, classes, options.EmbeddingDim, options.Dropout),
            ModelKind.Metadata => new MetadataClassificationModel(EngineeredFeatures.Names.Count, classes),
            ModelKind.Combined => new CombinedNet(vocabularySize, EngineeredFeatures.Names.Count, classes, options.EmbeddingDim),
            _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "There is no such network."),
        });
    }

    /// <summary>Creates a network whose first weights are drawn from a seed.</summary>
    internal static T Seeded<T>(int seed, Func<T> create)
    {
        Native.LibTorch.Load();
        lock (TorchRandom) // one for the whole process: runs side by side take their turn
        {
            manual_seed(seed);
            return create();
        }
    }
}
