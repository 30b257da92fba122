using System.Collections.Concurrent;
using GenreNotebooks.Data;
using GenreNotebooks.Vectorization;

namespace GenreNotebooks.Evaluation;

/// <summary>
/// Songs held out to measure models. Neither they nor their genres can be read here. They open once, for all models to be compared, which must
/// have been trained by then. Nothing may be chosen by the test accuracy that <see cref="Training.Trainer"/> prints after each epoch.
/// </summary>
public sealed class SealedTestSongs
{
    private static readonly ConcurrentDictionary<string, int> OpenedInThisProcess = [];

    private readonly SongDataset songs;
    private int opened;

    private SealedTestSongs(SongDataset songs) => this.songs = songs;

    /// <summary>Divides songs as <see cref="SongDataset.Split"/> does, into the same parts for the same kind and seed, and seals the test songs.</summary>
    /// <param name="songs">The songs.</param>
    /// <param name="kind">The kind of split.</param>
    /// <param name="seed">Seeds the draw.</param>
    /// <param name="testShare">The share of test songs, between 0 and 1.</param>
    /// <exception cref="InputException">There are too few songs or artists to have one on each side.</exception>
    public static (SongDataset Train, SealedTestSongs Test) Split(SongDataset songs, SplitKind kind, int seed, double testShare = Data.Split.TestShare)
    {
        var (train, test) = songs.Split(kind, seed, testShare);
        return (train, new(test));
    }

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

/// <summary>What models said of the test songs when these were opened.</summary>
public sealed class TestResults
{
    private readonly OrderedDictionary<string, Predictions> predictions;

    internal TestResults(int opening, IReadOnlyList<KeyValuePair<string, Predictions>> predictions) =>
        (Opening, this.predictions) = (opening, new(predictions));

    /// <summary>
    /// 1 if this process had not opened these very songs before; more if they were sealed anew by dividing again, as when a notebook's
    /// cell is run again. Whoever chose by an earlier opening chose by the test songs.
    /// </summary>
    public int Opening { get; }

    /// <summary>The names of the models.</summary>
    public IReadOnlyList<string> Names => predictions.Keys;

    /// <summary>A model's predictions, with the true genres.</summary>
    /// <exception cref="KeyNotFoundException">There is no model of that name.</exception>
    public Predictions this[string name] => predictions[name];

    /// <summary>A line a model: its accuracy and macro-F1; then whether the songs had been opened before.</summary>
    public override string ToString() => string.Join('\n', predictions
        .Select(model => FormattableString.Invariant($"{model.Key}: accuracy {model.Value.Confusion.Accuracy:0.0000}, macro-F1 {model.Value.Confusion.MacroF1:0.0000}"))
        .Concat(Opening == 1 ? [] : [$"These test songs were opened {Opening} times: nothing may be chosen by what they say."]));
}
