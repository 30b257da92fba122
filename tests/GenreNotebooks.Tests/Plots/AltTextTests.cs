using System.Net;
using System.Text.RegularExpressions;
using GenreNotebooks.Data;
using GenreNotebooks.Plots;
using Xunit;

namespace GenreNotebooks.Tests.Plots;

public sealed class AltTextTests
{
    [Fact]
    public void It_names_title_kind_and_values() =>
        Assert.Equal("Models, bar chart. lyrics 0.5; metadata 0.6", Of(Plot.Comparison("Models", ["lyrics", "metadata"], [0.5, 0.6])));

    [Fact]
    public void Each_value_of_several_series_has_its_name() => Assert.StartsWith(
        "Genres, bar chart. jazz: ours 0.5, the post 0.6; rock: ours",
        Of(Plot.PerGenreAccuracy("Genres", ["jazz", "rock"], ("ours", [0.5, 0.7]), ("the post", [0.6, 0.8]))), StringComparison.Ordinal);

    [Fact]
    public void Of_many_values_it_counts_the_rest()
    {
        string[] names = [.. Enumerable.Range(0, 90).Select(number => $"network {number}")];
        var text = Of(Plot.Comparison("Many", names, [.. names.Select(_ => 0.5)]));
        Assert.InRange(text.Length, 200, 300);
        Assert.Matches("; 7[0-9] more$", text);
    }

    [Fact]
    public void It_says_that_songs_are_synthetic() => Assert.Equal("Models, bar chart. Sample data: synthetic songs. lyrics 0.5",
        Of(Plot.Comparison("Models", ["lyrics"], [0.5]).OnSongs(new DataOrigin("sample", "songs.csv", 1, ""))));

    private static string Of(Plot plot) => WebUtility.HtmlDecode(new Regex("role=\"img\" aria-label=\"([^\"]*)\"").Match(plot.ToHtml()).Groups[1].Value);
}
