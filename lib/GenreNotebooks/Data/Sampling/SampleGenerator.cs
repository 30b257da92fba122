using GenreNotebooks.Files;

namespace GenreNotebooks.Data.Sampling;

/// <summary>
/// Makes synthetic songs (section <i>Data</i>) that follow the real ones in the statistics of <see cref="SampleProfile"/>,
/// genre after genre and year after year as the data set has them. The same rows and seed give the same songs on every
/// machine: only <see cref="Random"/> with a seed and arithmetic that IEEE 754 fixes to the last bit. One song at a time is held.
/// </summary>
public static class SampleGenerator
{
    /// <summary>The number of songs of the embedded sample.</summary>
    public const int Rows = 2300;

    /// <summary>The seed of the embedded sample.</summary>
    public const int Seed = 5;

    /// <summary>Makes songs of the four genres of the post, in the shares of the data set.</summary>
    /// <param name="rows">How many, at least 1.</param>
    /// <param name="seed">Any number; another seed gives other songs.</param>
    /// <exception cref="InputException"><paramref name="rows"/> is less than 1.</exception>
    public static IEnumerable<Song> Generate(int rows = Rows, int seed = Seed) => rows >= 1
        ? GenerateAll(SampleProfile.Default, rows, new Random(seed))
        : throw new InputException($"A sample of {rows} rows was asked for: expected at least 1.");

    /// <summary>Writes the songs of <see cref="Generate"/> as the data set's CSV: 31 columns, lines ended by \n.</summary>
    /// <param name="writer">Where to; it stays open.</param>
    /// <param name="rows">How many, at least 1.</param>
    /// <param name="seed">Any number; another seed gives other songs.</param>
    /// <param name="onSong">Is told the number of songs made so far, after each.</param>
    /// <param name="cancellation">Ends the writing before the next song.</param>
    /// <exception cref="InputException"><paramref name="rows"/> is less than 1.</exception>
    /// <exception cref="OperationCanceledException">The writing was cancelled.</exception>
    public static void Write(
        TextWriter writer, int rows = Rows, int seed = Seed, Action<int>? onSong = null, CancellationToken cancellation = default) =>
        SongWriter.Write(writer, Watch(Generate(rows, seed), onSong, cancellation));

    /// <summary>Writes the songs to a file in UTF-8, whole or not at all; the rest is as in <see cref="Write"/>.</summary>
    /// <param name="path">The file; one that is there is replaced at the end.</param>
    /// <param name="rows">How many, at least 1.</param>
    /// <param name="seed">Any number; another seed gives other songs.</param>
    /// <param name="onSong">Is told the number of songs made so far, after each.</param>
    /// <param name="cancellation">Ends the writing before the next song; no file is left.</param>
    /// <exception cref="InputException"><paramref name="rows"/> is less than 1, or the file cannot be written.</exception>
    /// <exception cref="OperationCanceledException">The writing was cancelled.</exception>
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
        using var stop = NotebookEngine.Linked(cancellation);
        var count = 0;
        foreach (var song in songs)
        {
            stop.Token.ThrowIfCancellationRequested();
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
            // Rounding where a genre ends, not its count, makes the counts add up to the rows.
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
        // Low numbers more often, so that some artists have many songs and most have few.
        var place = random.NextDouble() * (1 + random.NextDouble()) / 2;
        return InventedNames.Artist((int)(place * artists) * profile.Genres.Count + genre);
    }
}
