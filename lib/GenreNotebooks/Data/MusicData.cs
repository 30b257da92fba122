using System.Collections;
using GenreNotebooks.Files;
using Microsoft.Data.Analysis;

namespace GenreNotebooks.Data;

/// <summary>
/// A table of songs, stored by column and read by row as <see cref="Song"/> (section <i>Data</i>). Subsets share the columns.
/// </summary>
public sealed class MusicData : IReadOnlyList<Song>
{
    private readonly Columns columns;
    private readonly int[] rows; // indices into the columns

    private MusicData(Columns columns, int[] rows, DataOrigin origin) => (this.columns, this.rows, Origin) = (columns, rows, origin);

    /// <summary>The names of the data set's 31 columns, in the order of the original file; the first, the row number, is empty.</summary>
    public static IReadOnlyList<string> ColumnNames => SongColumns.Names;

    /// <summary>The file of the songs.</summary>
    public DataOrigin Origin { get; }

    /// <summary>The number of songs.</summary>
    public int Count => rows.Length;

    /// <summary>One song, in the order of the file.</summary>
    /// <param name="row">The row, 0 to <see cref="Count"/> - 1.</param>
    public Song this[int row] => columns[rows[row]];

    /// <summary>The genres of the songs, sorted by name: the seven of the data set, or fewer.</summary>
    /// <exception cref="InputException">There are fewer than two.</exception>
    public GenreSet Genres => new([.. CountGenres().Select(genre => genre.Genre)]);

    /// <summary>The row of each song in the file.</summary>
    internal int[] Rows => rows;

    /// <summary>The genre of each song.</summary>
    internal Categorical GenreColumn => columns.Genres.At(rows);

    /// <summary>The artist of each song.</summary>
    internal Categorical ArtistColumn => columns.Artists.At(rows);

    /// <summary>Reads all songs in a folder.</summary>
    /// <exception cref="InputException">The file is missing, or not a table of songs; the message gives line, column and value.</exception>
    public static MusicData Load(DataFolder folder)
    {
        using var stream = folder.OpenSongs();
        var songs = Read(stream, folder.SongsPath, folder.Kind);
        LoadedSongs.Note(folder);
        return songs;
    }

    /// <summary>Reads all songs from a stream of CSV text: UTF-8, with the columns of the data set in any order, see <see cref="SongReader"/>.</summary>
    /// <param name="stream">The text; the stream stays open.</param>
    /// <param name="name">The name of the stream in messages and in <see cref="Origin"/>.</param>
    /// <param name="kind"><c>real</c> or <c>sample</c>, for <see cref="Origin"/>.</param>
    /// <exception cref="InputException">The text is not a table of songs; the message gives line, column and value.</exception>
    public static MusicData Read(Stream stream, string name, string kind = "real")
    {
        using var stop = NotebookEngine.Linked();
        using var hashing = new HashingStream(stream);
        return Of(SongReader.Read(hashing, name, stop.Token), rows => new(kind, name, rows, hashing.Sha256()));
    }

    /// <summary>Collects songs into a table.</summary>
    internal static MusicData Of(IEnumerable<Song> songs, Func<int, DataOrigin> origin)
    {
        var columns = new Columns(songs);
        return new(columns, [.. Enumerable.Range(0, columns.Count)], origin(columns.Count));
    }

    /// <summary>The songs of the given genres, in the order of the file.</summary>
    /// <exception cref="InputException">There is no song of one of the genres.</exception>
    public MusicData OfGenres(GenreSet genres)
    {
        genres.EnsureIn([.. rows.Select(row => columns.Genres[row]).Distinct()], Origin.Path);
        return new(columns, [.. rows.Where(row => genres.Contains(columns.Genres[row]))], Origin);
    }

    /// <summary>The number and share of songs of each genre, sorted by name.</summary>
    public IReadOnlyList<GenreCount> CountGenres() => GenreCount.Of(Array.ConvertAll(rows, row => columns.Genres[row]));

