using System.Text;
using GenreNotebooks.Data;
using Xunit;

namespace GenreNotebooks.Tests.Data;

public sealed class SongReaderTests
{
    [Fact]
    public void A_row_becomes_a_song()
    {
        var song = Assert.Single(SongText.Read(SongText.Table(SongText.Row())));
        Assert.Equal((7, "some artist", "some track", 1984, "jazz"), (song.Index, song.Artist, song.Track, song.ReleaseYear, song.Genre));
        Assert.Equal(("word after word", 3, "music", 0.30), (song.Lyrics, song.WordCount, song.Topic, song.Age));
        Assert.Equal(Enumerable.Range(7, 22).Select(place => place / 100.0), song.Features);
    }

    [Fact]
    public void Columns_are_found_by_name_wherever_they_are()
    {
        var lines = SongText.Table(SongText.Row()).TrimEnd().Split('\n').Select(line => "extra," + string.Join(",", line.Split(',').Reverse()));
        var song = Assert.Single(SongText.Read(string.Join("\n", lines)));
        Assert.Equal((7, "some artist", 0.07), (song.Index, song.Artist, song.Features[0]));
    }

    [Fact]
    public void Numbers_keep_every_digit()
    {
        var song = SongText.Read(SongText.Table(SongText.Row("dating", "0.000598086126288938")))[0];
        Assert.Equal(0.000598086126288938, song.Features[0]);
        Assert.Equal(1.5283400809716598e-06, SongText.Read(SongText.Table(SongText.Row("energy", "1.5283400809716598e-06")))[0].Features[21]);
    }

    [Fact]
    public void Quoted_fields_keep_their_commas_and_quotes()
    {
        var song = SongText.Read(SongText.Table(SongText.Row("artist_name", "\"earth, wind \"\"&\"\" fire\"")))[0];
        Assert.Equal("earth, wind \"&\" fire", song.Artist);
    }

    [Fact]
    public void A_byte_order_mark_and_Windows_line_ends_are_fine()
    {
        var text = SongText.Table(SongText.Row("artist_name", "pérez prado"), SongText.Row()).Replace("\n", "\r\n");
        Assert.Equal(["pérez prado", "some artist"], SongText.Read([0xEF, 0xBB, 0xBF, .. Encoding.UTF8.GetBytes(text)]).Select(song => song.Artist));
    }

    [Fact]
    public void An_empty_file_says_so() =>
        Assert.Equal("some/songs.csv is empty: expected a header line with 31 columns, then songs.", SongText.MessageOf(""));

    [Fact]
    public void A_header_alone_says_so() =>
        Assert.Equal("some/songs.csv has a header line but no songs: expected one line per song.", SongText.MessageOf(SongText.Table()));

    [Fact]
    public void All_missing_columns_are_listed()
    {
        var message = SongText.MessageOf(SongText.Table(SongText.Row()).Replace("lyrics", "words").Replace("energy", "power"));
        Assert.StartsWith("some/songs.csv, line 1: missing columns 'lyrics', 'energy'. Expected the 31 columns of tcc_ceds_music.csv; found 31: ", message);
    }

    [Fact]
    public void A_file_that_is_no_table_of_songs_at_all_says_so_in_one_line()
    {
        var message = SongText.MessageOf("\u001f\u008b\b,zipped");
        Assert.StartsWith("some/songs.csv is not a CSV file of songs: line 1 has none of the 31 columns of tcc_ceds_music.csv. ", message);
        Assert.EndsWith("found \ufffd\ufffd\ufffd, zipped.", message);
    }

    [Theory]
    [InlineData("", "7", 7)]
    [InlineData("", "7.0", 7)]
    [InlineData("", "", 0)]
    [InlineData("Unnamed: 0", "7", 7)] // to_csv(index=False) after read_csv in pandas
    [InlineData("id", "a7", 0)]
    public void Songs_are_numbered_by_their_row_if_the_first_column_is_missing_or_empty(string header, string value, int index)
    {
        var song = Assert.Single(SongText.Read(header + SongText.Table(SongText.Row("", value))));
        Assert.Equal((index, "some artist", 0.07), (song.Index, song.Artist, song.Features[0]));
    }

