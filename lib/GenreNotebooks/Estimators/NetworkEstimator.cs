using GenreNotebooks.Evaluation;
using GenreNotebooks.Models;
using GenreNotebooks.Native;
using GenreNotebooks.Training;
using GenreNotebooks.Vectorization;
using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace GenreNotebooks.Estimators;

/// <summary>One network; by default one of the post's, trained as the post trains it: its last epoch, whatever came before.</summary>
/// <param name="inputs">What the network reads.</param>
/// <param name="options">The options; the seed is that of the fit, and validation songs are chosen as the test songs were.</param>
public sealed class NetworkEstimator(ModelKind inputs, TrainingOptions? options = null) : IEstimator
{
    private readonly TrainingOptions options = (options ?? Recipe.Blog).Validated().OfOneNetwork();

    /// <inheritdoc/>
    public string Name => options.IsPostArchitecture ? $"the post's {inputs.ToString().ToLowerInvariant()} network" : "1 network";

    /// <inheritdoc/>
    public IClassifier Fit(TrainingSongs songs, int seed, CancellationToken cancellation = default)
    {
        LibTorch.Load();
        torch.set_num_threads(1); // a thread's own setting: networks that learn side by side would else fight for the cores
        using var stop = NotebookEngine.Linked(cancellation);
        var seeded = options with { Seed = seed, Split = songs.Kind };
        var train = new SongDataset(songs.Inputs.Table, songs.Inputs.Rows, songs.Genres);
        var network = inputs.Create(seeded, train, songs.Genres.Count);
        try
        {
            new Trainer(seeded).Learn(network, train, null, stop.Token);
            return new NetworkClassifier(network);
        }
        catch
        {
            network.Dispose();
            throw;
        }
    }
}

/// <summary>Some networks that differ in their seeds alone and vote. They are trained side by side on the cores.</summary>
/// <param name="inputs">What they read.</param>
/// <param name="options">Their settings, and as <see cref="TrainingOptions.Members"/> how many there are.</param>
public sealed class NetworkEnsemble(ModelKind inputs, TrainingOptions options) : IEstimator
{
    private readonly TrainingOptions options = options.Validated();

    /// <inheritdoc/>
    public string Name => options.Members == 1 ? new NetworkEstimator(inputs, options).Name : $"{options.Members} networks";

    /// <inheritdoc/>
    public IClassifier Fit(TrainingSongs songs, int seed, CancellationToken cancellation = default)
    {
        var train = new SongDataset(songs.Inputs.Table, songs.Inputs.Rows, songs.Genres);
        return new NetworkClassifier(Train(inputs, options with { Split = songs.Kind }, train, songs.Genres.Count, seed, cancellation));
    }

    /// <summary>Trains the networks.</summary>
    /// <param name="inputs">What they read.</param>
    /// <param name="options">Their settings.</param>
    /// <param name="train">The songs to learn from.</param>
    /// <param name="classes">The number of genres.</param>
    /// <param name="seed">The seeds of the networks are a thousand times this and the next ones.</param>
    /// <param name="cancellation">Ends the learning early.</param>
    internal static IReadOnlyList<Module<SongBatch, Tensor>> Train(
        ModelKind inputs, TrainingOptions options, SongDataset train, int classes, int seed, CancellationToken cancellation)
    {
        using var stop = NotebookEngine.Linked(cancellation);
        var networks = new Module<SongBatch, Tensor>[options.Members];
        var side = new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount, CancellationToken = stop.Token };
        try
        {
            LibTorch.Load();
            Parallel.For(0, networks.Length, side, place =>
            {
                set_num_threads(1); // a thread's own setting: networks that learn side by side would else fight for the cores
                var member = options with { Members = 1, Seed = (seed * 1000) + place };
                networks[place] = inputs.Create(member, train, classes);
                new Trainer(member).Learn(networks[place], train, null, stop.Token);
            });
            return networks;
        }
        catch
        {
            Array.ForEach(networks, network => network?.Dispose());
            throw;
        }
    }
}

/// <summary>Trained networks, dropout off, that vote: the mean of their probabilities. It disposes of them.</summary>
internal sealed class NetworkClassifier : IClassifier, IDisposable
{
    private const int BatchSize = 256;

    public NetworkClassifier(params IReadOnlyList<Module<SongBatch, Tensor>> networks)
    {
        Networks = networks;
        foreach (var network in networks)
        {
            network.eval();
        }
    }

    /// <summary>The networks, at least one.</summary>
    public IReadOnlyList<Module<SongBatch, Tensor>> Networks { get; }

    /// <inheritdoc/>
    public double[][] Predict(SongInputs songs) => Predict(new SongDataset(songs.Table, songs.Rows));

    /// <summary>The probability of each genre for each song; labels are not read.</summary>
    public double[][] Predict(SongDataset songs)
    {
        using var stop = NotebookEngine.Linked();
        var votes = Networks.Select(network => Predict(network, songs, stop.Token)).ToList();
        return votes.Count == 1 ? [.. votes[0]]
            : [.. votes[0].Select((row, song) => row.Select((_, genre) => votes.Average(vote => vote[song][genre])).ToArray())];
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var network in Networks)
        {
            network.Dispose();
        }
    }

    private static List<double[]> Predict(Module<SongBatch, Tensor> network, SongDataset songs, CancellationToken cancellation)
    {
        using var noGradients = no_grad();
        var device = network.parameters().First().device;
        var probabilities = new List<double[]>(songs.Count);
        foreach (var collated in new SongBatches(songs, BatchSize).OfEpoch())
        {
            cancellation.ThrowIfCancellationRequested();
            using var scope = NewDisposeScope();
            using var batch = collated;
            batch.Device = device;
            var shares = functional.softmax(network.call(batch).to(ScalarType.Float64), 1).cpu();
            probabilities.AddRange(shares.data<double>().ToArray().Chunk((int)shares.shape[1]));
        }
        return probabilities;
    }
}
