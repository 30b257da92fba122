using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using GenreNotebooks.Data;
using GenreNotebooks.Display;
using GenreNotebooks.Vectorization;

namespace GenreNotebooks.Cli.Notebooks;

/// <summary>Finds quotes in a text: four consecutive words of any song's lyrics, or token ids that decode to them.</summary>
internal sealed partial class SongQuotes
{
    private const int Length = 4;

    private readonly HashSet<ulong> quotes = [];
    private readonly LyricsTokenizer tokenizer;

    public SongQuotes(DataFolder data)
    {
        tokenizer = LyricsTokenizer.Load(data);
        foreach (var song in MusicData.Load(data))
        {
            quotes.UnionWith(Windows(WordsOf(song.Lyrics)).Select(window => window.Hash));
        }
    }

    /// <summary>The number of different quotes of all songs.</summary>
    public int Count => quotes.Count;

    /// <summary>All quotes in a text; those that overlap as one.</summary>
    public IReadOnlyList<string> Find(string text) => [.. Spans(text).Select(span => text[span.Start..span.End])];

    /// <summary>The text with a marker for each quote.</summary>
    public string Hide(string text)
    {
        var spans = Spans(text);
        foreach (var (start, end) in spans.AsEnumerable().Reverse())
        {
            text = text[..start] + HiddenLyrics.Marker + text[end..];
        }
        return text;
    }

    private List<(int Start, int End)> Spans(string text)
    {
        var spans = new List<(int Start, int End)>();
        var found = IdRun().Matches(text).SelectMany(run => Windows(WordsOfIds(run))).Concat(Windows(WordsOf(text)));
        foreach (var (_, start, end) in found.Where(window => quotes.Contains(window.Hash)).OrderBy(window => window.Start))
        {
            if (spans is [.., var last] && start <= last.End)
            {
                spans[^1] = (last.Start, Math.Max(end, last.End));
            }
            else
            {
                spans.Add((start, end));
            }
        }
        return spans;
    }

    private static IEnumerable<(ulong Hash, int Start, int End)> Windows(IEnumerable<Found> words)
    {
        var window = new Queue<Found>(Length);
        foreach (var word in words)
        {
            window.Enqueue(word);
            if (window.Count == Length)
            {
                yield return (HashOf(window), window.Peek().Start, word.End);
                window.Dequeue();
            }
        }
    }

    private static IEnumerable<Found> WordsOf(string text) =>
        Word().Matches(text).Select(word => new Found(word.Value.ToLowerInvariant(), word.Index, word.Index + word.Length));

    /// <summary>The words of token ids; a piece such as <c>##ing</c> belongs to the word before it. Padding and marks are no words.</summary>
    private IEnumerable<Found> WordsOfIds(Match run)
    {
        Found? word = null;
        foreach (Match number in Number().Matches(run.Value))
        {
            var id = int.Parse(number.Value, CultureInfo.InvariantCulture);
            if (id >= tokenizer.VocabularySize || tokenizer.Token(id) is not { } token || token.StartsWith('['))
            {
                continue;
            }
            var (start, end) = (run.Index + number.Index, run.Index + number.Index + number.Length);
            if (word is not null && token.StartsWith("##", StringComparison.Ordinal))
            {
                word = new(word.Text + token[2..], word.Start, end);
                continue;
            }
            if (word is not null)
            {
                yield return word;
            }
            word = new(token, start, end);
        }
        if (word is not null)
        {
            yield return word;
        }
    }

    // FNV-1a, 64 bits: the same in every process, and no two quotes of a million are likely to share one.
    private static ulong HashOf(IEnumerable<Found> words)
    {
        var hash = 14695981039346656037UL;
        foreach (var letter in words.SelectMany(word => Encoding.UTF8.GetBytes(word.Text).Append((byte)' ')))
        {
            hash = (hash ^ letter) * 1099511628211UL;
        }
        return hash;
    }

    private sealed record Found(string Text, int Start, int End);

    [GeneratedRegex(@"[\p{L}\p{Nd}]+")]
    private static partial Regex Word();

    [GeneratedRegex(@"\d+")]
    private static partial Regex Number();

    // At least as many whole numbers as words, with no digits behind a point.
    [GeneratedRegex(@"(?<![\d.\w])\d{1,5}(?![\d.\w])([\s,\[\]]+\d{1,5}(?![\d.\w])){3,}")]
    private static partial Regex IdRun();
}
