using System.Collections.Concurrent;
using System.Net;
using GenreNotebooks.Data;
using GenreNotebooks.Display;
using GenreNotebooks.Vectorization;

namespace GenreNotebooks.Evaluation;

/// <summary>
/// Songs held out to evaluate models. Neither the songs nor their genres can be read. They open once, for all models to compare,
/// which must be fitted by then. Do not choose anything by the test accuracy that <see cref="Training.Trainer"/> reports after each epoch.
/// </summary>
public sealed class SealedTestSongs
{
    private static readonly ConcurrentDictionary<string, int> OpenedInThisProcess = [];

    private readonly SongDataset songs;
    private int opened;

    private SealedTestSongs(SongDataset songs) => this.songs = songs;

    /// <summary>Splits songs exactly as <see cref="SongDataset.Split"/> does for the same kind and seed, and seals the test songs.</summary>
    /// <param name="songs">The songs.</param>
    /// <param name="kind">The kind of split.</param>
    /// <param name="seed">The random seed.</param>
    /// <param name="testShare">The share of test songs, between 0 and 1.</param>
    /// <exception cref="InputException">There are too few songs or artists for both sides of the split.</exception>
    public static (SongDataset Train, SealedTestSongs Test) Split(SongDataset songs, SplitKind kind, int seed, double testShare = Data.Split.TestShare)
    {
        var (train, test) = songs.Split(kind, seed, testShare);
        return (train, new(test));
    }

    /// <summary>Seals the test songs of a split that was made before.</summary>
    internal static SealedTestSongs Seal(SongDataset songs) => new(songs);

    /// <summary>The number of songs.</summary>
    public int Count => songs.Count;

    /// <summary>Whether the songs have been opened.</summary>
    public bool IsOpen => Volatile.Read(ref opened) != 0;

    /// <summary>Evaluates models on the songs. Call it once.</summary>
    /// <param name="models">All models to compare, votes included; at least one, each with its own name.</param>
    /// <exception cref="InputException">
    /// The songs were opened before, a model has learnt from some of them, or two models have the same name. Nothing is opened then.
    /// </exception>
    /// <exception cref="OperationCanceledException">The cell was interrupted. The songs stay sealed, because no result was shown.</exception>
    public TestResults Open(params IReadOnlyList<FrozenModel> models)
    {
        foreach (var model in models)
        {
            model.RequireUnseen(songs);
        }
        if (models.DistinctBy(model => model.Name).Count() is var names && (names == 0 || names < models.Count))
        {
            throw new InputException(
                $"Models given: {string.Join(", ", models.Select(model => $"'{model.Name}'"))}. Expected at least one, each with its own name.");
        }
        if (Interlocked.Exchange(ref opened, 1) != 0)
        {
            throw new InputException($"These {Count} test songs have been opened already: a model chosen after looking at them is chosen by them. " +
                "Evaluate all models in one call, and choose between models on a validation part of the training songs.");
        }
        using var stop = NotebookEngine.Linked();
        try
        {
            var predictions = models.Select(model => KeyValuePair.Create(model.Name, Predict(model, stop.Token))).ToList();
            return new(OpenedInThisProcess.AddOrUpdate(songs.Identity, 1, (_, before) => before + 1), predictions, songs.Table.Origin?.IsSample == true);
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

/// <summary>The models' predictions for the test songs of one split.</summary>
[TypeFormatterSource(typeof(HtmlFormatterSource))]
public sealed class TestResults : IHtmlDisplay
{
    private readonly OrderedDictionary<string, Predictions> predictions;

    internal TestResults(int opening, IReadOnlyList<KeyValuePair<string, Predictions>> predictions, bool ofSample = false) =>
        (Opening, this.predictions, OfSample) = (opening, new(predictions), ofSample);

    /// <summary>
    /// How often this process has opened these songs, this time included. It exceeds 1 if they were split and sealed again, for
    /// example by running a notebook cell twice. A choice made after an earlier opening was made on the test songs.
    /// </summary>
    public int Opening { get; }

    /// <summary>The names of the models.</summary>
    public IReadOnlyList<string> Names => predictions.Keys;

    /// <summary>Whether the songs are the sample.</summary>
    internal bool OfSample { get; }

    /// <summary>A model's predictions, with the true genres.</summary>
    /// <exception cref="KeyNotFoundException">There is no model with this name.</exception>
    public Predictions this[string name] => predictions[name];

    /// <summary>The same lines as HTML.</summary>
    public string ToHtml() => $"<pre>{WebUtility.HtmlEncode(ToString())}</pre>";

    /// <summary>One line for each model with its accuracy and macro-F1, and a warning if the songs were opened before.</summary>
    public override string ToString() => string.Join('\n', predictions
        .Select(model => FormattableString.Invariant($"{model.Key}: accuracy {model.Value.Confusion.Accuracy:0.0000}, macro-F1 {model.Value.Confusion.MacroF1:0.0000}"))
        .Concat(Opening == 1 ? [] : [$"These test songs were opened {Opening} times: do not choose anything by these results."])
        .Concat(OfSample ? [DataOrigin.SampleNote] : []));
}
