using GenreNotebooks.Models;
using GenreNotebooks.Native;
using GenreNotebooks.Protocol;
using GenreNotebooks.Training;
using GenreNotebooks.Vectorization;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace GenreNotebooks.Experiments;

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
