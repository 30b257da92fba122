using GenreNotebooks.Evaluation;
using GenreNotebooks.Models;
using GenreNotebooks.Training;
using GenreNotebooks.Vectorization;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace GenreNotebooks.Estimators;

/// <summary>
/// The soft vote of trained networks, at least one. In a file, the tensors of one network have PyTorch's names; those of several are prefixed
/// with <c>0.</c>, <c>1.</c>, …. The statistics of the training songs, which are the same for all, are prefixed with <c>statistics.</c>.
/// </summary>
internal sealed class NetworkVote(IReadOnlyList<Module<SongBatch, Tensor>> networks) : ISavableClassifier
{
    private const string Counts = "statistics.songs_with_token", Scaling = "statistics.scaling";

    private readonly VotingClassifier vote = new([.. networks.Select(network => new NetworkClassifier(network))]);

    public IReadOnlyList<Module<SongBatch, Tensor>> Networks => networks;

    /// <summary>Creates networks and reads their weights.</summary>
    /// <param name="model">The definition of the networks.</param>
    /// <param name="options">The options of the networks; <see cref="TrainingOptions.Members"/> is their number.</param>
    /// <param name="from">The reader.</param>
    /// <exception cref="InputException">The numbers are not those of such networks.</exception>
    public static NetworkVote Read(ModelDefinition model, TrainingOptions options, ClassifierReader from)
    {
        var statistics = model.Kind is null || options.IsPostArchitecture ? null : ReadStatistics(options, from);
        RequireEmbedding(model, options, from);
        var networks = new List<Module<SongBatch, Tensor>>();
        try
        {
            for (var member = 0; member < options.Members; member++)
            {
                networks.Add(Create(model, options with { Members = 1, Device = "cpu" }, statistics, from));
                using var scope = NewDisposeScope();
                using var noGradients = no_grad();
                foreach (var (name, tensor) in TensorsOf(networks[^1], options.Members, member))
                {
                    from.Read(name, tensor);
                }
            }
            return new(networks);
        }
        catch
        {
            networks.ForEach(network => network.Dispose());
            throw;
        }
    }

    /// <inheritdoc/>
    public double[][] Predict(SongDataset songs) => vote.Predict(songs);

    /// <inheritdoc/>
    public void Write(ClassifierWriter to)
    {
        foreach (var (name, values) in networks.SelectMany((network, place) => TensorsOf(network, networks.Count, place)))
        {
            to.Write(name, values);
        }
        if ((networks[0] as GenreNet)?.Statistics is { } songs)
        {
            Write(songs, to);
        }
    }

    /// <summary>Writes the statistics of the training songs.</summary>
    public static void Write(SongStatistics songs, ClassifierWriter to)
    {
        to.Write(Counts, tensor(songs.SongsWithToken));
        if (songs.Scaling is { Length: > 0 } scaling)
        {
            to.Write(Scaling, tensor(scaling.SelectMany(row => row).ToArray()).reshape(scaling.Length, -1));
        }
    }

    private static Module<SongBatch, Tensor> Create(ModelDefinition model, ModelOptions options, SongStatistics? statistics, ClassifierReader from) =>
        model.Kind is not { } kind ? model.Create(options.Seed, from.VocabularySize, from.Genres)
            : statistics is null ? kind.Create(options, from.VocabularySize, from.Genres)
            : kind.Create(options, statistics, from.Genres);

    private static IEnumerable<(string Name, Tensor Tensor)> TensorsOf(Module<SongBatch, Tensor> network, int networks, int place) =>
        network.state_dict().Select(entry => (networks == 1 ? entry.Key : FormattableString.Invariant($"{place}.{entry.Key}"), entry.Value));

    /// <summary>Checks the largest tensor before a network of that size is created.</summary>
    private static void RequireEmbedding(ModelDefinition model, TrainingOptions options, ClassifierReader from)
    {
        if (model.Kind is ModelKind.Lyrics or ModelKind.Combined)
        {
            var name = (options.Members == 1 ? "" : "0.") + (options.IsPostArchitecture ? "" : "lyrics.") + "embedding.weight";
            from.Require(name, ScalarType.Float32, options.HasPostLayers ? from.VocabularySize + 1 : from.VocabularySize, options.EmbeddingDim);
        }
    }

    /// <summary>Reads the statistics of the training songs.</summary>
    public static SongStatistics ReadStatistics(ModelOptions options, ClassifierReader from)
    {
        var counts = from.Read<int>(Counts, from.VocabularySize);
        if (options.FeatureScaling == FeatureScaling.None)
        {
            return new(from.Songs, counts, []);
        }
        var columns = options.FeatureScaling == FeatureScaling.Standard ? 2 : from.ShapeOf(Scaling) is [.., var last] ? Math.Clamp(last, 1, QuantileScaler.MaxQuantiles) : 1;
        return new(from.Songs, counts, [.. from.Read<float>(Scaling, FeatureScaler.Features, columns).Chunk((int)columns)]);
    }
}

/// <summary>A trained network as a classifier, dropout off.</summary>
internal sealed class NetworkClassifier : IClassifier
{
    private readonly Module<SongBatch, Tensor> network;

    public NetworkClassifier(Module<SongBatch, Tensor> network)
    {
        this.network = network;
        network.eval();
    }

    /// <inheritdoc/>
    public double[][] Predict(SongDataset songs)
    {
        using var stop = NotebookEngine.Linked();
        var probabilities = new List<double[]>(songs.Count);
        Inference.Run(network, Inference.Batches(songs), Add, stop.Token);
        return [.. probabilities];

        void Add(SongBatch batch, Tensor logits) => probabilities.AddRange(Probabilities(logits));
    }

    /// <summary>The softmax of logits, <c>[rows, classes]</c>.</summary>
    public static double[][] Probabilities(Tensor logits)
    {
        var shares = functional.softmax(logits.to(ScalarType.Float64), 1).cpu();
        return [.. shares.data<double>().ToArray().Chunk((int)shares.shape[1])];
    }
}
