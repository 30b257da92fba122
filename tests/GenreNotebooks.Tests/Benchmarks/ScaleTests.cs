using GenreNotebooks.Benchmarks;
using Xunit;

namespace GenreNotebooks.Tests.Benchmarks;

[Collection<Torch>]
public class ScaleTests
{
    [Fact]
    public async Task A_process_of_its_own_measures_all_songs_of_a_folder()
    {
        using var songs = new GeneratedSongs(30);
        var run = await Scale.RunAsync(songs.Folder, warmUps: 0, TestContext.Current.CancellationToken);
        Assert.Equal(30, run.Songs);
        Assert.InRange(run.Tokens, 30 * 3, 30 * 512);
        Assert.All(run.MicrosecondsASong.Values, cost => Assert.True(cost > 0));
        Assert.InRange(run.PeakBytes, run.BaseBytes, long.MaxValue);
    }

    [Fact]
    public void Medians_are_taken_figure_by_figure()
    {
        var medians = Scale.Medians([Some(load: 1, epoch: 9), Some(load: 5, epoch: 2), Some(load: 3, epoch: 4)]);
        Assert.Equal((3, 4), (medians.LoadSeconds, medians.EpochSeconds));
    }

    [Fact]
    public void A_song_whose_cost_strays_by_more_than_a_fifth_is_marked() => Assert.Equal(
        $"a song's cost at 1,000 against 100:  load +100 % (more than 20 %)  tokenize -50 % (more than 20 %)  epoch +10 %{Environment.NewLine}",
        ScaleTable.Deviations([Some(songs: 100, load: 1, tokenize: 2, epoch: 1), Some(songs: 1000, load: 20, tokenize: 10, epoch: 11)]));

    private static ScaleRun Some(int songs = 100, double load = 1, double tokenize = 1, double epoch = 1) =>
        new(songs, 90 * songs, load, tokenize, epoch, 1000, 2000);
}
