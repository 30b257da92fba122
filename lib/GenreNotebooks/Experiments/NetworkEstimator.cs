using GenreNotebooks.Models;
using GenreNotebooks.Native;
using GenreNotebooks.Protocol;
using GenreNotebooks.Training;
using GenreNotebooks.Vectorization;
using TorchSharp;

namespace GenreNotebooks.Experiments;

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
