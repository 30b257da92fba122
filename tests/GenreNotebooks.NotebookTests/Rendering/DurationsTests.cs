using GenreNotebooks.Cli.Notebooks;
using GenreNotebooks.Display;
using GenreNotebooks.Training;
using Xunit;

namespace GenreNotebooks.NotebookTests.Rendering;

public sealed class DurationsTests
{
    private static Table Runs(double seconds) => Table.Of(["model", "seconds", "accuracy"], [["lyrics", seconds, 0.5], ["combined", seconds * 2, 0.25]]);

    [Theory]
    [InlineData("training took 11 s (the post)", "training took … s (the post)")]
    [InlineData("  0.45 s", " … s")]
    [InlineData("0.45s, 120 ms", "…s, … ms")]
    [InlineData("songs of the 1950s and 0.5 songs", "songs of the 1950s and 0.5 songs")]
    public void Durations_are_left_out_of_text_and_decades_are_not(string text, string expected) => Assert.Equal(expected, Durations.Hide(text));

    [Theory]
    [InlineData(0.5)]
    [InlineData(12.25)]
    public void An_epoch_has_no_seconds(double seconds) => Assert.Equal(
        "| epoch   1 | train accuracy    0.500 | time: …s | test accuracy    0.250", Durations.Hide(new EpochResult(1, 1, 0.5, 1, 0.25, seconds).ToString()));

    [Fact]
    public void A_column_of_seconds_is_cleared_in_text_and_html()
    {
        Assert.Equal("model     seconds  accuracy\nlyrics          …       0.5\ncombined        …      0.25", Durations.Hide(Runs(2.5).ToString()));
        Assert.Equal(Durations.HideInHtml(Runs(2.5).ToHtml()), Durations.HideInHtml(Runs(31).ToHtml()));
        Assert.Contains(">0.25</td>", Durations.HideInHtml(Runs(2.5).ToHtml()), StringComparison.Ordinal);
    }
}
