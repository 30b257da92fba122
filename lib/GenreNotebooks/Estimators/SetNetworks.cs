using GenreNotebooks.Evaluation;
using GenreNotebooks.Models;
using GenreNotebooks.Native;
using GenreNotebooks.Training;
using GenreNotebooks.Vectorization;
using static TorchSharp.torch;

namespace GenreNotebooks.Estimators;

/// <summary>
/// Networks that judge an artist by any number of songs: each song becomes a vector, and the mean of the vectors is judged. They are trained on
/// sets of random size, in parallel, and their probabilities are averaged.
/// </summary>
/// <param name="inputs">The inputs.</param>
/// <param name="options">The training options; <see cref="TrainingOptions.Members"/> is the number of networks.</param>
public sealed class SetNetworks(ModelKind inputs, TrainingOptions options) : IEstimator
{
    private readonly TrainingOptions options = options.Validated();

    /// <inheritdoc/>
    public string Name => options.Members == 1 ? "1 set network" : $"{options.Members} set networks";

    /// <inheritdoc/>
    public IClassifier Fit(SongDataset songs, int seed, CancellationToken cancellation = default)
    {
        LibTorch.Load();
        var networks = NetworkEnsemble.Train(options, seed, (ofMember, stop) => Train(ofMember, songs, stop), cancellation);
        return VotingClassifier.Of([.. networks.Select(network => new SetNetworkClassifier(network))]);
    }

    private SetNet Train(TrainingOptions ofMember, SongDataset songs, CancellationToken cancellation) => NetworkEstimator.Train(
        inputs.CreateForSets(ofMember, SongStatistics.Of(songs, ofMember.FeatureScaling), songs.Genres.Count),
        new(ofMember) { InSets = true }, songs, cancellation);
}

/// <summary>A trained network that judges sets of songs, dropout off.</summary>
internal sealed class SetNetworkClassifier : ArtistClassifier
{
    private readonly SetNet network;

    public SetNetworkClassifier(SetNet network)
    {
        this.network = network;
        network.eval();
    }

    public override int Width => network.Width;

    public override float[][] Encode(SongDataset songs)
    {
        using var stop = NotebookEngine.Linked();
        using var noGradients = no_grad();
        var vectors = new List<float[]>(songs.Count);
        foreach (var some in Inference.Batches(songs))
        {
            stop.Token.ThrowIfCancellationRequested();
            using var scope = NewDisposeScope();
            using var batch = some;
            vectors.AddRange(network.Encode(batch).data<float>().ToArray().Chunk(Width));
        }
        return [.. vectors];
    }

    public override double[][] Answer(SetMean[] sets)
    {
        using var scope = NewDisposeScope();
        using var noGradients = no_grad();
        var means = tensor(sets.SelectMany(set => set.Vector).ToArray(), sets.Length, Width);
        var sizes = tensor(Array.ConvertAll(sets, set => (float)set.Count), sets.Length, 1);
        return NetworkClassifier.Probabilities(network.Answer(means, sizes));
    }
}
