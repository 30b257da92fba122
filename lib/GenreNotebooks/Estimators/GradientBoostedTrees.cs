using GenreNotebooks.Data;
using GenreNotebooks.Evaluation;
using GenreNotebooks.Native;
using GenreNotebooks.Vectorization;
using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Trainers.LightGbm;

namespace GenreNotebooks.Estimators;

/// <summary>Gradient-boosted trees on the engineered features: LightGBM through ML.NET, with a softmax over genres.</summary>
public sealed record GradientBoostedTrees : IEstimator
{
    /// <inheritdoc/>
    public string Name { get; init; } = "trees";

    /// <summary>The features that the trees see. Default all 22.</summary>
    public IReadOnlyList<string> Features { get; init; } = EngineeredFeatures.Names;

    /// <summary>Whether they see the year of release too. Default false.</summary>
    public bool WithYear { get; init; }

    /// <summary>Trees for each genre. Default 200.</summary>
    public int Trees { get; init; } = 200;

    /// <summary>How much of its answer each tree adds. Default 0.05.</summary>
    public double LearningRate { get; init; } = 0.05;

    /// <summary>The most leaves of a tree. Default 15.</summary>
    public int Leaves { get; init; } = 15;

    /// <summary>The fewest training songs of a leaf. Default 20.</summary>
    public int MinSongsPerLeaf { get; init; } = 20;

    /// <summary>The share of features that a tree may use, and of songs that it learns from. Default 0.5 and 0.8.</summary>
    public (double Features, double Songs) Fractions { get; init; } = (0.5, 0.8);

    /// <inheritdoc/>
    /// <exception cref="InputException">LightGBM does not load on this system, or there is no such feature.</exception>
    public IClassifier Fit(SongDataset songs, int seed, CancellationToken cancellation = default)
    {
        var rows = songs.Select(song => RowOf(songs, song), cancellation);
        return new Classifier(this, Fit(rows, songs, seed, cancellation));
    }

    /// <summary>Trains on rows of numbers, those of <see cref="RowOf"/> or with others beside them.</summary>
    internal MlModel Fit(VBuffer<float>[] rows, SongDataset songs, int seed, CancellationToken cancellation)
    {
        LightGbm.Load();
        return LightGbm.Checked(() => MlModel.Fit(rows, songs.Labels, songs.Genres.Count, ml => Trainer(ml, seed), seed, cancellation));
    }

    /// <summary>The numbers of a song: its features, then others given, then its year if that is seen.</summary>
    internal VBuffer<float> RowOf(SongDataset songs, int song, params IEnumerable<double> others)
    {
        var features = songs.FeaturesOf(song).ToArray();
        float[] row = [.. Features.Select(name => features[EngineeredFeatures.PlaceOf(name)]), .. others.Select(other => (float)other)];
        return WithYear ? new(row.Length + 1, [.. row, songs.ReleaseYearOf(song)]) : new(row.Length, row);
    }

    // One thread, for sums in another order would give other trees.
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

    private sealed class Classifier(GradientBoostedTrees trees, MlModel model) : IClassifier
    {
        public double[][] Predict(SongDataset songs) => model.Predict(songs.Select(song => trees.RowOf(songs, song)));
    }
}
