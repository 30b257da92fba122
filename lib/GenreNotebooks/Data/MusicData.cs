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

    /// <summary>Reads all songs of a folder.</summary>
    public static MusicData Load(DataFolder folder) => throw new NotImplementedException();

    /// <summary>Only the songs of some genres.</summary>
    public MusicData OfGenres(GenreSet genres) => throw new NotImplementedException();

    /// <summary>Songs by genre, in the order of the names.</summary>
    public IReadOnlyList<GenreCount> CountGenres() => throw new NotImplementedException();

    /// <summary>The songs as a table of 31 columns, for looking at.</summary>
    public DataFrame ToDataFrame() => throw new NotImplementedException();
}
