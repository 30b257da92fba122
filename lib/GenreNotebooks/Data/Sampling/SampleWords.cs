namespace GenreNotebooks.Data.Sampling;

/// <summary>The words of the synthetic songs: for each topic and genre those that lean to the genre.</summary>
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
