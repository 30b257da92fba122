using GenreNotebooks.Evaluation;

namespace GenreNotebooks.Protocol;

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
