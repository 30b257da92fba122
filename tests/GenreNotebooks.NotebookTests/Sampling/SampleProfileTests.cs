using GenreNotebooks.Cli.Sampling;
using GenreNotebooks.Data;
using Xunit;

namespace GenreNotebooks.NotebookTests.Sampling;

/// <summary>The statistics of the sample, of its profile and of the real songs are the same.</summary>
public sealed class SampleProfileTests
{
    // Far more songs than the sample has, so that what is measured is the generator and not chance.
    private static readonly Lazy<IReadOnlyList<Song>> Many = new(() => [.. SampleGenerator.Generate(20_000, 1)]);

    public static TheoryData<string> Genres { get; } = new(GenreSet.Blog.Names);

    [Theory]
    [MemberData(nameof(Genres))]
    public void Feature_means_of_many_songs_are_the_profiles(string genre) =>
        Assert.All(Measure(Many.Value, genre), feature => Assert.Equal(feature.Expected.Mean, feature.Mean, 0.012));

    [Theory]
    [MemberData(nameof(Genres))]
    public void Feature_means_of_the_sample_are_the_profiles(string genre) =>
        Assert.All(Measure(Sample.Songs, genre), feature => Assert.Equal(feature.Expected.Mean, feature.Mean, 0.05));

    [Theory]
    [MemberData(nameof(Genres))]
    public void Feature_spreads_of_many_songs_are_near_the_profiles(string genre) =>
        Assert.All(Measure(Many.Value, genre), feature => Assert.Equal(feature.Expected.Deviation, feature.Deviation, 0.03));

    [Theory]
    [MemberData(nameof(Genres))]
    public void The_profile_is_that_of_the_real_songs(string genre)
    {
        var songs = Sample.RealSongs();
        var profile = SampleProfile.Default.Genres.Single(one => one.Genre == genre);
        Assert.Equal(songs.Count(song => song.Genre == genre), profile.Songs);
        Assert.All(Measure(songs, genre), feature => Assert.Equal(feature.Expected.Mean, feature.Mean, 1e-4));
        Assert.All(Measure(songs, genre), feature => Assert.Equal(feature.Expected.Deviation, feature.Deviation, 1e-4));
    }

    [Fact]
    public void Loudness_rises_with_energy_and_falls_with_acousticness_as_in_the_real_songs()
    {
        Assert.InRange(Correlation("energy", "loudness"), 0.5, 0.9);
        Assert.InRange(Correlation("loudness", "acousticness"), -0.7, -0.2);
        Assert.InRange(Correlation("danceability", "valence"), 0.2, 0.6);
    }

    private static IEnumerable<(string Name, FeatureProfile Expected, double Mean, double Deviation)> Measure(
        IReadOnlyList<Song> all, string genre)
    {
        var profile = SampleProfile.Default.Genres.Single(one => one.Genre == genre);
        var songs = all.Where(song => song.Genre == genre).ToList();
        return EngineeredFeatures.Names.Select((name, place) =>
        {
            var mean = songs.Average(song => song.Features[place]);
            var variance = songs.Average(song => Math.Pow(song.Features[place] - mean, 2));
            return (name, profile.Feature(name), mean, Math.Sqrt(variance));
        });
    }

    private static double Correlation(string one, string other)
    {
        var names = EngineeredFeatures.Names.ToList();
        var (x, y) = (names.IndexOf(one), names.IndexOf(other));
        var songs = Many.Value.Where(song => song.Genre == "rock").Select(song => (X: song.Features[x], Y: song.Features[y])).ToList();
        var (meanX, meanY) = (songs.Average(song => song.X), songs.Average(song => song.Y));
        return songs.Sum(song => (song.X - meanX) * (song.Y - meanY))
            / Math.Sqrt(songs.Sum(song => Math.Pow(song.X - meanX, 2)) * songs.Sum(song => Math.Pow(song.Y - meanY, 2)));
    }
}
