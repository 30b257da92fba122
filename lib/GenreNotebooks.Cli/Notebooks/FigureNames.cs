using System.Globalization;
using System.Text;

namespace GenreNotebooks.Cli.Notebooks;

/// <summary>
/// Names the files of charts after what they show: <c>03-lyrics-accuracy-by-genre</c>, from the notebook and the chart's title without the words of
/// the notebook's name. The same charts in the same order always get the same names.
/// </summary>
internal sealed class FigureNames
{
    private const int Longest = 40;

    // Not at the beginning or the end of a name.
    private static readonly string[] Small = ["a", "an", "and", "as", "at", "by", "for", "in", "is", "it", "of", "on", "or", "the", "to", "with"];

    private readonly HashSet<string> taken = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>The name of the next chart, without an extension.</summary>
    /// <param name="notebook">The notebook that shows it.</param>
    /// <param name="title">Its title.</param>
    public string Next(Notebook notebook, string title)
    {
        var name = $"{notebook.Name}-{Subject(title, Words(notebook.Name))}";
        var free = name;
        for (int again = 2; !taken.Add(free); again++)
        {
            free = string.Create(CultureInfo.InvariantCulture, $"{name}-{again}");
        }
        return free;
    }

    /// <summary>"Lyrics network: accuracy" in the notebook 03-lyrics is about the accuracy.</summary>
    private static string Subject(string title, List<string> known)
    {
        var parts = title.Split(':', 2);
        var shown = parts.Length == 2 && Words(parts[0]).Exists(known.Contains) && Words(parts[1]).Count > 0 ? parts[1] : title;
        var words = Shortened(Words(shown).Where(word => !known.Contains(word)));
        return string.Join('-', words.Count > 0 ? words : Words(title) is { Count: > 0 } all ? Shortened(all) : ["chart"]);
    }

    private static List<string> Shortened(IEnumerable<string> words)
    {
        var kept = words.SkipWhile(Small.Contains).ToList();
        while (kept.Count > 1 && kept.Sum(word => word.Length + 1) > Longest + 1)
        {
            kept.RemoveAt(kept.Count - 1);
        }
        while (kept.Count > 1 && Small.Contains(kept[^1]))
        {
            kept.RemoveAt(kept.Count - 1);
        }
        return [.. kept.Select(word => word.Length > Longest ? word[..Longest] : word)];
    }

    private static List<string> Words(string text)
    {
        var words = new StringBuilder();
        foreach (var c in text.Normalize())
        {
            // An apostrophe is inside a word: don't, l'amour.
            words.Append(char.IsLetterOrDigit(c) ? char.ToLowerInvariant(c) : c is '\'' or '’' ? "" : " ");
        }
        return [.. words.ToString().Split(' ', StringSplitOptions.RemoveEmptyEntries)];
    }
}
