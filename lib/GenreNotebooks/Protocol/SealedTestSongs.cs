using System.Collections.Concurrent;
using GenreNotebooks.Evaluation;

namespace GenreNotebooks.Protocol;

/// <summary>
/// Songs held out to measure models. Neither they nor their genres can be read here; they open once, for all models to be compared,
/// which must have learnt by then.
/// </summary>
public sealed class SealedTestSongs
{
    private static readonly ConcurrentDictionary<string, int> OpenedInThisProcess = [];

    private readonly TrainingSongs songs;
    private int opened;

    internal SealedTestSongs(TrainingSongs songs) => this.songs = songs;

    /// <summary>The number of songs.</summary>
    public int Count => songs.Count;

    /// <summary>Whether they have been opened.</summary>
    public bool IsOpen => Volatile.Read(ref opened) != 0;

    /// <summary>Measures models on the songs. This can be done once.</summary>
    /// <param name="models">All models to be compared, votes included; at least one, each with a name of its own.</param>
    /// <exception cref="InputException">
    /// The songs have been opened before; a model has learnt from some of them; two models have one name. Nothing is opened then.
    /// </exception>
    /// <exception cref="OperationCanceledException">The cell was interrupted. The songs stay sealed: nothing was shown of them.</exception>
    public TestResults Open(params IReadOnlyList<FrozenModel> models)
    {
        foreach (var model in models)
        {
            model.RequireUnseen(songs);
        }
        if (models.DistinctBy(model => model.Name).Count() is var names && (names == 0 || names < models.Count))
        {
            throw new InputException(
                $"Models given: {string.Join(", ", models.Select(model => $"'{model.Name}'"))}. Expected at least one, each with a name of its own.");
        }
        if (Interlocked.Exchange(ref opened, 1) != 0)
        {
            throw new InputException($"These {Count} test songs have been opened: what is chosen after looking at them is chosen by them. " +
                "Measure all models in one call, and choose on a validation part of the training songs.");
        }
        using var stop = NotebookEngine.Linked();
        try
        {
            var predictions = models.Select(model => KeyValuePair.Create(model.Name, Predict(model, stop.Token))).ToList();
            return new(OpenedInThisProcess.AddOrUpdate(songs.Identity, 1, (_, before) => before + 1), predictions);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            Volatile.Write(ref opened, 0);
            throw;
        }
    }

    private Predictions Predict(FrozenModel model, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        return model.Predict(songs);
    }
}