    [Theory]
    [InlineData("")]
    [InlineData("Unnamed: 0.1,Unnamed: 0,")] // to_csv() twice in pandas
    [InlineData("Unnamed: 0,Unnamed: 0.1,")]
    [InlineData(",Unnamed: 0,")]
    public void Columns_of_row_numbers_change_no_song(string headers)
    {
        var numbers = string.Concat(Enumerable.Repeat("5,", headers.Count(letter => letter == ',')));
        var song = Assert.Single(SongText.Read($"{headers}{SongText.Header[1..]}\n{numbers}{SongText.Row()[2..]}\n"));
        Assert.Equal((numbers.Length > 0 ? 5 : 0, "some artist", 1984, "jazz"), (song.Index, song.Artist, song.ReleaseYear, song.Genre));
        Assert.Equal(Enumerable.Range(7, 22).Select(place => place / 100.0), song.Features);
    }

    [Theory]
    [InlineData("release_date", "1981.0", 1981)]
    [InlineData("release_date", "\"1981\"", 1981)]
    [InlineData("release_date", "1.981e3", 1981)]
    [InlineData("release_date", " 1981.00 ", 1981)]
    [InlineData("release_date", "2100.0", 2100)]
    public void A_year_written_as_a_decimal_number_is_that_year(string column, string value, int year) =>
        Assert.Equal(year, Assert.Single(SongText.Read(SongText.Table(SongText.Row(column, value)))).ReleaseYear);

    [Fact]
    public void Columns_that_nothing_reads_may_have_one_name() =>
        Assert.Single(SongText.Read(SongText.Header + ",note,note,,\n" + SongText.Row() + ",a,b,,\n"));

    [Fact]
    public void A_column_named_twice_is_an_error() =>
        Assert.Equal("some/songs.csv, line 1: the column 'genre' appears twice, as columns 5 and 32: expected each name once.",
            SongText.MessageOf(SongText.Header + ",genre\n" + SongText.Row() + ",jazz\n"));

    [Theory]
    [InlineData("danceability", "fast", "'danceability': found 'fast', expected a finite number such as 0.25.")]
    [InlineData("danceability", "0;5", "'danceability': found '0;5', expected a finite number such as 0.25.")]
    [InlineData("age", "", "'age': found nothing, expected a finite number such as 0.25: fill it in, or remove the song.")]
    [InlineData("energy", "NaN", "'energy': found 'NaN', expected a finite number such as 0.25: fill it in, or remove the song.")]
    [InlineData("energy", "-Infinity", "'energy': found '-Infinity', expected a finite number such as 0.25.")]
    [InlineData("energy", "1e999", "'energy': found '1e999', expected a finite number such as 0.25.")]
    [InlineData("release_date", "1984.5", "'release_date': found '1984.5', expected a year from 1800 to 2100, without a fraction.")]
    [InlineData("release_date", "2100.5", "'release_date': found '2100.5', expected a year from 1800 to 2100.")]
    [InlineData("release_date", "1e12", "'release_date': found '1e12', expected a year from 1800 to 2100.")]
    [InlineData("release_date", "81.0", "'release_date': found '81.0', expected a year from 1800 to 2100.")]
    [InlineData("release_date", "nan", "'release_date': found 'nan', expected a year from 1800 to 2100: fill it in, or remove the song.")]
    [InlineData("len", "1e99", "'len': found '1e99', expected a whole number of words.")]
    [InlineData("len", "1.5", "'len': found '1.5', expected a whole number of words, without a fraction.")]
    [InlineData("len", "many", "'len': found 'many', expected a whole number of words.")]
    [InlineData("", "first", "'' (the first, unnamed one: the song's number): found 'first', expected a whole number, or a file without this column.")]
    [InlineData("lyrics", "", "'lyrics': found nothing, expected the lyrics of the song: fill it in, or remove the song.")]
    [InlineData("lyrics", "  ", "'lyrics': found '  ', expected the lyrics of the song: fill it in, or remove the song.")]
    [InlineData("genre", "", "'genre': found nothing, expected one of blues, country, hip hop, jazz, pop, reggae, rock: fill it in, or remove the song.")]
    [InlineData("genre", "polka", "'genre': found 'polka', expected one of blues, country, hip hop, jazz, pop, reggae, rock: correct it, or remove the song.")]
    [InlineData("age", "\u001b[2J", "'age': found '\ufffd[2J', expected a finite number such as 0.25.")]
    public void A_wrong_value_names_its_line_and_column(string column, string value, string expected) =>
        Assert.Equal($"some/songs.csv, line 3, column {expected}", SongText.MessageOf(SongText.Table(SongText.Row(), SongText.Row(column, value), SongText.Row())));

