using GenreNotebooks.Models;
using GenreNotebooks.Protocol;
using GenreNotebooks.Training;
using GenreNotebooks.Vectorization;

namespace GenreNotebooks.Experiments;

/// <summary>One of the post's networks, trained as the post trains it: its last epoch, whatever came before.</summary>
/// <param name="inputs">What the network reads.</param>
public sealed class PostNetwork(ModelKind inputs) : IEstimator
{
    /// <summary>The options; the seed is that of the fit. Default the post's.</summary>
    public TrainingOptions Training { get; init; } = new();

    /// <inheritdoc/>
    public string Name => $"the post's {inputs.ToString().ToLowerInvariant()} network";

    /// <inheritdoc/>
    public IClassifier Fit(TrainingSongs songs, int seed, CancellationToken cancellation = default)
    {
        var options = Training with { Seed = seed };
        var train = new SongDataset(songs.Inputs.Table, songs.Inputs.Rows, songs.Genres);
        var network = inputs.Create(options, train.VocabularySize, songs.Genres.Count);
        new Trainer(options).Learn(network, train, null, cancellation);
        return new NetworkClassifier(network);
    }
}
