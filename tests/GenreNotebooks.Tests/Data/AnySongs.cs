using System.Text;
using FsCheck;
using FsCheck.Fluent;
using GenreNotebooks.Data;

namespace GenreNotebooks.Tests.Data;

/// <summary>Random songs with any values that the format permits.</summary>
internal static class AnySongs
{
    // Any character except line ends and lone surrogates; characters that are special in CSV, HTML or terminals are more frequent.
    private static readonly Gen<string> Characters = Gen.OneOf(
        Gen.Elements("\"", ",", "'", " ", "\t", ";", "\\", "#", "=", "\u0001", "\u001b", "\u0093", "\u2028", "\ufeff", "é", "ς", "中", "😀", "<b>", "\"\""),
        Gen.Choose('a', 'z').Select(letter => ((char)letter).ToString()),
        Gen.Choose(1, 0x10ffff).Where(code => Rune.IsValid(code) && code is not ('\n' or '\r')).Select(code => new Rune(code).ToString()));

    public static readonly Gen<string> Texts = Characters.ListOf().Select(string.Concat);

    private static readonly Gen<double> Numbers = Gen.OneOf(
        FsCheck.FSharp.Gen.Choose64(long.MinValue, long.MaxValue).Select(BitConverter.Int64BitsToDouble),
        Gen.Choose(0, 1_000_000).Select(part => part / 1_000_000.0),
        Gen.Elements(0.0, -0.0, 1, double.Epsilon, float.MaxValue, -float.MaxValue, 1.5283400809716598e-06)).Where(number => float.IsFinite((float)number));

    private static readonly Gen<Song> Songs =
        from texts in Texts.Three()
        from lyrics in Texts.Where(text => !string.IsNullOrWhiteSpace(text))
        from year in Gen.Choose(1800, 2100)
        from genre in Gen.Elements<string>([.. GenreSet.DataSet.Names])
        from index in Gen.Choose(int.MinValue, int.MaxValue)
        from words in Gen.Choose(0, int.MaxValue)
        from numbers in Numbers.ListOf(EngineeredFeatures.Names.Count + 1)
        select new Song
        {
            Index = index,
            Artist = texts.Item1,
            Track = texts.Item2,
            Topic = texts.Item3,
            Lyrics = lyrics,
            ReleaseYear = year,
            Genre = genre,
            WordCount = words,
            Features = [.. numbers.Skip(1)],
            Age = numbers.First(),
        };

    public static Gen<IReadOnlyList<Song>> Some { get; } = Songs.NonEmptyListOf().Select(songs => (IReadOnlyList<Song>)songs);

    /// <summary>The values of a song as in CSV, in the order of <see cref="SongColumns.Names"/>, unquoted.</summary>
    public static string[] Values(Song song) =>
    [
        FormattableString.Invariant($"{song.Index}"), song.Artist, song.Track, FormattableString.Invariant($"{song.ReleaseYear}"), song.Genre, song.Lyrics,
        FormattableString.Invariant($"{song.WordCount}"), .. song.Features.Select(number => FormattableString.Invariant($"{number:R}")), song.Topic, FormattableString.Invariant($"{song.Age:R}"),
    ];
}
