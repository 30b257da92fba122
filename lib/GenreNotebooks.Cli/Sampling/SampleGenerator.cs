using GenreNotebooks.Data;
using GenreNotebooks.Files;

namespace GenreNotebooks.Cli.Sampling;

/// <summary>
/// Generates synthetic songs with the statistics of the real ones (<see cref="SampleProfile"/>), genre after genre and
/// year after year as in the data set. The same rows and seed give the same songs on every machine: it uses only
/// <see cref="Random"/> with a seed and arithmetic that IEEE 754 fixes to the last bit. It holds one song at a time.
/// </summary>
internal static class SampleGenerator
{
    /// <summary>The number of songs of the embedded sample.</summary>
    public const int Rows = 2300;

    /// <summary>The seed of the embedded sample.</summary>
    public const int Seed = 5;

    /// <summary>Generates songs of the four genres of the post, in the shares of the data set.</summary>
    /// <param name="rows">How many, at least 1.</param>
    /// <param name="seed">See <see cref="RandomSeed"/>; another seed gives other songs.</param>
    /// <exception cref="InputException"><paramref name="rows"/> is less than 1.</exception>
    public static IEnumerable<Song> Generate(int rows = Rows, int seed = Seed) => rows >= 1
        ? GenerateAll(SampleProfile.Default, rows, RandomSeed.Random(seed))
        : throw new InputException($"Found a sample of {rows} rows: expected at least 1.");

    /// <summary>Writes the songs of <see cref="Generate"/> as the data set's CSV: 31 columns, lines ended by \n.</summary>
    /// <param name="writer">The target; it stays open.</param>
    /// <param name="rows">How many, at least 1.</param>
    /// <param name="seed">See <see cref="RandomSeed"/>; another seed gives other songs.</param>
    /// <param name="onSong">Called after each song with the number of songs so far.</param>
    /// <param name="cancellation">Stops before the next song.</param>
    /// <exception cref="InputException"><paramref name="rows"/> is less than 1.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public static void Write(
        TextWriter writer, int rows = Rows, int seed = Seed, Action<int>? onSong = null, CancellationToken cancellation = default) =>
        SongWriter.Write(writer, Watch(Generate(rows, seed), onSong, cancellation));

    /// <summary>Writes the songs to a file in UTF-8, whole or not at all; otherwise like <see cref="Write"/>.</summary>
    /// <param name="path">The file; an existing one is replaced at the end.</param>
    /// <param name="rows">How many, at least 1.</param>
    /// <param name="seed">See <see cref="RandomSeed"/>; another seed gives other songs.</param>
    /// <param name="onSong">Called after each song with the number of songs so far.</param>
    /// <param name="cancellation">Stops before the next song; leaves no file.</param>
    /// <exception cref="InputException"><paramref name="rows"/> is less than 1, or the file cannot be written.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public static void WriteFile(
        string path, int rows = Rows, int seed = Seed, Action<int>? onSong = null, CancellationToken cancellation = default)
    {
        var songs = Watch(Generate(rows, seed), onSong, cancellation);
        AtomicFile.Write(path, stream =>
        {
            using var writer = new StreamWriter(stream, leaveOpen: true);
            SongWriter.Write(writer, songs);
        });
    }

    private static IEnumerable<Song> Watch(IEnumerable<Song> songs, Action<int>? onSong, CancellationToken cancellation)
    {
        var count = 0;
        foreach (var song in songs)
        {
            cancellation.ThrowIfCancellationRequested();
            yield return song;
            onSong?.Invoke(++count);
        }
    }

    private static IEnumerable<Song> GenerateAll(SampleProfile profile, int rows, Random random)
    {
        var words = new WordSampler([.. profile.Genres.Select(genre => genre.Genre)]);
        var (row, songsBefore) = (0, 0);
        for (var genre = 0; genre < profile.Genres.Count; genre++)
        {
            songsBefore += profile.Genres[genre].Songs;
            // The counts add up to the rows because the end of a genre is rounded, not its count.
            var end = (int)Math.Round((double)rows * songsBefore / profile.Songs);
            var (first, sampler) = (row, new GenreSampler(profile.Genres[genre], words));
            for (; row < end; row++)
            {
                var artist = DrawArtist(genre, end - first, profile, random);
                yield return sampler.Draw(row, (row - first + 0.5) / (end - first), artist, random);
            }
        }
    }

    private static string DrawArtist(int genre, int songs, SampleProfile profile, Random random)
    {
        var artists = Math.Max(1, (int)((double)songs * profile.Genres[genre].Artists / profile.Genres[genre].Songs));
        // Low numbers are drawn more often, so that some artists have many songs and most have few.
        var place = random.NextDouble() * (1 + random.NextDouble()) / 2;
        return InventedNames.Artist((int)(place * artists) * profile.Genres.Count + genre);
    }
}

/// <summary>Invented names, built from syllables.</summary>
internal static class InventedNames
{
    private static readonly string[] Syllables =
        ("ba du fen gri hol ja kem lu mip nor plu qua ris sto tav ulk "
        + "vem wob yss zan cle dro eph flo gwi hux iln jor kra lyb mox nuv").Split(' ');

    /// <summary>The name of an artist; numbers below 2^20 all have different names.</summary>
    public static string Artist(int number)
    {
        // An odd factor only shuffles the numbers modulo a power of two, so that neighbours do not sound alike.
        var code = (uint)number * 650_617 + 391_127;
        return $"{Word((int)(code & 1023))} {Word((int)((code >> 10) & 1023))}";
    }

    /// <summary>A word of two syllables; numbers below 2^10 all have different ones, as the last ten bits count.</summary>
    public static string Word(int number) => Syllables[number & 31] + Syllables[(number >> 5) & 31];
}
