namespace GenreNotebooks.Data.Sampling;

/// <summary>Draws words of a topic, tilted to those that lean to a genre.</summary>
internal sealed class WordSampler(IReadOnlyList<string> genres)
{
    /// <summary>
    /// How often a word must be one that leans to the song's own genre; else it may lean to any. Chosen with the rest of
    /// the profile so that the three models reach the accuracies that the post reports.
    /// </summary>
    private const double Lean = 0.075;

    /// <summary>A word of a topic for a song of a genre; words early in their line are drawn more often.</summary>
    public string Draw(string topic, string genre, Random random)
    {
        var any = genres[random.Next(genres.Count)];
        var words = SampleWords.Default.Leaning(topic, random.NextDouble() < Lean ? genre : any);
        var rank = random.NextDouble();
        return words[(int)(rank * rank * words.Length)];
    }
}
