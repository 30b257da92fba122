#:package GenreNotebooks@2.0.0
#:property Nullable=annotations
#:property PublishAot=false
#:property CopyLocalLockFileAssemblies=false
#:property GenerateRuntimeConfigDevFile=true

// The notebook 12-what-the-data-can-tell.dib as a program: dotnet run 12-what-the-data-can-tell.cs

// # 12 · What the data can tell
//
// Lukka Wolff's post *Deep Music Genre Classification* (12 May 2025) trains three networks on the genres of
// songs. The songs are from *Music Dataset: Lyrics and Metadata from 1950 to 2019* (Moura, Fontelles,
// Sampaio, França; CC BY 4.0); the words and the code are ours.
//
// Better networks gain little on these songs. Is that the networks' fault? This notebook looks at the data
// instead. Whose label is it, the song's or the artist's? How much does a random split give away? Do the
// same words have one genre? Which labels may be wrong? Would more songs help?

// The namespaces used below.

using System;
using System.Linq;
using GenreNotebooks.Data;
using GenreNotebooks.Display;
using GenreNotebooks.Estimators;
using GenreNotebooks.Evaluation;
using GenreNotebooks.Models;
using GenreNotebooks.Plots;
using GenreNotebooks.Runs;
using GenreNotebooks.Vectorization;

// `seeds` is the number of splits. `candidates` is how many artists the list of doubtful labels shows.
// `recipe` is the model that reads lyrics, features and the year: try `recommended`, our best, which takes
// much longer.

// parameters
int seed = 0; // 0 to 2147480000
int seeds = 3; // 1 or more
int candidates = 20; // 1 or more
string recipe = "network"; // network, ensemble, classical or recommended

// ## The label is the artist's
//
// Take two songs by one artist. How often do they have the same genre? If songs had been labelled one by
// one, some artists would have songs of several genres. For comparison, pairs of songs by two artists. First the post's four genres.

var folder = DataFolder.Find();
Console.WriteLine(folder.Notice);
var all = MusicData.Load(folder);
var four = all.OfGenres(GenreSet.Blog);
var agreement = GenreAgreement.Of(four);
Cell.Show(agreement);

// All genres of the file. Among the real songs a few hundred artists have several genres.

var agreementOfAll = GenreAgreement.Of(all);
Cell.Show(agreementOfAll);

// So a song's label says which artist made it, hardly ever how this one song sounds. A ballad by a rock band
// is rock. Two things follow. A model that sees one song has to guess the artist's usual genre from one
// example. And thousands of songs are not thousands of independent labels: there are only as many as
// artists.
//
// ## How a random split leaks
//
// If the label is the artist's, knowing the artist is knowing the label. On a random split, how many test
// songs have their artist among the training songs? How many have nearly the same lyrics there (explained
// below)? With artists apart no artist is known, but lyrics are: covers have other artists.

var duplicates = NearDuplicates.Find(four);
Cell.Show(Table.Of(["split", "test songs", "artist in training", "share", "lyrics in training", "share"],
    from kind in Enum.GetValues<SplitKind>()
    let parts = Split.Create(four, kind, seed)
    let met = parts.Train.Select(row => four[row].Artist).ToHashSet()
    let known = parts.Test.Count(row => met.Contains(four[row].Artist))
    let sung = duplicates.CountLeaks(parts)
    let count = (double)parts.Test.Length
    select new object[] { kind, parts.Test.Length, known, $"{known / count:0.0 %}", sung, $"{sung / count:0.0 %}" }));

// A model that reads nothing but the artist's name: it looks the name up among the training songs and answers
// with the genre found there, for an unknown name with the most frequent genre. No other model of this project
// gets to see a name. Beside it our model of lyrics, features and the year.

