using GenreNotebooks.Display;

namespace GenreNotebooks.SavedModels;

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

/// <summary>What a token of a song does for a genre.</summary>
/// <param name="Token">The entry of the vocabulary, such as <c>reggae</c> or <c>##s</c>.</param>
/// <param name="Count">How often the song has it.</param>
/// <param name="Contribution">
/// The log odds of the genre with it less those without it: above 0 it speaks for the genre, below against. Measured by leaving the token
/// out, all else kept, so those of all tokens need not add up to the whole.
/// </param>
public sealed record TokenContribution(string Token, int Count, double Contribution);
