using System.Globalization;
using GenreNotebooks.Data;
using GenreNotebooks.SavedModels;
using GenreNotebooks.Tests;
using GenreNotebooks.Tests.Runs;
using Xunit;

namespace GenreNotebooks.NotebookTests;

/// <summary><c>predict --csv</c>: the songs of a file.</summary>
public sealed class PredictFileTests(SavedModels models) : IClassFixture<SavedModels>, IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Songs_of_a_file_are_predicted_line_by_line()
    {
        var (exit, output, error) = await models.PredictAsync("combined", null, "--csv", Csv(columns => columns));
        Assert.Equal((0, "Sample data: synthetic songs trained this model.\n"), (exit, error));
        var lines = output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal("song,genre,hip hop,jazz,reggae,rock", lines[0]);
        using var loaded = GenreClassifier.Load(models.Of("combined"));
        var songs = MusicData.Load(DataFolder.Sample).Take(30).ToList();
        Assert.Equal(songs.Count, lines.Length - 1);
        foreach (var (place, prediction) in loaded.Predict(songs).Index())
        {
            var fields = lines[place + 1].Split(',');
            Assert.Equal(($"{place + 1}", prediction.Genre), (fields[0], fields[1]));
            Assert.All(prediction.Probabilities.Values.Zip(fields[2..]), pair => Assert.Equal(pair.First, double.Parse(pair.Second, CultureInfo.InvariantCulture), 1e-8));
        }
    }

    [Fact]
    public async Task A_file_needs_only_the_columns_that_the_model_reads()
    {
        var (_, whole, _) = await models.PredictAsync("lyrics", null, "--csv", Csv(columns => columns));
        Assert.Equal(whole, (await models.PredictAsync("lyrics", null, "--csv", Csv(columns => columns[5..6]))).Output);
        var (_, combined, _) = await models.PredictAsync("combined", null, "--csv", Csv(columns => columns));
        Assert.Equal(combined, (await models.PredictAsync("combined", null, "--csv", Csv(columns => [.. columns[..4], .. columns[5..]]))).Output);
        var (exit, output, error) = await models.PredictAsync("combined", null, "--csv", Csv(columns => columns[5..6]));
        Assert.Equal((1, ""), (exit, output));
        Assert.Contains("line 1: missing columns 'dating', 'violence',", error);
        Assert.Contains("Expected the columns that the model reads of tcc_ceds_music.csv", error);
    }

    [Fact]
    public async Task Predictions_are_written_to_a_file_whole_or_not_at_all()
    {
        var (csv, file) = (Csv(columns => columns), folder.File("new/out.csv"));
        var (exit, output, _) = await models.PredictAsync("lyrics", null, "--csv", csv, "--out", file);
        Assert.Equal((0, ""), (exit, output));
        Assert.Equal((await models.PredictAsync("lyrics", null, "--csv", csv)).Output, File.ReadAllText(file));
        Assert.Equal(File.ReadAllText(file), (await models.PredictAsync("lyrics", File.ReadAllText(csv), "--csv", "-")).Output);
        File.AppendAllText(csv, "1,too,short\n");
        var before = File.ReadAllText(file);
        var (broken, _, error) = await models.PredictAsync("lyrics", null, "--csv", csv, "--out", file);
        Assert.Equal(1, broken);
        Assert.Contains("line 32", error);
        Assert.Equal(before, File.ReadAllText(file));
        Assert.Equal(["out.csv"], Directory.EnumerateFileSystemEntries(folder.File("new")).Select(Path.GetFileName));
    }

    [Fact]
    public async Task A_long_file_reports_progress_on_standard_error_and_can_be_cancelled()
    {
        var lines = File.ReadAllLines(Csv(columns => columns[5..6]));
        File.WriteAllLines(folder.File("long.csv"), [lines[0], .. Enumerable.Repeat(lines[1], 20_001)]);
        var (exit, _, error) = await models.PredictAsync("lyrics", null, "--csv", folder.File("long.csv"), "--out", folder.File("out.csv"));
        Assert.Equal((0, "Sample data: synthetic songs trained this model.\n10,000 songs\n20,000 songs\n"), (exit, error));
        Assert.Equal(20_002, File.ReadLines(folder.File("out.csv")).Count());
    }

    [Fact]
    public async Task Artists_of_a_file_are_predicted_a_line_each()
    {
        var csv = Csv(columns => columns);
        var (exit, output, error) = await models.PredictAsync("combined", null, "--csv", csv, "--by", "artist");
        Assert.Equal((0, "Sample data: synthetic songs trained this model.\n"), (exit, error));
        var lines = output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal("artist,songs,genre,probability,hip hop,jazz,reggae,rock", lines[0]);
        using var loaded = GenreClassifier.Load(models.Of("combined"));
        var artists = loaded.PredictArtists(MusicData.Load(DataFolder.Sample).Take(30)).ToList();
        Assert.Equal(artists.Select(artist => $"{artist.Artist},{artist.Songs},{artist.Genre}"), lines.Skip(1).Select(line => string.Join(',', line.Split(',')[..3])));
        foreach (var (artist, line) in artists.Zip(lines.Skip(1)))
        {
            Assert.All(artist.Probabilities.Values.Prepend(artist.Probabilities[artist.Genre]).Zip(line.Split(',')[3..]),
                pair => Assert.Equal(pair.First, double.Parse(pair.Second, CultureInfo.InvariantCulture), 1e-8));
        }
        Assert.True(artists.Count < 30);
        var file = folder.File("artists.csv");
        for (var time = 0; time < 2; time++) // the second replaces the first, which is known as predictions
        {
            Assert.Equal(0, (await models.PredictAsync("combined", null, "--csv", csv, "--by", "artist", "--out", file)).Exit);
            Assert.Equal(output, File.ReadAllText(file));
        }
    }

    [Fact]
    public async Task A_model_of_artists_says_how_sure_it_is_and_warns_once()
    {
        SmallData.Write(folder.File("data"));
        var (exit, _, error) = await SavedModels.InvokeAsync(
            null, "train", "metadata", "--data", folder.File("data"), "--recipe", "network", "--split", "artist", "--by", "artist", "--save", folder.File("model"));
        Assert.Equal((0, ""), (exit, error));
        using var loaded = GenreClassifier.Load(folder.File("model"));
        var csv = Csv(columns => [.. columns[..7], columns[7] == "dating" ? "dating" : "5", .. columns[8..]]);
        var (_, output, warning) = await SavedModels.InvokeAsync(null, "predict", "--model", folder.File("model"), "--csv", csv, "--by", "artist");
        var lines = output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal("artist,songs,genre,probability,sure,hip hop,jazz,reggae,rock", lines[0]);
        Assert.Equal(FormattableString.Invariant($"{loaded.TestArtists[0].Right:0.000}"), lines[1].Split(',')[4]);
        Assert.Contains(FormattableString.Invariant($"warning: {lines.Length - 1} of {lines.Length - 1} artists have songs with features outside the range of the training songs; the first is {lines[1].Split(',')[0]}: dating 5 ("), warning);
    }

    [Fact]
    public async Task Names_that_differ_only_in_case_or_spaces_are_different_artists_with_one_warning()
    {
        var names = new Queue<string>(["artist_name", "abba", "ABBA", "abba", " Abba ", "queen", .. Enumerable.Repeat("queen", 25)]);
        var (exit, output, error) = await models.PredictAsync("lyrics", null, "--csv", Csv(columns => [names.Dequeue(), columns[5]]), "--by", "artist");
        Assert.Equal(["abba,2", "ABBA,1", " Abba ,1", "queen,26"], output.TrimEnd().Split('\n').Skip(1).Select(line => string.Join(',', line.Split(',')[..2])));
        Assert.Equal((0, "Sample data: synthetic songs trained this model.\nwarning: 2 of the names differ from another only in case or in spaces around them; "
            + "the first is 'ABBA', like 'abba'. They count as different artists: write an artist's name in one way.\n"), (exit, error));
    }

    [Fact]
    public async Task Artists_need_a_file_with_artists()
    {
        var (exit, _, error) = await models.PredictAsync("lyrics", null, "--lyrics", "love", "--by", "artist");
        Assert.Equal((1, "error: --by artist: expected --csv FILE with it, the songs of one or more artists.\n"), (exit, error));
        Assert.Contains("line 1: missing column 'artist_name'", (await models.PredictAsync("lyrics", null, "--csv", Csv(columns => columns[5..6]), "--by", "artist")).Error);
        var (_, _, empty) = await models.PredictAsync("lyrics", null, "--csv", Csv(columns => [columns[1] == "artist_name" ? columns[1] : "", columns[5]]), "--by", "artist");
        Assert.Contains("line 2, column 'artist_name': found nothing, expected the artist of the song: fill it in, or remove the song.", empty);
    }

    /// <summary>Thirty songs of the sample, with some fields of each line.</summary>
    private string Csv(Func<string[], string[]> choose)
    {
        using var stream = DataFolder.Sample.OpenSongs();
        using var reader = new StreamReader(stream);
        var path = folder.File($"{Guid.NewGuid():N}.csv");
        File.WriteAllLines(path, Enumerable.Range(0, 31).Select(_ => string.Join(',', choose(reader.ReadLine()!.Split(',')))));
        return path;
    }
}