var songTable = SongTable.Load(folder);
var songs = songTable.OfGenres(GenreSet.Blog);
var models = new (string Name, IEstimator Estimator)[]
{
    ("majority", ClassicalModels.Majority),
    ("artist's name", ClassicalModels.Artist),
    (recipe, Recipe.Named(recipe, ModelKind.Combined, withYear: true)),
};
var random = Live.Measure(songs, models, SplitKind.Random, seeds, seed, Console.WriteLine);
Cell.Show(random);

// The name beats everything that reads lyrics or features. With artists apart it is worth nothing: no name is
// known, and the answer is the most frequent genre.

var apart = Live.Measure(songs, models, SplitKind.Artist, seeds, seed, Console.WriteLine);
Cell.Show(Plot.Comparison("Random split and artists apart: the name and the songs",
    [.. random.Accuracies.Select(model => ($"{model.Name}, random", model.Accuracy)),
     .. apart.Accuracies.Select(model => ($"{model.Name}, apart", model.Accuracy))], songs.BaseRate));

// ## Known and unknown artists
//
// Our model cannot read names. Does it recognise artists all the same, by words and sound? These are the
// test songs of the random splits, divided by whether their artist has training songs. The two groups also
// differ in other ways: an artist with many songs is nearly always known, an artist with one song never.

var (byName, bySong) = (KnownArtists.Of(songs, SplitKind.Random, seed, random.RunsOf("artist's name")),
    KnownArtists.Of(songs, SplitKind.Random, seed, random.RunsOf(recipe)));
Cell.Show(Plot.Comparison("Random split: known and unknown artists",
    [("artist's name, known", byName.Known.Accuracy), ("artist's name, unknown", byName.Unknown.Accuracy),
     ($"{recipe}, artist known", bySong.Known.Accuracy), ($"{recipe}, artist unknown", bySong.Unknown.Accuracy)], songs.BaseRate));

// So a program that looks the name up, and asks our model about unknown names only, would score this on a
// random split. Nobody would call it a model of music.

var lookUp = bySong.Share * byName.Known.Accuracy.Mean + (1 - bySong.Share) * bySong.Unknown.Accuracy.Mean;
Console.WriteLine($"{lookUp:0.000}, our model alone {random[recipe].Accuracy.Mean:0.000}");

// ## Same words, other genre
//
// Songs with nearly the same lyrics are mostly covers. Two songs count as such if they share at least half of
// all their runs of three words. If words decided the genre, these pairs would agree. Pairs by two artists,
// stricter from row to row.

Cell.Show(Table.Of(["shared runs of three words", "songs", "pairs by two artists", "other genre", "share"],
    from percent in new[] { 50, 60, 70, 80, 90 }
    let close = duplicates.AtLeast(percent / 100.0)
    let pairs = close.DifferentArtists
    select new object[] { $"{percent} % or more", close.Songs, pairs.Count, pairs.Count - pairs.SameGenre, pairs.OtherShareText }));

// The same for all genres, and which genres share lyrics.

var duplicatesOfAll = NearDuplicates.Find(all);
Console.WriteLine($"{duplicatesOfAll.DifferentArtists.Count:N0} pairs by two artists, "
    + $"{duplicatesOfAll.DifferentArtists.OtherShareText} of them with two genres");
Cell.Show(duplicatesOfAll);

// A model of lyrics alone gives the same answer for the same words. So on these songs it can be right at most
// for the most frequent genre of each group of near-duplicates. This is an estimate for songs that have a
// near-duplicate. They are old standards more often than others, so it is no bound for all songs.

foreach (var (name, found) in new[] { ("four genres", duplicates), ("all genres", duplicatesOfAll) })
{
    var best = found.Songs == 0 ? Table.Absent : $"{found.BestFromLyrics:0.0 %}";
    Console.WriteLine($"{name}: {found.Songs:N0} songs have a near-duplicate, lyrics alone get at most {best} of them right");
}

// ## Labels that may be wrong
//
// Since artists are labelled, errors are whole artists. Five models are trained, each without a fifth of the
// artists, and say what they think of the artists they do not know; the songs of an artist vote. Listed are
// artists with at least five songs, the label with the lowest probability first. This is a list to be checked
// by ear. A model's doubt is no proof: it also doubts artists who sound unlike the rest of their genre.