    /// <summary>The songs as a data frame with the original 31 columns; the first, unnamed in the file, gets pandas' name for it.</summary>
    /// <param name="labels">If given, the column <c>genre</c> contains the labels of this set instead of names.</param>
    /// <exception cref="InputException">A song's genre is not in <paramref name="labels"/>.</exception>
    public DataFrame ToDataFrame(GenreSet? labels = null) => new(
    [
        Column("Unnamed: 0", row => columns.Indices[row]),
        Column("artist_name", row => columns.Artists[row]),
        Column("track_name", row => columns.Tracks[row]),
        Column("release_date", row => columns.ReleaseYears[row]),
        GenreFrame(labels),
        Column("lyrics", row => columns.Lyrics[row]),
        Column("len", row => columns.WordCounts[row]),
        .. FeatureFrames(),
        Column("topic", row => columns.Topics[row]),
        Column("age", row => columns.Ages[row]),
    ]);

    /// <summary>The columns used for training as a data frame: the 22 features, <c>lyrics</c> and <c>genre</c>.</summary>
    /// <param name="labels">If given, the column <c>genre</c> contains the labels of this set instead of names.</param>
    /// <exception cref="InputException">A song's genre is not in <paramref name="labels"/>.</exception>
    public DataFrame ToCleanDataFrame(GenreSet? labels = null) => new([.. FeatureFrames(), Column("lyrics", row => columns.Lyrics[row]), GenreFrame(labels)]);

    /// <summary>The songs, in the order of the file.</summary>
    public IEnumerator<Song> GetEnumerator() => rows.Select(row => columns[row]).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private DataFrameColumn GenreFrame(GenreSet? labels) => labels is null
        ? Column("genre", row => columns.Genres[row])
        : Column("genre", row => labels.LabelOf(columns.Genres[row]));

    private IEnumerable<DataFrameColumn> FeatureFrames() =>
        EngineeredFeatures.Names.Select((name, feature) => Column(name, row => columns.Features[row][feature]));

    private StringDataFrameColumn Column(string name, Func<int, string> value) => new StringDataFrameColumn(name, rows.Select(value));

    private Int32DataFrameColumn Column(string name, Func<int, int> value) => new Int32DataFrameColumn(name, rows.Select(value));

    private DoubleDataFrameColumn Column(string name, Func<int, double> value) => new DoubleDataFrameColumn(name, rows.Select(value));

    /// <summary>All columns of a file; repeated names are stored once.</summary>
    private sealed class Columns
    {
        public Columns(IEnumerable<Song> songs)
        {
            var (artists, genres, topics) = (new CategoricalBuilder(), new CategoricalBuilder(), new CategoricalBuilder());
            foreach (var song in songs)
            {
                Indices.Add(song.Index);
                artists.Add(song.Artist);
                Tracks.Add(song.Track);
                ReleaseYears.Add(song.ReleaseYear);
                genres.Add(song.Genre);
                Lyrics.Add(song.Lyrics);
                WordCounts.Add(song.WordCount);
                Features.Add(song.Features);
                topics.Add(song.Topic);
                Ages.Add(song.Age);
            }
            (Artists, Genres, Topics) = (artists.ToColumn(), genres.ToColumn(), topics.ToColumn());
        }

        public int Count => Indices.Count;

        public List<int> Indices { get; } = [];

        public Categorical Artists { get; }

        public List<string> Tracks { get; } = [];

        public List<int> ReleaseYears { get; } = [];

        public Categorical Genres { get; }

        public List<string> Lyrics { get; } = [];

        public List<int> WordCounts { get; } = [];

        public List<double[]> Features { get; } = [];

        public Categorical Topics { get; }

        public List<double> Ages { get; } = [];

        public Song this[int row] => new()
        {
            Index = Indices[row],
            Artist = Artists[row],
            Track = Tracks[row],
            ReleaseYear = ReleaseYears[row],
            Genre = Genres[row],
            Lyrics = Lyrics[row],
            WordCount = WordCounts[row],
            Features = Features[row],
            Topic = Topics[row],
            Age = Ages[row],
        };
    }
}
