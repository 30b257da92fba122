using GenreNotebooks.Models;
using GenreNotebooks.Protocol;
using GenreNotebooks.Training;

namespace GenreNotebooks.Experiments;

/// <summary>Some networks that differ in their seeds alone and vote. They are trained side by side on the cores.</summary>
/// <param name="inputs">What they read.</param>
/// <param name="options">Their settings, and as <see cref="TrainingOptions.Members"/> how many there are.</param>
public sealed class NetworkEnsemble(ModelKind inputs, TrainingOptions options) : IEstimator
{
    private readonly NetworkEstimator member = new(inputs, options with { Members = 1 });

    /// <inheritdoc/>
    public string Name => options.Members == 1 ? member.Name : $"{options.Members} networks";

    /// <inheritdoc/>
    public IClassifier Fit(TrainingSongs songs, int seed, CancellationToken cancellation = default)
    {
        var members = new IClassifier[options.Validated().Members];
        var side = new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount, CancellationToken = cancellation };
        Parallel.For(0, members.Length, side, place => members[place] = member.Fit(songs, (seed * 1000) + place, cancellation));
        return new VotingClassifier(members);
    }
}
