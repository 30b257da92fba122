namespace GenreNotebooks.Prediction;

/// <summary>What a token of a song does for a genre.</summary>
/// <param name="Token">The entry of the vocabulary, such as <c>reggae</c> or <c>##s</c>.</param>
/// <param name="Count">How often the song has it.</param>
/// <param name="Contribution">
/// The log odds of the genre with it less those without it: above 0 it speaks for the genre, below against. Measured by leaving the token
/// out, all else kept, so those of all tokens need not add up to the whole.
/// </param>
public sealed record TokenContribution(string Token, int Count, double Contribution);
