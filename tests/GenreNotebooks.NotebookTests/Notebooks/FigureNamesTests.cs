using GenreNotebooks.Cli.Notebooks;
using Xunit;

namespace GenreNotebooks.NotebookTests.Notebooks;

/// <summary>The names of the files of charts.</summary>
public sealed class FigureNamesTests
{
    private static Notebook Named(string name) => Notebook.Parse($"{name}.dib", "#!csharp\n1");

    [Theory]
    [InlineData("03-lyrics", "Lyrics network: accuracy by genre", "03-lyrics-accuracy-by-genre")]
    [InlineData("06-closing-remarks", "Lyrics network: confusion", "06-closing-remarks-lyrics-network-confusion")]
    [InlineData("09-all-genres", "All genres, stratified: macro-F1", "09-all-genres-macro-f1")]
    [InlineData("09-all-genres", "Songs of all genres", "09-all-genres-songs")]
    [InlineData("03-lyrics", "Lyrics", "03-lyrics-lyrics")]
    [InlineData("03-lyrics", "Lyrics: ", "03-lyrics-lyrics")]
    [InlineData("08-honest", "Artists apart: is a model as right as it is sure of itself?", "08-honest-artists-apart-is-a-model-as-right")]
    [InlineData("a", "../../etc/passwd: CON. * ?", "a-etc-passwd-con")]
    [InlineData("a", "L'été à Çorum 音楽", "a-lété-à-çorum-音楽")]
    [InlineData("a", "✨", "a-chart")]
    public void A_name_has_the_words_of_the_title_that_the_notebook_does_not_say(string notebook, string title, string expected) =>
        Assert.Equal(expected, new FigureNames().Next(Named(notebook), title));

    [Fact]
    public void Charts_of_one_title_are_numbered_and_no_name_comes_twice_also_in_other_letter_case_or_notebooks()
    {
        var names = new FigureNames();
        Assert.Equal(["a-loss", "a-loss-2", "a-loss-2-2", "A-loss-3"],
            ((string Notebook, string Title)[])[("a", "Loss"), ("a", "loss!"), ("a-loss", "2"), ("A", "Loss")] is var charts ? charts.Select(chart => names.Next(Named(chart.Notebook), chart.Title)) : []);
    }

    [Fact]
    public void A_long_word_is_cut() => Assert.Equal($"a-{new string('x', 40)}", new FigureNames().Next(Named("a"), new string('x', 300)));
}
