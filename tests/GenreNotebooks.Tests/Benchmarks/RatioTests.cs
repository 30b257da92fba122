using System.Text.Json;
using GenreNotebooks.Benchmarks;
using GenreNotebooks.Runs;
using Xunit;

namespace GenreNotebooks.Tests.Benchmarks;

[Collection<Torch>]
public class RatioTests
{
    private static readonly Ratio Some = new(new("lyrics", 8, 6, 1), new("metadata", 0.4, 0.5, 0.1), new("combined", 9, 10, 0.9));

    [Fact]
    public void The_plain_port_counts_at_its_better_number_of_threads()
    {
        Assert.Equal(6, Some.Lyrics.Times, 1e-9);
        Assert.Equal(4, Some.Metadata.Times, 1e-9);
        Assert.Equal(10, Some.Combined.Times, 1e-9);
    }

    [Fact]
    public void Two_threads_that_were_given_up_do_not_count()
    {
        var busy = Some.Lyrics with { PlainTwoThreads = double.PositiveInfinity };
        Assert.Equal(8, busy.Times, 1e-9);
        Assert.Contains("given up", busy.ToString());
    }

    [Fact]
    public void All_is_the_time_of_the_three_networks_together_not_the_mean_of_their_ratios() =>
        Assert.Equal((6 + 0.4 + 9) / (1 + 0.1 + 0.9), Some.AllTimes, 1e-9);

    [Fact(Explicit = true)]
    [Trait("Suite", "Long")]
    public void A_small_measurement_has_a_ratio_of_each_network_and_of_all()
    {
        using var songs = new GeneratedSongs(60);
        var output = new StringWriter();
        var ratio = new RatioMeasurement(PreparedData.Load(songs.Folder, new()), rounds: 1, output).Measure();
        var json = JsonSerializer.Deserialize<Dictionary<string, double>>(ratio.ToJson())!;
        Assert.Equal(["lyrics", "metadata", "combined", "all"], json.Keys);
        Assert.All(json.Values, times => Assert.InRange(times, double.Epsilon, double.MaxValue));
        Assert.StartsWith("48 songs an epoch", output.ToString());
    }

    [Theory]
    [InlineData(new[] { 3.0 }, 3)]
    [InlineData(new[] { 9.0, 1, 5 }, 5)]
    [InlineData(new[] { 9.0, 1, 5, 4 }, 4.5)]
    public void The_median_is_the_middle_or_the_mean_of_the_two_in_the_middle(double[] values, double middle) =>
        Assert.Equal(middle, Median.Of(values));
}
