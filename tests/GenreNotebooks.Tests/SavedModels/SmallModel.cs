using GenreNotebooks.Data;
using GenreNotebooks.Estimators;
using GenreNotebooks.Models;
using GenreNotebooks.SavedModels;
using GenreNotebooks.Tests.Runs;
using GenreNotebooks.Training;
using GenreNotebooks.Vectorization;

namespace GenreNotebooks.Tests.SavedModels;

/// <summary>Models trained on a few synthetic songs for one epoch.</summary>
internal static class SmallModel
{
    public static TrainingOptions Post { get; } = new() { Epochs = 1, EmbeddingDim = 3, BatchSize = 32, Device = "cpu" };

    public static TrainingOptions Ours { get; } = Recipe.Network(ModelKind.Combined) with { Epochs = 1, EmbeddingDim = 3, HiddenDim = 5, MinFrequency = 2 };

    /// <summary>One model of each sort: the post's, ours with several poolings and scalings, with the year, and ensembles.</summary>
    public static IReadOnlyDictionary<string, TrainingOptions> Sorts { get; } = new Dictionary<string, TrainingOptions>
    {
        ["post"] = Post,
        ["short"] = Post with { MaxLength = 20 },
        ["recommended"] = Ours,
        ["attention, standard, year"] = Ours with { Pooling = Pooling.Attention, FeatureScaling = FeatureScaling.Standard, WithYear = true },
        ["post's layers, threshold"] = Post with { Pooling = Pooling.Mean, MinFrequency = 3, HiddenDim = 4 },
        ["stopped early"] = Ours with { Epochs = 3, Patience = 1 },
        ["post, three vote"] = Post with { Members = 3 },
        ["ours, two vote"] = Ours with { Members = 2, Pooling = Pooling.Attention },
    };

    public static GenreClassifier Train(string folder, ModelKind kind = ModelKind.Combined, TrainingOptions? options = null) =>
        GenreClassifier.Train(kind, SmallData.Prepare(folder, options: options ?? Post), options ?? Post);

    public static IReadOnlyList<Song> Songs(string folder) => MusicData.Load(DataFolder.Find(folder));
}
