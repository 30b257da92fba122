using System.Text.Json.Nodes;
using GenreNotebooks.Data;
using GenreNotebooks.Estimators;
using GenreNotebooks.Evaluation;
using GenreNotebooks.Models;
using GenreNotebooks.Runs;
using GenreNotebooks.Vectorization;
using Xunit;

namespace GenreNotebooks.Tests.Runs;

/// <summary>Seeds of an evaluation that are kept in a folder.</summary>
[Collection<Torch>]
public sealed class RecipeSeedsTests : IDisposable
{
    private static readonly SongTable Table = SongTable.Load(DataFolder.Sample);

    private readonly TemporaryFolder folder = new();
    private readonly List<int> fitted = [];

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Seeds_that_are_kept_are_not_repeated_and_give_the_same_scores_to_the_last_bit()
    {
        var whole = Evaluate(Of(kept: false));
        Of().Run(2, 1, cancellation: TestContext.Current.CancellationToken);
        fitted.Clear();
        Assert.Equal(whole, Evaluate(Of()));
        Assert.Equal([0, 1, 3], fitted);
        Assert.Equal(whole, Evaluate(Of()));
        Assert.Equal([0, 1, 3], fitted);
        Assert.Equal(4, Lines.Length);
    }

    [Fact]
    public void A_seed_that_diverged_is_kept_as_such()
    {
        var recipe = Of(diverging: 1);
        var first = recipe.Run(0, 3, cancellation: TestContext.Current.CancellationToken);
        fitted.Clear();
        var told = new List<string>();
        var again = recipe.Run(0, 3, seed => told.Add($"{seed}"), TestContext.Current.CancellationToken);
        Assert.Empty(fitted);
        Assert.Equal("seed 1: It diverged. (found)", told[1]);
        Assert.Equal(RecipeEvaluation.Of(recipe, first).ToJson(), RecipeEvaluation.Of(recipe, again).ToJson());
    }

    [Fact]
    public void A_seed_counts_only_for_the_same_recipe_inputs_year_title_split_genres_songs_and_vocabulary()
    {
        Of().Run(0, 1, cancellation: TestContext.Current.CancellationToken);
        RecipeSeeds[] others =
        [
            Of(recipe: "other"), Of(inputs: ModelKind.Lyrics), Of(withYear: true), Of(withTitle: true), Of(split: SplitKind.Artist), Of(genres: GenreChoice.All),
            Of(Table with { Origin = Table.Origin! with { Sha256 = "other" } }), Of(Table with { VocabularySha256 = "other" }),
        ];
        Assert.All(others, other => Assert.Null(other.Run(0, 1)[0].FoundBuild));
        Assert.All(others.Append(Of()), own => Assert.Equal(RunEnvironment.ThisBuild, own.Run(0, 1)[0].FoundBuild));
        Assert.Equal(9, Lines.Length);
    }

    [Fact]
    public void A_line_of_a_build_that_knew_no_titles_is_one_without_the_title()
    {
        Of().Run(0, 1, cancellation: TestContext.Current.CancellationToken);
        var line = File.ReadAllText(FilePath);
        Assert.Contains("\"with_title\":false,", line);
        File.WriteAllText(FilePath, line.Replace("\"with_title\":false,", "", StringComparison.Ordinal));
        Assert.NotNull(Of().Run(0, 1, cancellation: TestContext.Current.CancellationToken)[0].FoundBuild);
        Assert.Null(Of(withTitle: true).Run(0, 1, cancellation: TestContext.Current.CancellationToken)[0].FoundBuild);
    }

    [Fact]
    public void A_seed_of_a_build_that_kept_no_artists_is_evaluated_again_once()
    {
        Of(split: SplitKind.Artist).Run(0, 1, cancellation: TestContext.Current.CancellationToken);
        var line = JsonNode.Parse(File.ReadAllText(FilePath))!;
        Assert.True(line["test"]!.AsObject().Remove("artists"));
        File.WriteAllText(FilePath, line.ToJsonString() + "\n");
        for (var time = 0; time < 2; time++)
        {
            Of(split: SplitKind.Artist).Run(0, 1, cancellation: TestContext.Current.CancellationToken);
            Assert.Equal([0, 0], fitted);
            Assert.Equal(2, Lines.Length);
        }
    }

