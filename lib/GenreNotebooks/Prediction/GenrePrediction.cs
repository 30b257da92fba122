using GenreNotebooks.Plots;

namespace GenreNotebooks.Prediction;

/// <summary>What a model says of a song: the probability of each genre.</summary>
[TypeFormatterSource(typeof(HtmlFormatterSource))]
public sealed class GenrePrediction : IHtmlDisplay
{
    internal GenrePrediction(IReadOnlyList<string> genres, double[] probabilities, IReadOnlyList<string>? assumed = null)
    {
        Probabilities = new OrderedDictionary<string, double>(genres.Zip(probabilities, KeyValuePair.Create));
        Genre = genres[probabilities.IndexOf(probabilities.Max())];
        Assumed = assumed ?? [];
    }

    /// <summary>The most probable genre, the first of equals.</summary>
    public string Genre { get; }

    /// <summary>The probability of each genre, 0 to 1, in the order of the labels. They sum to 1.</summary>
    public IReadOnlyDictionary<string, double> Probabilities { get; }

    /// <summary>The features that were not given: the mean of the training songs stood in for each.</summary>
    public IReadOnlyList<string> Assumed { get; }

    private Table Table => Table.Of(
        ["genre", "probability"],
        Probabilities.OrderByDescending(genre => genre.Value).Select(genre => new object?[] { genre.Key, FormattableString.Invariant($"{genre.Value:0.000}") }));

    private string Note => Assumed.Count == 0 ? "" : $"Not given, assumed as the mean of the training songs: {string.Join(", ", Assumed)}.";

    /// <summary>A small table, the most probable genre first.</summary>
    public string ToHtml() => Table.ToHtml() + (Assumed.Count == 0 ? "" : $"<small>{System.Net.WebUtility.HtmlEncode(Note)}</small>");

    /// <summary>The same as lines of text.</summary>
    public override string ToString() => Table + (Assumed.Count == 0 ? "" : $"\n{Note}");
}
