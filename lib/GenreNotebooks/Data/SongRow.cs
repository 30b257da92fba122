using System.Globalization;
using System.Text.Unicode;
using CsvHelper;

namespace GenreNotebooks.Data;

/// <summary>Turns the line that a reader stands on into a song, or says what is wrong with it.</summary>
internal sealed class SongRow(CsvReader reader, SongColumns columns, string file)
{
    public Song ToSong()
    {
        if (!Utf8.IsValid(reader.RawRecord))
        {
            throw NotUtf8();
        }
        return new Song
        {
            Index = Whole(SongColumns.Index),
            Artist = Text(SongColumns.Artist),
            Track = Text(SongColumns.Track),
            ReleaseYear = Whole(SongColumns.Year),
            Genre = Genre(),
            Lyrics = Required(SongColumns.Lyrics, "the lyrics of the song"),
            WordCount = Whole(SongColumns.WordCount),
            Features = Features(),
            Topic = Text(SongColumns.Topic),
            Age = Number(SongColumns.Age),
        };
    }

    private double[] Features()
    {
        var features = new double[EngineeredFeatures.Names.Count];
        for (var i = 0; i < features.Length; i++)
        {
            features[i] = Number(SongColumns.FirstFeature + i);
        }
        return features;
    }

    private string Genre() => Text(SongColumns.Genre) is var genre && (GenreSet.DataSet.Contains(genre) || !columns.Has(SongColumns.Genre))
        ? genre
        : throw Wrong(SongColumns.Genre, $"one of {string.Join(", ", GenreSet.DataSet.Names)}");

    private string Text(int column) => !columns.Has(column) ? "" : reader.GetString(columns.PlaceOf(column));

    private string Required(int column, string expected)
    {
        var text = Text(column);
        return string.IsNullOrWhiteSpace(text) && columns.Has(column) ? throw Wrong(column, expected) : text;
    }

    // From the UTF-8 bytes as they are: 600,000 numbers without a string each.
    private double Number(int column) =>
        !columns.Has(column) ? 0
        : double.TryParse(reader.GetSpan(columns.PlaceOf(column)), NumberStyles.Float, CultureInfo.InvariantCulture, out var value)
        && double.IsFinite(value) ? value : throw Wrong(column, "a finite number such as 0.25");

    private int Whole(int column) =>
        !columns.Has(column) ? 0
        : int.TryParse(reader.GetSpan(columns.PlaceOf(column)), NumberStyles.Integer, CultureInfo.InvariantCulture, out var value)
            ? value : throw Wrong(column, "a whole number");

    private InputException Wrong(int column, string expected)
    {
        var found = Text(column);
        return new InputException($"{file}, line {reader.LineNumber}, column {SongColumns.Title(column)}: " +
            $"found {(found.Length == 0 ? "nothing" : $"'{SongColumns.Shortened(found)}'")}, expected {expected}.");
    }

    private InputException NotUtf8()
    {
        var field = 0;
        while (field < reader.FieldCount - 1 && Utf8.IsValid(reader.GetSpan(field)))
        {
            field++;
        }
        return new InputException($"{file}, line {reader.LineNumber}, column '{reader.Headers[field]}': found " +
            $"'{SongColumns.Shortened(reader.GetString(field))}', which is not UTF-8 text. Expected UTF-8: save the file in that encoding.");
    }
}
