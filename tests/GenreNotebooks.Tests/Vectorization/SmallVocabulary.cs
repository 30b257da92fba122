using System.Text;
using GenreNotebooks.Vectorization;

namespace GenreNotebooks.Tests.Vectorization;

/// <summary>A vocabulary small enough to read; an id is an index in the list.</summary>
internal static class SmallVocabulary
{
    public static readonly string[] Entries =
    [
        "[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", "i", "love", "reggae", "music", "!", "un", "##affable", "##s", "don", "'", "t",
        "cafe", "strasse", "σισυφος", "σ", "##ο", "中", "国", "$", "¿", "a", "##a", "istanbul", ",", ".",
    ];

    public static LyricsTokenizer Tokenizer { get; } = Load(string.Join('\n', Entries) + "\n");

    public static int Id(string entry) => Array.IndexOf(Entries, entry);

    public static LyricsTokenizer Load(string text) =>
        LyricsTokenizer.FromVocabulary(new MemoryStream(Encoding.UTF8.GetBytes(text)), "small.txt");
}
