using FsCheck;
using FsCheck.Fluent;
using GenreNotebooks.Tests.Data;
using GenreNotebooks.Vectorization;
using Xunit;

namespace GenreNotebooks.Tests.Vectorization;

public sealed class SongTableProperties
{
    private static readonly Arbitrary<int> Lengths = Gen.Choose(2, 40).ToArbitrary();

    [Fact]
    public void Songs_come_back_from_their_file_as_they_were() => Prop.ForAll(AnySongs.Some.ToArbitrary(), AnySongs.Texts.Two().ToArbitrary(), Lengths, (songs, names, length) =>
    {
        var (checksums, tokenized) = (new SongChecksums(names.Item1, names.Item2), SongTable.Tokenize(songs, SmallVocabulary.Tokenizer, length));
        using var stream = new MemoryStream();
        SongTableFile.Write(stream, tokenized, checksums);
        stream.Position = 0;
        return SongTableFile.Read(stream, checksums) is { } read
            && (read.MaxLength, read.VocabularySize, read.Count) == (length, SmallVocabulary.Entries.Length, songs.Count)
            && read.ReleaseYears.SequenceEqual(songs.Select(song => song.ReleaseYear))
            && Enumerable.Range(0, songs.Count).All(song => read.Genres[song] == songs[song].Genre && read.Artists[song] == songs[song].Artist
                && read.Titles[song].SequenceEqual(SmallVocabulary.Tokenizer.Encode(songs[song].Track, length).AsSpan()[1..^1])
                && read.Tokens[song].SequenceEqual(SmallVocabulary.Tokenizer.Encode(songs[song].Lyrics, length))
                && read.Features[song].SequenceEqual([.. songs[song].Features.Select(number => (float)number)]));
    }).Check(Cases.Of(300));

    [Fact]
    public void Another_name_of_songs_or_vocabulary_finds_nothing() => Prop.ForAll(AnySongs.Texts.Three().Where(names => names.Item2 != names.Item3).ToArbitrary(), names =>
    {
        using var stream = new MemoryStream();
        SongTableFile.Write(stream, SongTable.Tokenize(SongText.Read(SongText.Table(SongText.Row())), SmallVocabulary.Tokenizer), new(names.Item1, names.Item2));
        stream.Position = 0;
        return SongTableFile.Read(stream, new(names.Item1, names.Item3)) is null;
    }).Check(Cases.Of(200));
}
