using System.Text;
using FsCheck;
using FsCheck.Fluent;
using GenreNotebooks.Data;
using Xunit;

namespace GenreNotebooks.Tests.Data;

public sealed class SongReaderProperties
{
    /// <summary>A program's CSV dialect: the choices that the format leaves open.</summary>
    private sealed record Manner(int[] Order, string LineEnd, bool Mark, bool QuoteAll, bool EndLastLine, int EmptyLines);

    private static readonly Gen<Manner> Manners =
        from order in Gen.Shuffle(Enumerable.Range(0, SongColumns.Names.Count))
        from lineEnd in Gen.Elements("\n", "\r\n")
        from choices in Gen.Elements(false, true).Three()
        from empty in Gen.Choose(0, 2)
        select new Manner(order, lineEnd, choices.Item1, choices.Item2, choices.Item3, empty);

    [Fact]
    public void Songs_come_back_to_the_last_bit_however_they_were_written() =>
        Prop.ForAll(AnySongs.Some.ToArbitrary(), Manners.ToArbitrary(), (songs, manner) =>
            AreSame(songs, SongText.Read(Encoding.UTF8.GetBytes(Write(songs, manner))))).Check(Cases.Of(500));

    [Fact]
    public void A_line_of_any_text_is_refused_with_its_number() =>
        Prop.ForAll(AnySongs.Texts.ToArbitrary(), text =>
        {
            var table = SongText.Table(SongText.Row(), text);
            return text.Length == 0 ? SongText.Read(table).Count == 1 : SongText.MessageOf(table).StartsWith($"{SongText.Name}, line 3", StringComparison.Ordinal);
        }).Check(Cases.Of(500));

    private static string Write(IEnumerable<Song> songs, Manner manner)
    {
        var lines = songs.Select(AnySongs.Values).Prepend([.. SongColumns.Names])
            .Select(values => string.Join(',', manner.Order.Select(column => Field(values[column], manner.QuoteAll))));
        var text = string.Join(manner.LineEnd + string.Concat(Enumerable.Repeat(manner.LineEnd, manner.EmptyLines)), lines);
        return $"{(manner.Mark ? "\ufeff" : "")}{text}{(manner.EndLastLine ? manner.LineEnd : "")}";
    }

    private static string Field(string value, bool quote) =>
        quote || value.AsSpan().ContainsAny(",\"") ? $"\"{value.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : value;

    private static bool AreSame(IEnumerable<Song> expected, IEnumerable<Song> actual) =>
        expected.Select(Whole).SequenceEqual(actual.Select(Whole));

    // Compares the bits of numbers: 0 and -0 differ.
    private static string Whole(Song song) => string.Join('\n', AnySongs.Values(song).Append(string.Join(' ', song.Features.Append(song.Age).Select(BitConverter.DoubleToInt64Bits))));
}
