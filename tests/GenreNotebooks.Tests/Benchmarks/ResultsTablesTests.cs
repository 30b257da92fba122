using GenreNotebooks.Benchmarks;
using GenreNotebooks.Data;
using GenreNotebooks.Evaluation;
using GenreNotebooks.Files;
using GenreNotebooks.Models;
using GenreNotebooks.Runs;
using Xunit;

namespace GenreNotebooks.Tests.Benchmarks;

public sealed class ResultsTablesTests
{
    private static readonly string Docs = Path.Combine(RepositoryRoot.Find(AppContext.BaseDirectory)!, "docs");

    [Fact]
    public void The_results_page_says_what_was_measured()
    {
        var page = File.ReadAllText(Path.Combine(Docs, "results.md"));
        var evaluations = ResultsTables.Read(Path.Combine(Docs, "results"));
        Assert.True(page == ResultsTables.Into(page, evaluations), "docs/results.md is out of step with docs/results: run the benchmarks' results.");
        Assert.All(evaluations, row => Assert.Equal((5, 0, "real"), (row.Seeds, row.FirstSeed, row.Data.Kind)));
    }

    [Fact]
    public void Rows_are_sorted_by_what_is_read_and_name_the_command()
    {
        var year = Evaluation("recommended", ModelKind.Combined, SplitKind.Artist) with { WithYear = true };
        var title = Evaluation("tfidf", ModelKind.Lyrics, SplitKind.Artist) with { WithTitle = true };
        var text = ResultsTables.Markdown([year with { WithTitle = true }, year with { ArtistAccuracy = null }, title, Evaluation("blog", ModelKind.Lyrics, SplitKind.Artist), Evaluation("majority", ModelKind.Combined, SplitKind.Artist) with { Inputs = null }]);
        Assert.Equal(
            """
            ## Four genres, artists apart

            | inputs | reached by | accuracy | 95 % interval | macro-F1 | 95 % interval | `evaluate` with |
            | --- | --- | ---: | ---: | ---: | ---: | --- |
            | nothing | the most frequent genre | 0.700 ± 0.010 | 0.680 to 0.720 | 0.600 ± 0.020 | 0.560 to 0.640 | `--recipe majority --split artist` |
            | lyrics | the post's network | 0.700 ± 0.010 | 0.680 to 0.720 | 0.600 ± 0.020 | 0.560 to 0.640 | `--recipe blog --inputs lyrics --split artist` |
            | lyrics and title | logistic regression on TF-IDF | 0.700 ± 0.010 | 0.680 to 0.720 | 0.600 ± 0.020 | 0.560 to 0.640 | `--recipe tfidf --inputs lyrics --with-title --split artist` |
            | combined and the year | a vote of five networks and stacked trees | 0.700 ± 0.010 | – | 0.600 ± 0.020 | – | `--recipe recommended --inputs combined --with-year --split artist` |
            | combined, the year and title | a vote of five networks and stacked trees | 0.700 ± 0.010 | 0.680 to 0.720 | 0.600 ± 0.020 | 0.560 to 0.640 | `--recipe recommended --inputs combined --with-year --with-title --split artist` |


            """.ReplaceLineEndings("\n"),
            text);
    }

    [Fact]
    public void By_artist_a_second_table_says_what_each_known_song_adds()
    {
        var known = KnownSongs.Counts.Select(songs => new KnownSongs(songs, new(0.7 + (0.01 * songs), 0.01, 0.6, 0.9, 5)));
        var text = ResultsTables.Markdown([Evaluation("classical", ModelKind.Lyrics, SplitKind.Artist) with { ByArtist = true, Known = [.. known] }]);
        Assert.Equal(
            """
            ## Four genres, artists apart, all songs of an artist together

            | inputs | reached by | accuracy | 95 % interval | by artist | 95 % interval | macro-F1 | 95 % interval | `evaluate` with |
            | --- | --- | ---: | ---: | ---: | ---: | ---: | ---: | --- |
            | lyrics | trees on the artist's songs | 0.700 ± 0.010 | 0.680 to 0.720 | 0.500 ± 0.010 | 0.400 to 0.600 | 0.600 ± 0.020 | 0.560 to 0.640 | `--recipe classical --inputs lyrics --by artist --split artist` |

            The same by the number of known songs of an artist, on the songs of artists that have ten:

            | inputs | reached by | 1 | 2 | 3 | 5 | 10 |
            | --- | --- | ---: | ---: | ---: | ---: | ---: |
            | lyrics | trees on the artist's songs | 0.710 (0.600 to 0.900) | 0.720 (0.600 to 0.900) | 0.730 (0.600 to 0.900) | 0.750 (0.600 to 0.900) | 0.800 (0.600 to 0.900) |


            """.ReplaceLineEndings("\n"),
            text);
    }

    [Fact]
    public void A_page_without_a_place_for_the_tables_is_left_alone() => Assert.StartsWith(
        "The document has no place for the tables: expected a line '<!-- made by", Assert.Throws<InputException>(() => ResultsTables.Into("# Results", [])).Message);

    [Fact]
    public void An_evaluation_is_read_as_it_was_written()
    {
        using var folder = new TemporaryFolder();
        var evaluation = Evaluation("network", ModelKind.Metadata, SplitKind.Stratified);
        evaluation.Save(folder.File("some.json"));
        Assert.Equal(evaluation.ToJson(), RecipeEvaluation.Load(folder.File("some.json")).ToJson());
        File.WriteAllText(folder.File("some.json"), "{}");
        Assert.StartsWith($"{folder.File("some.json")}: cannot be read", Assert.Throws<InputException>(() => RecipeEvaluation.Load(folder.File("some.json"))).Message);
    }

    private static RecipeEvaluation Evaluation(string recipe, ModelKind inputs, SplitKind split) => new()
    {
        Recipe = recipe,
        Inputs = inputs,
        WithYear = false,
        Split = split,
        Genres = GenreChoice.Four,
        Seeds = 5,
        FirstSeed = 0,
        Data = new("real", "songs.csv", 100, "0"),
        Accuracy = new(0.7, 0.01, 0.68, 0.72, 5),
        ArtistAccuracy = split == SplitKind.Artist ? new(0.5, 0.01, 0.4, 0.6, 5) : null,
        MacroF1 = new(0.6, 0.02, 0.56, 0.64, 5),
        PerClass = new Dictionary<string, Estimate?> { ["jazz"] = new(0.5, null, 0.4, 0.6, 1) },
        LogLoss = 0.7,
        CalibrationError = 0.02,
        Environment = RunEnvironment.Current("cpu"),
    };
}
