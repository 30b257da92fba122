using System.Globalization;
using GenreNotebooks.Files;

namespace GenreNotebooks.Cli.Sampling;

/// <summary>
/// A WordPiece vocabulary in the layout of bert-base-uncased: the same size and the same
/// ids of the special tokens, with the words of the sample and every piece that ASCII text needs.
/// </summary>
internal static class SampleVocabulary
{
    /// <summary>The number of entries, that of bert-base-uncased: it fixes the models' parameter counts.</summary>
    public const int Size = 30_522;

    private const int FirstPiece = 999;
    private const string Punctuation = "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~";
    private const string LettersAndDigits = "0123456789abcdefghijklmnopqrstuvwxyz";

    private static readonly Dictionary<int, string> Special = new()
    {
        [0] = "[PAD]",
        [100] = "[UNK]",
        [101] = "[CLS]",
        [102] = "[SEP]",
        [103] = "[MASK]",
    };

    // Common words, so that a reader's sentence, and the post's own, is not split into single letters.
    private static readonly string[] Common =
    [
        .. ("i you he she it we they me my your this that the a an and or but not no yes of to in on at for with from "
            + "is am are was be have do does can will who what when where how why song genre hip hop jazz").Split(' '),
        "##s", "##es", "##ed", "##ing", "##er", "##ly",
    ];

    /// <summary>The entries, in the order of their ids.</summary>
    public static IEnumerable<string> Entries()
    {
        var pieces = Pieces().ToList();
        var unused = 0;
        for (var id = 0; id < Size; id++)
        {
            yield return Special.TryGetValue(id, out var special) ? special
                : id >= FirstPiece && id - FirstPiece < pieces.Count ? pieces[id - FirstPiece]
                : string.Create(CultureInfo.InvariantCulture, $"[unused{unused++}]");
        }
    }

    /// <summary>Writes the entries to a file, one a line, UTF-8, lines ended by \n; whole or not at all.</summary>
    /// <param name="path">The file; an existing one is replaced.</param>
    /// <exception cref="InputException">The file cannot be written.</exception>
    public static void WriteFile(string path) => AtomicFile.WriteAllText(path, string.Concat(Entries().Select(entry => entry + "\n")));

    private static IEnumerable<string> Pieces() =>
        Punctuation.Concat(LettersAndDigits).Select(character => $"{character}")
            .Concat(LettersAndDigits.Select(character => $"##{character}"))
            .Concat(Common)
            .Concat(SampleWords.Default.All)
            .Distinct();
}
