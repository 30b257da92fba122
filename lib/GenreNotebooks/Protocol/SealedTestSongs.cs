using System.Collections.Concurrent;

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
        var times = OpenedInThisProcess.AddOrUpdate(songs.Identity, 1, (_, before) => before + 1);
        return new(times, [.. models.Select(model => KeyValuePair.Create(model.Name, model.Predict(songs)))]);
    }
}