    [Fact]
    public void A_line_cut_short_is_evaluated_again_and_removed()
    {
        Of().Run(0, 2, cancellation: TestContext.Current.CancellationToken);
        var whole = File.ReadAllText(FilePath);
        foreach (var cut in new[] { 1, 2, 100, Lines[1].Length })
        {
            File.WriteAllText(FilePath, whole[..^cut]);
            fitted.Clear();
            Of().Run(0, 2, cancellation: TestContext.Current.CancellationToken);
            Assert.Equal(cut == 1 ? [] : [1], fitted); // all that lacks is the line's end
            Assert.Equal(cut == 1 ? whole[..^1] : whole, File.ReadAllText(FilePath));
        }
    }

    [Theory]
    [InlineData("\"labels\":[", "\"labels\":[9", "found the label 9")]
    [InlineData("\"labels\":[", "\"labels\":[-1,", "found 460 songs and 461 labels, expected a label for each song.")]
    [InlineData("\"diverged\":null", "\"diverged\":\"It diverged.\"", "found both of test and diverged, expected one of them.")]
    [InlineData("\"recipe\":\"some\"", "\"recipe\":null", "not the JSON record of an evaluated seed")]
    [InlineData("\"split\":\"random\"", "\"split\":\"odd\"", "expected one of random, stratified, artist.")]
    [InlineData("[0.", "[1.", "The probabilities of song 0 are (1.")]
    [InlineData("\"genres\":[\"hip hop\",", "\"genres\":[", "found the label 3 of song ")]
    public void A_line_that_contradicts_itself_is_named(string old, string replacement, string message)
    {
        Of().Run(0, 1, cancellation: TestContext.Current.CancellationToken);
        var line = File.ReadAllText(FilePath);
        var start = line.IndexOf(old, StringComparison.Ordinal);
        File.WriteAllText(FilePath, line[..start] + replacement + line[(start + old.Length)..]);
        var exception = Assert.Throws<InputException>(() => Of().Run(0, 1));
        Assert.StartsWith($"{FilePath}, line 1: ", exception.Message);
        Assert.Contains(message, exception.Message);
    }

    [Fact]
    public void Cancelled_it_keeps_the_seeds_that_have_ended()
    {
        using var cancellation = new CancellationTokenSource();
        Assert.Throws<OperationCanceledException>(() => Of().Run(0, 3, seed => cancellation.Cancel(), cancellation.Token));
        Assert.Equal([0], fitted);
        Assert.Single(Lines);
    }

    private string FilePath => folder.File(SeedLines.FileName);

    private string[] Lines => File.ReadAllLines(FilePath);

    private static string Evaluate(RecipeSeeds recipe) => RecipeEvaluation.Of(recipe, recipe.Run(0, 4)).ToJson();

    private RecipeSeeds Of(
        SongTable? table = null, string recipe = "some", ModelKind? inputs = null, bool withYear = false, bool withTitle = false, SplitKind split = SplitKind.Random,
        GenreChoice genres = GenreChoice.Four, int? diverging = null, bool kept = true) =>
        new((table ?? Table).OfGenres(genres), genres, new(recipe, inputs) { WithYear = withYear, WithTitle = withTitle }, split, new Watched(fitted, diverging)) { Folder = kept ? folder.Path : null };

    /// <summary>Notes the seeds it is fitted with.</summary>
    private sealed class Watched(List<int> fitted, int? diverging) : IEstimator
    {
        public string Name => "watched";

        public IClassifier Fit(SongDataset songs, int seed, CancellationToken cancellation = default)
        {
            cancellation.ThrowIfCancellationRequested();
            fitted.Add(seed);
            return seed == diverging ? throw new DivergedException("It diverged.") : ClassicalModels.Year.Fit(songs, seed, cancellation);
        }
    }
}
