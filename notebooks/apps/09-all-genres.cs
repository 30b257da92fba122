#:package GenreNotebooks@2.0.0
#:property Nullable=annotations
#:property PublishAot=false
#:property CopyLocalLockFileAssemblies=false
#:property GenerateRuntimeConfigDevFile=true

// The notebook 09-all-genres.dib as a program: dotnet run 09-all-genres.cs

// # 9 · All genres
//
// Lukka Wolff's post *Deep Music Genre Classification* (12 May 2025) keeps four of the data set's seven
// genres and suggests the others as a next step. The songs are from *Music Dataset: Lyrics and Metadata
// from 1950 to 2019* (Moura, Fontelles, Sampaio, França; CC BY 4.0); the words and the code are ours.
//
// Blues, country and pop join hip hop, jazz, reggae and rock. How much harder does the task become? Which
// score is fair when the genres differ so much in size? Which genres are mistaken for each other?

// The namespaces used below.

using System;
using System.Linq;
using GenreNotebooks.Data;
using GenreNotebooks.Display;
using GenreNotebooks.Estimators;
using GenreNotebooks.Evaluation;
using GenreNotebooks.Models;
using GenreNotebooks.Plots;
using GenreNotebooks.Vectorization;

// `seeds` is the number of splits; every model is trained on each. With `withYear` the models that read
// features also read the year of release. `recipe` is the network: try `ensemble`, a vote of five, which
// takes a few more minutes.

// parameters
int seed = 0; // 0 to 2147480000
int seeds = 2; // 1 or more
bool withYear = true;
string recipe = "network"; // network or ensemble

// ## Seven genres
//
// The complete data set has 28,372 songs. The file behind our figures has 25,602 of them: all songs of six
// genres, but only 4,272 of the 7,042 pop songs. Numbers from the complete file will differ, most of all
// for pop. The synthetic sample has only the post's four genres.

var folder = DataFolder.Find();
Console.WriteLine(folder.Notice);
var table = MusicData.Load(folder);
Console.WriteLine($"{table.Count:N0} songs of {table.Genres.Count} genres");
Cell.Show(Plot.SongsPerGenre(table.CountGenres(), "Songs of all genres"));

// Genres come and go. So the year of release alone says something about the genre, though nothing about
// music: no hip hop song among the real songs is from before the 1980s.

Cell.Show(Plot.SongsPerDecade(table, "Songs by genre and decade"));

// The features of the recordings. A box shows the middle half of a genre's songs, with the median.

Cell.Show(Plot.FeatureDistributions(table, EngineeredFeatures.Audio, "Features of the recording by genre"));

// ## A fair score
//
// Always guessing the largest genre is right for that genre's share of the songs, the *base rate*, and
// useless for every other genre. Accuracy counts songs, so the large genres dominate it. *Macro-F1* counts
// every genre equally. A genre's F1 is the harmonic mean of two shares: how many of its songs are found
// (recall), and how many of the songs predicted as this genre belong to it (precision). Macro-F1 is the
// mean of the F1 over genres, so hip hop, the smallest, counts as much as the largest. Always guessing the
// largest genre gives every other genre an F1 of zero.
//
// ## Stratified split
//
// Training and test songs get the same shares of genres. We measure six models, from a guess to a network
// that reads lyrics and features. The test songs open once for all of them.

var songs = SongTable.Load(folder).OfGenres(table.Genres);
var models = new (string Name, IEstimator Estimator)[]
{
    ("majority", ClassicalModels.Majority),
    ("year", ClassicalModels.Year),
    ("lyrics: network", Recipe.Named(recipe, ModelKind.Lyrics)),
    ("features: network", Recipe.Named(recipe, ModelKind.Metadata, withYear)),
    ("features: trees", ClassicalModels.Trees(withYear)),
    ("combined: network", Recipe.Named(recipe, ModelKind.Combined, withYear)),
};

// Mean over the seeds, standard deviation, and the 95 % interval of a bootstrap over songs and seeds.

var stratified = Live.Measure(
    songs, models, SplitKind.Stratified, seeds, seed, Console.WriteLine);
Cell.Show(stratified);

// Accuracy, with the base rate as a dashed line.

