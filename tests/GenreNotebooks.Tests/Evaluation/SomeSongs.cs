using GenreNotebooks.Data;
using GenreNotebooks.Vectorization;

namespace GenreNotebooks.Tests.Evaluation;

/// <summary>Songs of three genres, drawn at random, whose genres can be learnt from tokens, features and years.</summary>
internal static class SomeSongs
{
    public static GenreSet Genres { get; } = new("hip hop", "jazz", "rock");

    public static SongDataset Create(int count = 300, int seed = 1, string origin = "these songs", GenreSet? genres = null)
    {
        var random = new Random(seed);
        var builder = new SongTableBuilder();
        for (var song = 0; song < count; song++)
        {
            var label = random.Next(3);
            builder.Add(SongOf(label, song, random), TokensOf(label, random));
        }
        return TableOf(builder, origin, count).OfGenres(genres ?? Genres);
    }

    /// <summary>One song from its tokens between the markers, its first feature, its year and its genre.</summary>
    public static SongDataset Create(params (int[] Tokens, double Feature, int Year, string Genre)[] songs)
    {
        var builder = new SongTableBuilder();
        foreach (var (tokens, feature, year, genre) in songs)
        {
            builder.Add(Song(genre, year, "somebody", [feature, .. new double[21]]), [1, .. tokens, 2]);
        }
        return TableOf(builder, "few songs", songs.Length).OfGenres(Genres);
    }

    /// <summary>Artists of one genre each, in turn; their songs' first feature is the label, and the others are noise. The first artists have wrong labels.</summary>
    public static SongDataset ByArtists(int artists, int songsEach, int wrong = 0)
    {
        var (random, builder) = (new Random(1), new SongTableBuilder());
        foreach (var (artist, _) in from artist in Enumerable.Range(0, artists) from song in Enumerable.Range(0, songsEach) select (artist, song))
        {
            var label = (artist + (artist < wrong ? 1 : 0)) % 3;
            builder.Add(Song(Genres.Names[label], 2000, $"artist {artist}", [artist % 3, .. Enumerable.Range(0, 21).Select(_ => random.NextDouble())]), [1, 2]);
        }
        return TableOf(builder, $"{artists} artists, {wrong} wrong", artists * songsEach).OfGenres(Genres);
    }

    private static SongTable TableOf(SongTableBuilder builder, string origin, int count) =>
        builder.ToTable(maxLength: 40, vocabularySize: 50) with { Origin = new("sample", origin, count, origin) };

    private static Song SongOf(int label, int song, Random random) => Song(
        Genres.Names[label],
        1960 + (15 * label) + random.Next(20),
        $"artist {song / 3}",
        [.. Enumerable.Range(0, 22).Select(feature => random.NextDouble() + (feature % 3 == label ? 0.3 : 0))]);

    private static Song Song(string genre, int year, string artist, double[] features) => new()
    {
        Index = 0,
        Artist = artist,
        Track = "",
        ReleaseYear = year,
        Genre = genre,
        Lyrics = "",
        WordCount = 0,
        Topic = "",
        Age = 0,
        Features = features,
    };

    private static int[] TokensOf(int label, Random random) =>
        [1, .. Enumerable.Range(0, random.Next(4, 20)).Select(_ => random.Next(3) == 0 ? 3 + (10 * label) + random.Next(10) : 3 + random.Next(47)), 2];
}
