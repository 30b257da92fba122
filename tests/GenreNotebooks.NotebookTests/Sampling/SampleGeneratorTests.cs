using System.Globalization;
using GenreNotebooks.Cli.Sampling;
using GenreNotebooks.Data;
using Xunit;

namespace GenreNotebooks.NotebookTests.Sampling;

public sealed class SampleGeneratorTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("genre-notebooks-").FullName;

    private string SongsFile => Path.Combine(folder, "songs.csv");

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private static string Csv(int rows, int seed)
    {
        using var writer = new StringWriter();
        SampleGenerator.Write(writer, rows, seed);
        return writer.ToString();
    }

    [Fact]
    public void The_committed_songs_are_what_the_generator_makes() =>
        Assert.Equal(Sample.SongsText, Csv(SampleGenerator.Rows, SampleGenerator.Seed));

    [Fact]
    public void A_file_holds_the_same_text_without_a_byte_order_mark()
    {
        SampleGenerator.WriteFile(SongsFile, 10, 1);
        Assert.Equal(Csv(10, 1), File.ReadAllText(SongsFile));
        Assert.Equal((byte)',', File.ReadAllBytes(SongsFile)[0]);
    }

    [Fact]
    public void The_header_is_the_data_sets()
    {
        var lines = Csv(3, 1).Split('\n');
        Assert.Equal(string.Join(',', SongColumns.Names), lines[0]);
        Assert.Equal(5, lines.Length);
        Assert.All(lines[1..4], line => Assert.Equal(31, line.Split(',').Length));
    }

    [Fact]
    public void Another_culture_does_not_change_a_byte()
    {
        var (text, before) = (Csv(50, 1), CultureInfo.CurrentCulture);
        try
        {
            CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo("de-DE");
            Assert.Equal(text, Csv(50, 1));
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public void Another_seed_gives_other_songs() => Assert.NotEqual(Csv(50, 1), Csv(50, 2));

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(7)]
    [InlineData(1001)]
    public void It_makes_as_many_songs_as_asked_for_numbered_from_0(int rows) =>
        Assert.Equal(Enumerable.Range(0, rows), SampleGenerator.Generate(rows, 1).Select(song => song.Index));

    [Fact]
    public void The_first_songs_of_very_many_come_at_once() =>
        Assert.Equal("jazz", SampleGenerator.Generate(int.MaxValue, 1).First().Genre);

    [Theory]
    [InlineData(0)]
    [InlineData(-5)]
    public void Fewer_rows_than_one_are_refused(int rows) =>
        Assert.Contains($"{rows} rows", Assert.Throws<InputException>(() => SampleGenerator.Generate(rows)).Message);

    [Fact]
    public void A_cancelled_file_is_not_there_and_an_older_one_stays()
    {
        File.WriteAllText(SongsFile, "older");
        using var cancellation = new CancellationTokenSource();
        Assert.Throws<OperationCanceledException>(() => SampleGenerator.WriteFile(
            SongsFile, 1000, 1, count => { if (count == 500) { cancellation.Cancel(); } }, cancellation.Token));
        Assert.Equal("older", File.ReadAllText(SongsFile));
        Assert.Single(Directory.GetFiles(folder));
    }

    [Fact]
    public void A_hundred_thousand_artists_have_different_names() =>
        Assert.Equal(100_000, Enumerable.Range(0, 100_000).Select(InventedNames.Artist).Distinct().Count());
}
