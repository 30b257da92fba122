using GenreNotebooks.Display;

namespace GenreNotebooks.Data;

/// <summary>One row of the data set (section <i>Data</i>).</summary>
public sealed record Song
{
    /// <summary>The row number in the original data set (its first, unnamed column); in a file without that column, the row number in the file.</summary>
    public required int Index { get; init; }

    /// <summary>The artist, lower-case as in the data set.</summary>
    public required string Artist { get; init; }

    /// <summary>The name of the track.</summary>
    public required string Track { get; init; }

    /// <summary>The year of release, 1950 to 2019 in the original data; 1800 to 2100, or 0 if it is not known.</summary>
    /// <exception cref="InputException">The year is outside this range.</exception>
    public required int ReleaseYear
    {
        get;
        init
        {
            if (value != 0)
            {
                SongValues.Require(SongColumns.Names[SongColumns.Year], value);
            }
            field = value;
        }
    }

    /// <summary>The genre, such as <c>hip hop</c>.</summary>
    public required string Genre { get; init; }

    /// <summary>The lyrics: lower-case lemmas without stop words or punctuation, separated by spaces.</summary>
    public required string Lyrics { get; init; }

    /// <summary>The number of words according to the data set (its column <c>len</c>).</summary>
    public required int WordCount { get; init; }

    /// <summary>The 22 engineered features, in the order of <see cref="EngineeredFeatures.Names"/>: finite numbers in the range of a float.</summary>
    /// <exception cref="InputException">There are not 22, or one is out of its range.</exception>
    public required double[] Features { get; init => field = SongValues.Required(value); }

    /// <summary>The name of the largest topic feature.</summary>
    public required string Topic { get; init; }

    /// <summary>(2020 - year) / 70.</summary>
    public required double Age { get; init; }

    /// <summary>Genre, year, artist, title and lyrics on one line.</summary>
    public override string ToString() =>
        FormattableString.Invariant($"{Genre}, {ReleaseYear}: {(HiddenLyrics.IsSet ? HiddenLyrics.Marker : $"{Artist}, {Track}: {Lyrics}")}");
}