    [Fact]
    public void A_very_long_value_is_shortened_in_the_message() =>
        Assert.True(SongText.MessageOf(SongText.Table(SongText.Row("age", new string('x', 10_000)))).Length < 300);

    [Fact]
    public void A_short_row_names_its_line() =>
        Assert.Contains("line 3: Record 3 (line 3) has 30 fields but 31 were expected.", SongText.MessageOf(
            SongText.Table(SongText.Row(), SongText.Row()[..^5], SongText.Row())));

    [Fact]
    public void A_long_row_names_its_line() =>
        Assert.Contains("line 3: Record 3 (line 3) has 32 fields but 31 were expected.", SongText.MessageOf(
            SongText.Table(SongText.Row(), SongText.Row() + ",more", SongText.Row())));

    [Fact]
    public void A_quote_never_closed_names_the_line_it_opens_on()
    {
        var message = SongText.MessageOf(SongText.Table(SongText.Row(), SongText.Row("artist_name", "\"weird al"), SongText.Row(), SongText.Row()));
        Assert.StartsWith("some/songs.csv, line 3: ", message);
        Assert.Contains("a line break inside a quoted field", message);
    }

    [Fact]
    public void Two_broken_quotes_do_not_swallow_the_rows_between_them() =>
        Assert.StartsWith("some/songs.csv, line 2: ", SongText.MessageOf(SongText.Table(
            SongText.Row("artist_name", "\"weird al"), SongText.Row(), SongText.Row("artist_name", "weird al\""))));

    [Theory]
    [InlineData("weird \"al", "a quote inside an unquoted field")]
    [InlineData("\"weird\" al", "text after the closing quote of a quoted field")]
    public void A_stray_quote_names_its_line(string artist, string expected)
    {
        var message = SongText.MessageOf(SongText.Table(SongText.Row(), SongText.Row("artist_name", artist)));
        Assert.StartsWith("some/songs.csv, line 3: ", message);
        Assert.Contains(expected, message);
    }

    [Fact]
    public void Text_that_is_not_UTF_8_names_its_line_and_column()
    {
        var text = Encoding.Latin1.GetBytes(SongText.Table(SongText.Row(), SongText.Row("track_name", "déjà vu")));
        var message = Assert.Throws<InputException>(() => SongText.Read(text)).Message;
        Assert.StartsWith("some/songs.csv, line 3, column 'track_name': found 'd", message);
        Assert.Contains("not UTF-8", message);
    }

    [Fact]
    public void Songs_arrive_as_they_are_asked_for()
    {
        using var stream = new MemoryStream(Encoding.UTF8.GetBytes(SongText.Table(SongText.Row(), SongText.Row("age", "old"))));
        var songs = SongReader.Read(stream, SongText.Name).GetEnumerator();
        Assert.True(songs.MoveNext());
        Assert.Throws<InputException>(() => songs.MoveNext());
    }
}
