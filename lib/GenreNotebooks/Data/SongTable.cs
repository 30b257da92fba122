using Microsoft.Data.Analysis;

namespace GenreNotebooks.Data;

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
