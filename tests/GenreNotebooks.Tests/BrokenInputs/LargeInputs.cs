using System.Text;
using GenreNotebooks.Tests.Data;

namespace GenreNotebooks.Tests.BrokenInputs;

/// <summary>Inputs that are too large to be kept, or no files.</summary>
internal static class LargeInputs
{
    private const int Million = 1_000_000;

    public static IReadOnlyList<BrokenInput> All { get; } =
    [
        .. from kind in new[] { "csv/directory.csv", "vocabulary/directory.txt", "records/directory.json", "runs/directory.jsonl" } select new BrokenInput(kind, path => Directory.CreateDirectory(path)),
        .. from kind in new[] { "csv/missing.csv", "vocabulary/missing.txt", "records/missing.json", "runs/fine-missing.jsonl" } select new BrokenInput(kind, _ => { }),
        new("csv/field-of-50-MB.csv", path => Repeat(path, SongText.Table(SongText.Row("lyrics", "word")), "word", "word after ", 50 * Million)),
        new("csv/quoted-field-of-50-MB.csv", path => Repeat(path, SongText.Table(SongText.Row("lyrics", "\"word\"")), "word", "word, after ", 50 * Million)),
        new("csv/fine-field-of-1-MB.csv", path => Repeat(path, SongText.Table(SongText.Row("lyrics", "word")), "word", "word after ", Million)),
        new("csv/line-of-100-MB.csv", path => Repeat(path, "@", "@", "a", 100 * Million)),
        new("csv/header-then-100-MB.csv", path => Repeat(path, SongText.Header + "\n@", "@", "a,", 100 * Million)),
        new("csv/million-columns.csv", path => File.WriteAllText(path, string.Join(',', Enumerable.Range(0, Million)))),
        new("csv/million-columns-without-a-name.csv", path => Repeat(path, "@\n", "@", ",", Million)),
        new("csv/million-columns-too-many.csv", path => Repeat(path, SongText.Header + "@\n", "@", ",", Million)),
        new("csv/million-columns-in-a-row.csv", path => Repeat(path, SongText.Table(SongText.Row() + "@"), "@", ",", Million)),
        new("vocabulary/line-of-100-MB.txt", path => Repeat(path, "[PAD]\n@", "@", "a", 100 * Million)),
        new("records/65-MB.json", path => Repeat(path, "{\"model\": \"@\"}", "@", "lyrics", 68 * Million)),
        new("runs/line-of-100-MB.jsonl", path => Repeat(path, "{\"model\": \"@\"}", "@", "lyrics", 100 * Million)),
    ];

    /// <summary>Writes a text, in place of a mark so many bytes of another.</summary>
    private static void Repeat(string path, string text, string mark, string part, int bytes)
    {
        using var file = File.Create(path);
        var at = text.IndexOf(mark, StringComparison.Ordinal);
        var block = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat(part, 10_000)));
        file.Write(Encoding.UTF8.GetBytes(text[..at]));
        for (var left = bytes; left > 0; left -= block.Length)
        {
            file.Write(block.AsSpan(0, Math.Min(left, block.Length)));
        }
        file.Write(Encoding.UTF8.GetBytes(text[(at + mark.Length)..]));
    }
}
