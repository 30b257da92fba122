using GenreNotebooks.Evaluation;
using GenreNotebooks.Models;
using GenreNotebooks.Native;
using GenreNotebooks.Training;
using GenreNotebooks.Vectorization;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace GenreNotebooks.Estimators;

/// <summary>
/// Networks that judge an artist by any number of songs: each song becomes a vector, and the mean of the vectors is judged. They are trained on
/// sets of random size, in parallel, and their probabilities are averaged.
/// </summary>
/// <param name="inputs">The inputs.</param>
/// <param name="options">The training options; <see cref="TrainingOptions.Members"/> is the number of networks.</param>
public sealed class SetNetworks(ModelKind inputs, TrainingOptions options) : ISavableEstimator
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

    /// <inheritdoc/>
    ISavableClassifier ISavableEstimator.Read(ClassifierReader from) => VotingClassifier.Of(
        [.. Enumerable.Range(0, options.Members).Select(member => SetNetworkClassifier.Read(inputs, options, from.Part($"{member}")))]);

    private SetNet Train(TrainingOptions ofMember, SongDataset songs, CancellationToken cancellation) => NetworkEstimator.Train(
        inputs.CreateForSets(ofMember, SongStatistics.Of(songs, ofMember.FeatureScaling), songs.Genres.Count),
        new(ofMember) { InSets = true }, songs, cancellation);
}

/// <summary>A trained network that judges sets of songs, dropout off. A song's vector is its logits, which are shorter than the network's vector and as good.</summary>
internal sealed class SetNetworkClassifier : ArtistClassifier
{
    private readonly SetNet network;

    public SetNetworkClassifier(SetNet network)
    {
        this.network = network;
        network.eval();
    }

    public override int Width => network.Classes;

    public override IReadOnlyList<Module<SongBatch, Tensor>> Networks => [network];

    /// <summary>Creates a network and reads its weights.</summary>
    public static SetNetworkClassifier Read(ModelKind inputs, ModelOptions options, ClassifierReader from)
    {
        if (inputs != ModelKind.Metadata)
        {
            from.Require("lyrics.embedding.weight", ScalarType.Float32, from.VocabularySize, options.EmbeddingDim); // before a network of that size is created
        }
        var network = inputs.CreateForSets(options, NetworkVote.ReadStatistics(options, from), from.Genres);
        try
        {
            using var scope = NewDisposeScope();
            using var noGradients = no_grad();
            foreach (var (name, weights) in network.state_dict())
            {
                from.Read(name, weights);
            }
            return new(network);
        }
        catch
        {
            network.Dispose();
            throw;
        }
    }

    public override float[][] Encode(SongDataset songs)
    {
        using var stop = NotebookEngine.Linked();
        var vectors = new List<float[]>(songs.Count);
        Inference.Run(network, network.SongLogits, Inference.Batches(songs), Add, stop.Token);
        return [.. vectors];

        void Add(SongBatch batch, Tensor logits) => vectors.AddRange(logits.cpu().data<float>().ToArray().Chunk(Width));
    }

    public override void Write(ClassifierWriter to)
    {
        foreach (var (name, weights) in network.state_dict())
        {
            to.Write(name, weights);
        }
        NetworkVote.Write(network.Statistics, to);
    }

    public override double[][] Answer(SetMean[] sets)
    {
        using var scope = NewDisposeScope();
        return NetworkClassifier.Probabilities(tensor(sets.SelectMany(set => set.Vector).ToArray(), sets.Length, Width));
    }
}
