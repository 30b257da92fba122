using GenreNotebooks.Files;
using Microsoft.Data.Analysis;

namespace GenreNotebooks.Data;

/// <summary>The songs (section <i>Data</i>).</summary>
public sealed class MusicData
{
    private MusicData(IReadOnlyList<Song> songs, DataOrigin origin) => (Songs, Origin) = (songs, origin);

    /// <summary>The songs, in the order of the file.</summary>
    public IReadOnlyList<Song> Songs { get; }

    /// <summary>The file they come from.</summary>
    public DataOrigin Origin { get; }

    /// <summary>The genres that the songs have, in the order of their names: all seven of the data set, or what there is of them.</summary>
    /// <exception cref="InputException">There are fewer than two.</exception>
    public GenreSet Genres => new([.. CountGenres().Select(genre => genre.Genre)]);

    /// <summary>Reads all songs of a folder.</summary>
    /// <exception cref="InputException">The file is missing, or not a table of songs; names line, column and value.</exception>
    public static MusicData Load(DataFolder folder)
    {
        using var stream = folder.OpenSongs();
        return Read(stream, folder.SongsPath, folder.Kind);
    }

    /// <summary>Reads all songs of a stream of CSV text, UTF-8, with the 31 columns of the data set in any order.</summary>
    /// <param name="stream">The text; stays open.</param>
    /// <param name="name">What messages and <see cref="Origin"/> call it.</param>
    /// <param name="kind"><c>real</c> or <c>sample</c>, for <see cref="Origin"/>.</param>
    /// <exception cref="InputException">The text is not a table of songs; names line, column and value.</exception>
    public static MusicData Read(Stream stream, string name, string kind = "real")
    {
        using var stop = NotebookEngine.Linked();
        using var hashing = new HashingStream(stream);
        var songs = SongReader.Read(hashing, name, cancellation: stop.Token).ToList();
        return new MusicData(songs, new DataOrigin(kind, name, songs.Count, hashing.Sha256()));
    }

    /// <summary>Only the songs of some genres, in the order of the file.</summary>
    /// <exception cref="InputException">There is no song of one of the genres.</exception>
    public MusicData OfGenres(GenreSet genres)
    {
        genres.EnsureIn([.. Songs.Select(song => song.Genre).Distinct()], Origin.Path);
        return new([.. Songs.Where(song => genres.Contains(song.Genre))], Origin);
    }

    /// <summary>Songs by genre with their base rates, in the order of the names.</summary>
    public IReadOnlyList<GenreCount> CountGenres() => GenreCount.Of([.. Songs.Select(song => song.Genre)]);

    /// <summary>The songs as a table of the original's 31 columns, for looking at.</summary>
    /// <param name="labels">Given, the column <c>genre</c> holds the labels of this set in place of names.</param>
    /// <exception cref="InputException">A song's genre is not in <paramref name="labels"/>.</exception>
    public DataFrame ToDataFrame(GenreSet? labels = null) => SongTable.Full(Songs, labels);

    /// <summary>The table a model learns from: 24 columns, the 22 features, <c>lyrics</c> and <c>genre</c>.</summary>
    /// <param name="labels">Given, the column <c>genre</c> holds the labels of this set in place of names.</param>
    /// <exception cref="InputException">A song's genre is not in <paramref name="labels"/>.</exception>
    public DataFrame ToCleanDataFrame(GenreSet? labels = null) => SongTable.Clean(Songs, labels);
}

/// <summary>Songs as data frames, for looking at (section <i>Data</i>); training reads the songs themselves.</summary>
internal static class SongTable
{
    /// <summary>The 31 columns of the original; the first has no name there, and the one that pandas gives it here.</summary>
    public static DataFrame Full(IReadOnlyList<Song> songs, GenreSet? labels) => new(
    [
        Column("Unnamed: 0", songs, song => song.Index),
        Column("artist_name", songs, song => song.Artist),
        Column("track_name", songs, song => song.Track),
        Column("release_date", songs, song => song.ReleaseYear),
        GenreColumn(songs, labels),
        Column("lyrics", songs, song => song.Lyrics),
        Column("len", songs, song => song.WordCount),
        .. FeatureColumns(songs),
        Column("topic", songs, song => song.Topic),
        Column("age", songs, song => song.Age),
    ]);

    /// <summary>The 22 features, lyrics and genre.</summary>
    public static DataFrame Clean(IReadOnlyList<Song> songs, GenreSet? labels) =>
        new([.. FeatureColumns(songs), Column("lyrics", songs, song => song.Lyrics), GenreColumn(songs, labels)]);

    private static DataFrameColumn GenreColumn(IReadOnlyList<Song> songs, GenreSet? labels) => labels is null
        ? Column("genre", songs, song => song.Genre)
        : Column("genre", songs, song => labels.LabelOf(song.Genre));

    private static IEnumerable<DataFrameColumn> FeatureColumns(IReadOnlyList<Song> songs) =>
        EngineeredFeatures.Names.Select((name, i) => Column(name, songs, song => song.Features[i]));

    private static StringDataFrameColumn Column(string name, IReadOnlyList<Song> songs, Func<Song, string> value) =>
        new StringDataFrameColumn(name, songs.Select(value));

    private static Int32DataFrameColumn Column(string name, IReadOnlyList<Song> songs, Func<Song, int> value) =>
        new Int32DataFrameColumn(name, songs.Select(value));

    private static DoubleDataFrameColumn Column(string name, IReadOnlyList<Song> songs, Func<Song, double> value) =>
        new DoubleDataFrameColumn(name, songs.Select(value));
}
