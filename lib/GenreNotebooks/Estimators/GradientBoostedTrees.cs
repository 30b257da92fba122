using GenreNotebooks.Data;
using GenreNotebooks.Evaluation;
using GenreNotebooks.Native;
using GenreNotebooks.Vectorization;
using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Trainers.LightGbm;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace GenreNotebooks.Estimators;

/// <summary>Gradient-boosted trees on the engineered features: LightGBM through ML.NET, with a softmax over genres.</summary>
public sealed record GradientBoostedTrees : IRowEstimator, ISavableEstimator
{
    /// <inheritdoc/>
    public string Name { get; init; } = "trees";

    /// <summary>The features to use. Default: all 22.</summary>
    public IReadOnlyList<string> Features { get; init; } = EngineeredFeatures.Names;

    /// <summary>Whether to use the year of release too. Default false.</summary>
    public bool WithYear { get; init; }

    /// <summary>The number of trees for each genre. Default 200.</summary>
    public int Trees { get; init; } = 200;

    /// <summary>The factor by which each tree's output is shrunk. Default 0.05.</summary>
    public double LearningRate { get; init; } = 0.05;

    /// <summary>The maximum number of leaves in a tree. Default 15.</summary>
    public int Leaves { get; init; } = 15;

    /// <summary>The minimum number of training songs in a leaf. Default 20.</summary>
    public int MinSongsPerLeaf { get; init; } = 20;

    /// <summary>The shares of features and of songs that each tree is fitted on. Default 0.5 and 0.8.</summary>
    public (double Features, double Songs) Fractions { get; init; } = (0.5, 0.8);

    /// <inheritdoc/>
    /// <exception cref="InputException">LightGBM does not load on this system, or a feature is unknown.</exception>
    public IClassifier Fit(SongDataset songs, int seed, CancellationToken cancellation = default) =>
        ((IRowEstimator)this).FitRows(songs, seed, cancellation).Classifier;

    GradientBoostedTrees IRowEstimator.Trees => this;

    (VBuffer<float>[] Rows, RowClassifier Classifier) IRowEstimator.FitRows(SongDataset songs, int seed, CancellationToken cancellation)
    {
        var rows = songs.Select(song => RowOf(songs, song), cancellation);
        return (rows, new Classifier(this, Fit(rows, songs.Labels, songs.Genres.Count, seed, cancellation)));
    }

    /// <inheritdoc/>
    ISavableClassifier ISavableEstimator.Read(ClassifierReader from) => new Classifier(this, BoostedTrees.Read(from, WidthWith(others: 0)));

    /// <summary>The length of the rows of <see cref="RowOf"/>.</summary>
    internal int WidthWith(int others) => Features.Count + others + (WithYear ? 1 : 0);

    /// <summary>Fits on the rows of <see cref="RowOf"/>, which may include other numbers.</summary>
    internal BoostedTrees Fit(VBuffer<float>[] rows, IReadOnlyList<int> labels, int genres, int seed, CancellationToken cancellation)
    {
        LightGbm.Load();
        return BoostedTrees.Of(LightGbm.Checked(() => MlModel.Fit(rows, labels, genres, ml => Trainer(ml, seed), seed, cancellation)), rows[0].Length);
    }

    /// <summary>A song's row: its features, then the other numbers, then its year if <see cref="WithYear"/>.</summary>
    internal VBuffer<float> RowOf(SongDataset songs, int song, params IEnumerable<double> others)
    {
        var features = songs.FeaturesOf(song).ToArray();
        float[] row = [.. Features.Select(name => features[EngineeredFeatures.PlaceOf(name)]), .. others.Select(other => (float)other)];
        return WithYear ? new(row.Length + 1, [.. row, songs.ReleaseYearOf(song)]) : new(row.Length, row);
    }

    // One thread, because summing in another order would give other trees.
    private LightGbmMulticlassTrainer Trainer(MLContext ml, int seed) => ml.MulticlassClassification.Trainers.LightGbm(new LightGbmMulticlassTrainer.Options
    {
        NumberOfIterations = Trees,
        LearningRate = LearningRate,
        NumberOfLeaves = Leaves,
        MinimumExampleCountPerLeaf = MinSongsPerLeaf,
        UseSoftmax = true,
        NumberOfThreads = 1,
        Deterministic = true,
        Seed = seed,
        Booster = new GradientBooster.Options { FeatureFraction = Fractions.Features, SubsampleFraction = Fractions.Songs, SubsampleFrequency = 1 },
    });

    private sealed class Classifier(GradientBoostedTrees settings, BoostedTrees trees) : RowClassifier(trees)
    {
        public override VBuffer<float>[] RowsOf(SongDataset songs) => songs.Select(song => settings.RowOf(songs, song));

        public override void Write(ClassifierWriter to) => Trees.Write(to);
    }
}

/// <summary>An estimator that fits trees on a row of numbers for each song.</summary>
internal interface IRowEstimator : IEstimator
{
    /// <summary>The settings of the trees.</summary>
    GradientBoostedTrees Trees { get; }

    /// <summary>Fits a classifier, and returns the rows of the training songs too. Numbers that are predictions are out of fold.</summary>
    (VBuffer<float>[] Rows, RowClassifier Classifier) FitRows(SongDataset songs, int seed, CancellationToken cancellation);
}

/// <summary>A classifier on a row of numbers for each song.</summary>
internal abstract class RowClassifier(BoostedTrees trees) : ISavableClassifier
{
    public virtual IReadOnlyList<Module<SongBatch, Tensor>> Networks => [];

    /// <summary>The trees that read the rows.</summary>
    public BoostedTrees Trees => trees;

    /// <summary>The row of each song.</summary>
    public abstract VBuffer<float>[] RowsOf(SongDataset songs);

    /// <summary>Predicts probabilities from rows, <c>[rows][genres]</c>.</summary>
    public double[][] Predict(VBuffer<float>[] rows) => trees.Predict(rows);

    public double[][] Predict(SongDataset songs) => Predict(RowsOf(songs));

    public abstract void Write(ClassifierWriter to);
}
