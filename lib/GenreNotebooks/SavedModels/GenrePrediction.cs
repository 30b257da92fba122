using System.Numerics.Tensors;
using GenreNotebooks.Display;

namespace GenreNotebooks.SavedModels;

/// <summary>A model's prediction for a song: the probability of each genre.</summary>
[TypeFormatterSource(typeof(HtmlFormatterSource))]
public sealed class GenrePrediction : IHtmlDisplay
{
    internal GenrePrediction(IReadOnlyList<string> genres, double[] probabilities, IReadOnlyList<string>? assumed = null)
    {
        Probabilities = new OrderedDictionary<string, double>(genres.Zip(probabilities, KeyValuePair.Create));
        Genre = genres[TensorPrimitives.IndexOfMax(probabilities)];
        Assumed = assumed ?? [];
    }

    /// <summary>The most probable genre; the first on a tie.</summary>
    public string Genre { get; }

    /// <summary>The probability of each genre, 0 to 1, in label order. They sum to 1.</summary>
    public IReadOnlyDictionary<string, double> Probabilities { get; }

    /// <summary>The features that were not given and were set to the mean of the training songs.</summary>
    public IReadOnlyList<string> Assumed { get; }

    private Table Table => Table.Of(
        ["genre", "probability"],
        Probabilities.OrderByDescending(genre => genre.Value).Select(genre => new object?[] { genre.Key, FormattableString.Invariant($"{genre.Value:0.000}") }));

    private string Note => Assumed.Count == 0 ? "" : $"Not given, set to the means of the training songs: {string.Join(", ", Assumed)}.";

    /// <summary>A small table, the most probable genre first.</summary>
    public string ToHtml() => Table.ToHtml() + (Assumed.Count == 0 ? "" : $"<small>{System.Net.WebUtility.HtmlEncode(Note)}</small>");

    /// <summary>The table as text.</summary>
    public override string ToString() => Table + (Assumed.Count == 0 ? "" : $"\n{Note}");
}

/// <summary>A token's contribution to a genre in one song.</summary>
/// <param name="Token">The vocabulary entry, such as <c>reggae</c> or <c>##s</c>.</param>
/// <param name="Count">The number of times it occurs in the song.</param>
/// <param name="Contribution">
/// The log odds of the genre with the token minus those without it: positive if the token favours the genre. Each token is left out
/// on its own, so contributions need not add up to the total.
/// </param>
public sealed record TokenContribution(string Token, int Count, double Contribution);
