namespace GenreNotebooks.Cli.Sampling;

/// <summary>The words of the synthetic songs: for each topic and genre, the words that lean to the genre.</summary>
internal sealed class SampleWords
{
    /// <summary>The words that no topic explains.</summary>
    public const string Other = "other";

    private readonly Dictionary<(string Topic, string Genre), string[]> cells = [];

    private SampleWords(TextReader reader)
    {
        var topic = "";
        while (reader.ReadLine() is { } line)
        {
            if (line.StartsWith('['))
            {
                topic = line.Trim('[', ']');
            }
            else if (!line.StartsWith('#') && line.Split(": ") is [var genre, var words])
            {
                cells.Add((topic, genre), words.Split(' '));
            }
        }
    }

    public static SampleWords Default { get; } = Load();

    public IEnumerable<string> All => cells.Values.SelectMany(words => words);

    public string[] Leaning(string topic, string genre) => cells[(topic, genre)];

    private static SampleWords Load()
    {
        using var reader = new StreamReader(SampleResources.Open("words.txt"));
        return new SampleWords(reader);
    }
}

/// <summary>Draws words of a topic, tilted to those that lean to a genre.</summary>
internal sealed class WordSampler(IReadOnlyList<string> genres)
{
    /// <summary>
    /// The share of words that lean to the song's own genre; the others may lean to any. Chosen with the rest of the
    /// profile so that the three models reach the accuracies that the post reports.
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