var check = LabelCheck.Of(songs, models[^1].Estimator, seed: seed);
Cell.Show(check.ToTable(candidates));

// ## More artists?
//
// The same model learns from an eighth, a quarter, a half and all of the training artists. The test songs are
// by unseen artists.

var curve = LearningCurve.Measure(songs, models[^1].Estimator, [1 / 8.0, 1 / 4.0, 1 / 2.0, 1], seeds, seed, Console.WriteLine);
Cell.Show(curve);

// Where does it lead? A power law is fitted to the points and goes on to twice and four times the artists. That
// is an estimate, and an optimistic one: the law has no floor, but the labels are uncertain. The intervals
// come from the bootstrap of the measured points and do not say whether the law holds.

Cell.Show(Plot.LearningCurve("Accuracy on unseen artists over the number of training artists", curve));

// A check: the same law, fitted without the last point, predicts that point. If it predicts more than was measured,
// the gains are falling faster than the law says, and the estimates for more artists are too high as well.

Console.WriteLine($"measured with all artists       {curve.Points[^1].Accuracy}");
Console.WriteLine($"the law from the other points   {curve.LastFromOthers:0.0000}");

// ## One artist, many songs
//
// If the label is the artist's, why judge one song? A catalogue to be labelled has many songs of each artist. The
// test artists are unseen, but all their songs are known together; their labels are not. Each song gets its
// artist's answer. The same model judges a song alone; its songs vote (the mean of their log-probabilities); a set
// network judges the mean of the songs' vectors; trees judge means and spreads of what is known about the songs.

var both = ModelKind.Combined;
IEstimator bySongAlone = Recipe.Named(recipe, both, withYear: true);
(string, IEstimator)[] byArtist =
[
    ("a song alone", bySongAlone),
    ("a vote of the artist's songs", new ArtistVote(bySongAlone)),
    ("a set network", new SetNetworks(both, Recipe.SetNetwork(both, withYear: true))),
    ("trees on the artist's songs", new ArtistTrees(Recipe.Classical(both, withYear: true))),
];
var together = Live.Measure(songs, byArtist, SplitKind.Artist, seeds, seed, Console.WriteLine);
Cell.Show(together);

// The same as a chart, with 95 % intervals over artists.

Cell.Show(Plot.Comparison("Artists apart: a song alone, and all songs of the artist", together.Accuracies, songs.BaseRate));

// Each artist counted once, however many songs it has. Most artists have few songs, and few songs tell less.

Cell.Show(Table.Of(["model", "accuracy by song", "accuracy by artist", "95 %"],
    from name in together.Names
    let scores = together[name]
    select new object[] { name, scores.Accuracy.MeanAndSd, scores.ArtistAccuracy.MeanAndSd, scores.ArtistAccuracy.Interval }));

// How many songs must be known? The set network is asked about the songs of artists with at least ten: with the song
// alone, then with other songs of its artist drawn at random.

var recipeByArtist = new RecipeChoice("network") { WithYear = true, ByArtist = true };
var someKnown = new RecipeSeeds(songTable, GenreChoice.Four, recipeByArtist, SplitKind.Artist);
var evaluation = RecipeEvaluation.Of(someKnown, someKnown.Run(seed, seeds));
Cell.Show(Plot.Comparison("Artists with ten songs or more: accuracy by the number of known songs",
    [.. evaluation.Known.Select(some => ($"{some.Songs} known", some.Accuracy))], songs.BaseRate));

// ## All genres and the year
//
// All songs of the file by decade. Our figures come from a file that lacks 2,770 of the complete 28,372 songs. All of
// them are pop, mostly from after 1990, so in this file recent songs are pop more rarely than in the complete one. That
// is a hole in the file, not a fact about music. The four genres are complete.

Cell.Show(Plot.SongsPerDecade(all, "All genres by decade"));

