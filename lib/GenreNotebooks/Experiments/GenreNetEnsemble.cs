using GenreNotebooks.Models;
using GenreNotebooks.Protocol;
using GenreNotebooks.Training;
using GenreNotebooks.Vectorization;

namespace GenreNotebooks.Experiments;

/// <summary>Some <see cref="GenreNet"/>s that differ in their seeds alone and vote. They are trained side by side on the cores.</summary>
/// <param name="recipe">Their settings, and how many there are.</param>
public sealed class GenreNetEnsemble(Recipe recipe) : IEstimator
{
    /// <inheritdoc/>
    public string Name => $"{recipe.Members} {(recipe.Members == 1 ? "network" : "networks")}";

    /// <inheritdoc/>
    public IClassifier Fit(TrainingSongs songs, int seed, CancellationToken cancellation = default)
    {
        var train = new SongDataset(songs.Inputs.Table, songs.Inputs.Rows, songs.Genres);
        var members = new IClassifier[recipe.Members];
        var side = new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount, CancellationToken = cancellation };
        Parallel.For(0, members.Length, side, member =>
        {
            var options = recipe.Training with { Seed = (seed * 1000) + member };
            var network = ModelKinds.Seeded(options.Seed, () => new GenreNet(recipe, train, songs.Genres.Count));
            new Trainer(options).Learn(network, train, null, cancellation);
            members[member] = new NetworkClassifier(network);
        });
        return new VotingClassifier(members);
    }
}
