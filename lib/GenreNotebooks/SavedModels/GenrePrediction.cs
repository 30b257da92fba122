using System.Numerics.Tensors;
using GenreNotebooks.Display;

namespace GenreNotebooks.SavedModels;

/// <summary>A model's prediction for a song: the probability of each genre.</summary>
[TypeFormatterSource(typeof(HtmlFormatterSource))]
public sealed class GenrePrediction : IHtmlDisplay
{
    private readonly bool ofSample;

    internal GenrePrediction(IReadOnlyList<string> genres, double[] probabilities, IReadOnlyList<string>? assumed = null, IReadOnlyList<OutsideFeature>? outside = null, bool ofSample = false)
    {
        Probabilities = new OrderedDictionary<string, double>(genres.Zip(probabilities, KeyValuePair.Create));
        Genre = genres[TensorPrimitives.IndexOfMax(probabilities)];
        Assumed = assumed ?? [];
        Outside = outside ?? [];
        this.ofSample = ofSample;
    }

    /// <summary>The most probable genre; the first on a tie.</summary>
    public string Genre { get; }

    /// <summary>The probability of each genre, 0 to 1, in label order. They sum to 1.</summary>
    public IReadOnlyDictionary<string, double> Probabilities { get; }

    /// <summary>The features that were not given and were set to the mean of the training songs.</summary>
    public IReadOnlyList<string> Assumed { get; }

    /// <summary>The features with values that no training song had, of those that the model uses; empty for a model that does not know the values of its training songs.</summary>
    public IReadOnlyList<OutsideFeature> Outside { get; }

    private Table Table => Table.Of(
        ["genre", "probability"],
        Probabilities.OrderByDescending(genre => genre.Value).Select(genre => new object?[] { genre.Key, FormattableString.Invariant($"{genre.Value:0.000}") }));

    private IEnumerable<string> Notes =>
    [
        .. ofSample ? [GenreClassifier.SampleNote] : Array.Empty<string>(),
        .. Assumed.Count == 0 ? [] : new[] { $"Not given, set to the means of the training songs: {string.Join(", ", Assumed)}." },
        .. Outside.Count == 0 ? [] : new[] { $"Warning: outside the range of the training songs: {string.Join(", ", Outside)}." },
    ];

    /// <summary>A small table, the most probable genre first.</summary>
    public string ToHtml() => Table.ToHtml() + string.Join("<br>", Notes.Select(note => $"<small>{System.Net.WebUtility.HtmlEncode(note)}</small>"));

    /// <summary>The table as text.</summary>
    public override string ToString() => Table + string.Concat(Notes.Select(note => $"\n{note}"));
}

/// <summary>The smallest and the largest value of a feature among the training songs.</summary>
public readonly record struct FeatureRange(double Least, double Most);

/// <summary>A feature of a song with a value that no training song had.</summary>
/// <param name="Name">The feature, or <c>release_date</c>.</param>
/// <param name="Value">Its value.</param>
/// <param name="Training">The values of the training songs.</param>
public readonly record struct OutsideFeature(string Name, double Value, FeatureRange Training)
{
    /// <summary>For example <c>energy 3 (0.001 to 0.998)</c>.</summary>
    public override string ToString() => FormattableString.Invariant($"{Name} {Value:G6} ({Training.Least:G6} to {Training.Most:G6})");
}

/// <summary>A token's contribution to a genre in one song.</summary>
/// <param name="Token">The vocabulary entry, such as <c>reggae</c> or <c>##s</c>.</param>
/// <param name="Count">The number of times it occurs in the song.</param>
/// <param name="Contribution">
/// The log odds of the genre with the token minus those without it: positive if the token favours the genre. Each token is left out
/// on its own, so contributions need not add up to the total.
/// </param>
public sealed record TokenContribution(string Token, int Count, double Contribution);