// The share of pop by decade.

Cell.Show(Table.Of(["decade", "songs", "pop", "share"],
    from song in all
    group song by song.ReleaseYear / 10 * 10 into decade
    orderby decade.Key
    let pop = decade.Count(song => song.Genre == "pop")
    select new object[] { $"{decade.Key}s", decade.Count(), pop, $"{pop / (double)decade.Count():0.0 %}" }));

// A model that reads the year can learn the hole. For all genres the accuracy with the year is therefore too high,
// and the one without it is the fair one. The same model with and without the year, artists apart.

var songsOfAll = songTable.OfGenres(GenreChoice.All);
var withAndWithout = Live.Measure(songsOfAll,
[
    ("the year alone", ClassicalModels.Year),
    ("without the year", Recipe.Named(recipe, ModelKind.Combined)),
    ("with the year", Recipe.Named(recipe, ModelKind.Combined, withYear: true)),
], SplitKind.Artist, seeds, seed, Console.WriteLine);
Cell.Show(withAndWithout);

// The difference song by song. It mixes the hole with what the year says rightly: hip hop did not exist in the 1950s.

Cell.Show(withAndWithout.PairedTable(("with the year", "without the year")));

// ## Summary
//
// How often two songs have the same genre. Counted over all pairs in the file, so there is no interval; an artist
// with many songs has many pairs. Songs with nearly the same lyrics are few and mostly covers of old songs. They
// say little about other songs.

Console.WriteLine(folder.Notice);
Cell.Show(Table.Of(["two songs", "same genre, four genres", "same genre, all genres"],
[
    ["by one artist", agreement.SameArtist.ShareText, agreementOfAll.SameArtist.ShareText],
    ["by two artists", agreement.DifferentArtists.ShareText, agreementOfAll.DifferentArtists.ShareText],
    ["by two artists, nearly the same lyrics",
     duplicates.DifferentArtists.ShareText, duplicatesOfAll.DifferentArtists.ShareText],
]));

// Accuracies of this run: mean over the seeds, standard deviation, 95 % interval of a bootstrap over songs, with
// artists apart over artists. The interval covers the choice of test songs and seeds, not other data. The last two
// rows are estimates from the power law, not measurements: they hold if the law holds, and are too high if the error
// has a floor.

Console.WriteLine($"{bySong.Share:0.0 %} of random test songs have their artist in training");
Cell.Show(Table.Of(["model", "test songs", "accuracy"],
[
    .. random.Names.Select(name => new object[] { name, "random split", random[name].Accuracy }),
    .. apart.Names.Select(name => new object[] { name, "artists apart", apart[name].Accuracy }),
    .. together.Names.Select(name => new object[] { name, "artists apart", together[name].Accuracy }),
    .. withAndWithout.Names.Select(name => new object[] { name, "artists apart, all genres", withAndWithout[name].Accuracy }),
    [recipe, "random split, artist known", bySong.Known.Accuracy],
    [recipe, "random split, artist unknown", bySong.Unknown.Accuracy],
    [$"{recipe}, twice the artists", "artists apart, an estimate", curve.AccuracyWith(2 * curve.Points[^1].Artists)],
    [$"{recipe}, four times", "artists apart, an estimate", curve.AccuracyWith(4 * curve.Points[^1].Artists)],
]));

/// <summary>Shows what a cell of the notebook ends on: a chart as a page, all else as text.</summary>
static class Cell
{
    private static int charts;

    public static void Show(object value)
    {
        var plot = value is Plotly.NET.GenericChart chart ? GenreNotebooks.Plots.Plot.Of(chart) : value as GenreNotebooks.Plots.Plot;
        var folder = GenreNotebooks.Runs.RunStore.Default.Folder;
        Console.WriteLine(plot is null ? value : $"{plot.Title}: {plot.Save(Path.Combine(folder, "figures", $"12-what-the-data-can-tell-{++charts}.html"))}");
    }
}