Cell.Show(Plot.Comparison("All genres, stratified: test accuracy", stratified.Accuracies, songs.BaseRate));

// Macro-F1 ranks the six in the same order on the real songs, but here the guess is worth almost nothing.

Cell.Show(Plot.Comparison("All genres, stratified: macro-F1",
    [.. stratified.Names.Select(name => (name, stratified[name].MacroF1))], score: "macro-F1 (0 to 1)"));

// ## By genre
//
// The share of each genre's songs that a model gets right. A distinct vocabulary or sound helps more than
// a large number of songs.

string[] shown = ["features: trees", "combined: network"];
Cell.Show(Plot.PerGenreAccuracy("All genres, stratified: accuracy by genre",
    [.. shown.Select(name => (name, stratified[name].PerClass))]));

// What are the songs of a genre predicted as? A cell shows the number of songs, summed over the seeds, and
// their share of the true genre.

Cell.Show(Plot.ConfusionHeatMap("All genres, stratified: network on lyrics and features", stratified["combined: network"].Confusion));

// The pairs of genres that are mistaken for each other most often, as shares of the songs of both.

var confusion = stratified["combined: network"].Confusion;
var names = songs.Genres.Names;
Cell.Show(Table.Of(["genre", "and", "songs mistaken for each other", "share of the songs of both"],
    (from one in Enumerable.Range(0, names.Count)
     from other in Enumerable.Range(one + 1, names.Count - one - 1)
     let taken = confusion.Counts[one, other] + confusion.Counts[other, one]
     let share = taken / (double)(confusion.RowSum(one) + confusion.RowSum(other))
     orderby share descending
     select new object[] { names[one], names[other], taken, $"{share:0.0 %}" }).Take(5)));

// ## Artists apart
//
// A stratified split also has songs of one artist on both sides. Here each artist is on one side only,
// which is a better test of how well the same models know genres. The bootstrap draws whole artists here,
// because nearly all songs of an artist have one genre.

var apart = Live.Measure(
    songs, models, SplitKind.Artist, seeds, seed, Console.WriteLine);
Cell.Show(apart);

// Macro-F1, side by side.

Cell.Show(Table.Of(["model", "stratified", "artists apart", "difference"],
    from name in stratified.Names
    let leaky = stratified[name].MacroF1.Mean
    let honest = apart[name].MacroF1.Mean
    select new object[] { name, $"{leaky:0.000}", $"{honest:0.000}", $"{honest - leaky:+0.000;-0.000;0.000}" }));

// Which genres lose most when the network does not know their artists?

Cell.Show(Plot.PerGenreAccuracy("Network on lyrics and features: accuracy by genre",
    ("stratified", stratified["combined: network"].PerClass), ("artists apart", apart["combined: network"].PerClass)));

// ## Summary
//
// Accuracy and macro-F1 of this run (mean over the seeds, 95 % interval), and the easiest and hardest
// genre.

Console.WriteLine(folder.Notice);
Console.WriteLine($"{songs.Count:N0} songs of {songs.Genres.Count} genres, base rate {songs.BaseRate:0.0000}");
foreach (var (split, measured) in new[] { ("stratified", stratified), ("artists apart", apart) })
{
    var scores = measured["combined: network"];
    var genres = scores.PerClass.Where(genre => genre.Value != null).OrderBy(genre => genre.Value.Mean).ToList();
    Console.WriteLine($"{split}: network on lyrics and features");
    Console.WriteLine($"  accuracy {scores.Accuracy}");
    Console.WriteLine($"  macro-F1 {scores.MacroF1}");
    Console.WriteLine($"  hardest {genres[0].Key}, easiest {genres[^1].Key}");
}

/// <summary>Shows what a cell of the notebook ends on: a chart as a page, all else as text.</summary>
static class Cell
{
    private static int charts;

    public static void Show(object value)
    {
        var plot = value is Plotly.NET.GenericChart chart ? GenreNotebooks.Plots.Plot.Of(chart) : value as GenreNotebooks.Plots.Plot;
        var folder = GenreNotebooks.Runs.RunStore.Default.Folder;
        Console.WriteLine(plot is null ? value : $"{plot.Title}: {plot.Save(Path.Combine(folder, "figures", $"09-all-genres-{++charts}.html"))}");
    }
}
