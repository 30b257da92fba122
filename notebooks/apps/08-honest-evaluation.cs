#:package GenreNotebooks@2.0.0
#:property Nullable=annotations
#:property PublishAot=false
#:property CopyLocalLockFileAssemblies=false
#:property GenerateRuntimeConfigDevFile=true

// The notebook 08-honest-evaluation.dib as a program: dotnet run 08-honest-evaluation.cs

// # 8 · Honest evaluation
//
// Lukka Wolff's post *Deep Music Genre Classification* (12 May 2025) judges three networks by the last
// of 25 epochs on one random split. This notebook asks how much such a number tells. The songs are from
// *Music Dataset: Lyrics and Metadata from 1950 to 2019* (Moura, Fontelles, Sampaio, França; CC BY
// 4.0); the words and the code are ours.
//
// How far can an accuracy be off by chance? How good are simple models? What leaks from the test songs
// into a model? Is one model really better than another? When it says 80 %, is it right in 80 of 100
// cases? And which features help: the words or the sound?

// The namespaces used below.

using System;
using System.Linq;
using GenreNotebooks;
using GenreNotebooks.Data;
using GenreNotebooks.Display;
using GenreNotebooks.Estimators;
using GenreNotebooks.Evaluation;
using GenreNotebooks.Models;
using GenreNotebooks.Plots;
using GenreNotebooks.Runs;
using GenreNotebooks.Vectorization;

// `seeds` is the number of splits; every model is trained on each. More seeds give narrower intervals but
// take more minutes. `candidates` is how many equal models compete in the section on choosing. `recipe` is
// the network to measure: try `blog` (the post's own) or `ensemble`.

// parameters
int seed = 0; // 0 to 2147480000
int seeds = 2; // 1 or more
int candidates = 8; // 1 or more
string recipe = "network"; // blog, network or ensemble

// ## Test songs under seal
//
// `Split` divides the songs of the post's four genres. The training songs can be read, the test songs
// cannot: a `SealedTestSongs` reveals only how many songs it has.

var folder = DataFolder.Find();
Console.WriteLine(folder.Notice);
var songs = SongTable.Load(folder).OfGenres(GenreSet.Blog);
var (train, test) = SealedTestSongs.Split(songs, SplitKind.Random, seed);
Console.WriteLine($"{train.Count:N0} songs to learn from, {test.Count:N0} under seal");

// The seal opens only for trained models (`FrozenModel`), and for all of them in one call. Here are
// several sets of boosted trees on the 22 features. They differ only in the seed of their random choices,
// so as models they are equal.

var equals = Enumerable.Range(0, candidates)
    .Select(number => FrozenModel.Fit(ClassicalModels.Trees(), train, number).Named($"trees {number}"))
    .ToList();
var results = test.Open(equals);
Cell.Show(results);

// It does not open a second time: after seeing the result, you could choose by it.

try
{
    test.Open(equals[0]);
}
catch (InputException refusal)
{
    Console.WriteLine(refusal.Message);
}

// ## How far can it be off by chance?
//
// Other test songs would have given another accuracy. The bootstrap draws the test songs many times with
// replacement; 95 of 100 draws give an accuracy in the interval. Two accuracies that differ by less than
// that may be equally good. A comparison song by song, further below, can tell more.

var one = ScoreSummary.Of([results["trees 0"]]);
Console.WriteLine($"accuracy  {one.Accuracy}");
Console.WriteLine($"macro-F1  {one.MacroF1}");
var width = one.Accuracy.High - one.Accuracy.Low;
Console.WriteLine($"the interval of the accuracy is {100 * width:0.0} percentage points wide");

// ## Leak 1: choosing by the test songs
//
// Among equals there is nothing to choose. If you pick the model with the best test accuracy and then
// report that accuracy, you report luck. The same happens if you pick the best of 25 epochs on the test
// songs. The more epochs or settings there are to pick from, the worse it gets.

double[] accuracies = [.. results.Names.Select(name => results[name].Confusion.Accuracy)];
var luck = accuracies.Max() - accuracies.Average();
Console.WriteLine($"mean of {candidates} equals  {accuracies.Average():0.0000}");
Console.WriteLine($"the best of them    {accuracies.Max():0.0000}, {luck:+0.0000} by luck alone");

// Therefore the library chooses on a validation part of the training songs (`SplitValidation`, `Folds`,
// `BestOnValidation`), and a model that has learnt from one of the test songs is refused.
//
// ## Leak 2: the same artist on both sides
//
// A random split puts some songs of an artist among the training songs and others among the test songs. A
// model may then recognise the artist's words and sound rather than the genre. How many test songs are by
// an artist from the training songs?

var table = MusicData.Load(folder).OfGenres(songs.Genres);
Cell.Show(Table.Of(["split", "test songs", "by an artist met in training", "share"],
    from kind in Enum.GetValues<SplitKind>()
    let parts = Split.Create(table, kind, seed)
    let artists = parts.Train.Select(row => table[row].Artist).ToHashSet()
    let met = parts.Test.Count(row => artists.Contains(table[row].Artist))
    let share = met / (double)parts.Test.Length
    select new object[] { kind, parts.Test.Length, met, $"{share:0.0 %}" }));

// ## Baselines
//
// A network is worth the effort if it beats simple models: always guessing the largest genre; the year of
// release alone, which is not a musical property; logistic regression on counted and weighted words
// (TF-IDF); trees on the 22 features. For the ablation below, trees also see only the topics and only the
// sound.

var models = new (string Name, IEstimator Estimator)[]
{
    ("majority", ClassicalModels.Majority),
    ("year", ClassicalModels.Year),
    ("lyrics: TF-IDF", ClassicalModels.Lyrics),
    ("features: trees", ClassicalModels.Trees()),
    ("topics: trees", new GradientBoostedTrees { Features = EngineeredFeatures.Topics }),
    ("audio: trees", new GradientBoostedTrees { Features = EngineeredFeatures.Audio }),
    ("combined: network", Recipe.Named(recipe, ModelKind.Combined)),
};

// `Live.Measure` repeats the steps of the first section for each seed, and shows how far it is: it splits
// the songs, trains all models, and opens the test songs once for all of them. Its seeds start after the one
// used above, because we have already seen results on those test songs. Its result is a `ModelComparison`.

var random = Live.Measure(
    songs, models, SplitKind.Random, seeds, seed + 1, Console.WriteLine);
Cell.Show(random);

// The same as a chart, best on top. The dashed line is the base rate, the share of the largest genre among
// all songs. The squares are the accuracies that the post reports for its three networks on its own
// split.

var post = new[]
{
    ("lyrics: the post's network", BlogResults.Of(ModelKind.Lyrics).FinalAccuracy),
    ("features: the post's network", BlogResults.Of(ModelKind.Metadata).FinalAccuracy),
    ("combined: network", BlogResults.Of(ModelKind.Combined).FinalAccuracy),
};
Cell.Show(Plot.Comparison("Random split: test accuracy of seven models", random.Accuracies, songs.BaseRate, post));

// ## Artists apart
//
// The same models again, now with all songs of an artist on one side. This is the case that matters to a
// user: a song by an artist that the model has never heard. Nearly all songs of an artist have
// one genre (notebook 12), so the bootstrap draws whole artists here, and intervals are wider.

var apart = Live.Measure(
    songs, models, SplitKind.Artist, seeds, seed + 1, Console.WriteLine);
Cell.Show(apart);

// How much accuracy each model loses without known artists. The two columns were measured on different
// songs, so a difference smaller than the intervals above may be chance; more seeds would show.

Cell.Show(Table.Of(["model", "random split", "artists apart", "difference"],
    from name in random.Names
    let leaky = random[name].Accuracy.Mean
    let honest = apart[name].Accuracy.Mean
    select new object[] { name, $"{leaky:0.000}", $"{honest:0.000}", $"{honest - leaky:+0.000;-0.000;0.000}" }));

// ## Is one model better than another?
//
// Two models are compared song by song. Most songs are right for both or wrong for both, and those say
// nothing. McNemar's test looks at the others: *p* is how likely such an uneven count would be if both
// models were equally good. The interval of the difference comes from a bootstrap that draws the same
// songs for both models. There is one *p* for each seed; do not multiply them, because the splits share
// songs. The test takes songs for independent of each other. With artists apart that is far from true, so
// tables of `apart` have the interval alone, from draws of whole artists.

Cell.Show(random.PairedTable(
    ("combined: network", "features: trees"), ("combined: network", "lyrics: TF-IDF"),
    ("features: trees", "lyrics: TF-IDF"), ("lyrics: TF-IDF", "year")));

// ## By genre
//
// The share of each genre's songs that a model gets right, with 95 % intervals, artists apart. A genre
// with few songs has a wide interval; on the real songs that is hip hop.

string[] three = ["lyrics: TF-IDF", "features: trees", "combined: network"];
Cell.Show(Plot.PerGenreAccuracy("Artists apart: accuracy by genre",
    [.. three.Select(name => (name, apart[name].PerClass))]));

// ## When it says 80 %
//
// Songs are put into bins by the probability of the predicted genre. On the diagonal, a model is right as
// often as it says; below it, the model is too confident. The calibration error in the tables above is the
// mean distance from the diagonal.

Cell.Show(Plot.Reliability("Artists apart: is a model as right as it is sure?",
    [.. three.Select(name => (name, apart[name].Calibration))]));

// ## Ablation: topics against sound
//
// Sixteen of the 22 features are topics of the same lyrics; six describe the recording. The post compares
// "metadata" with lyrics. Which part of the metadata does the work? The same trees see all features, only
// the topics, and only the sound.

string[] ablated = ["features: trees", "topics: trees", "audio: trees"];
Cell.Show(Plot.Comparison("Artists apart: what the trees may see",
    [.. apart.Accuracies.Where(model => ablated.Contains(model.Name))], songs.BaseRate));

// The loss without the sound, and without the topics, song by song.

Cell.Show(apart.PairedTable(("features: trees", "topics: trees"), ("features: trees", "audio: trees")));

// ## Summary
//
// Accuracies of this run (mean over the seeds, 95 % interval), and the effect of two of the leaks.

Console.WriteLine(folder.Notice);
Console.WriteLine($"luck of the best of {candidates} equals: {luck:+0.0000}");
var network = models[^1].Name;
var cost = random[network].Accuracy.Mean - apart[network].Accuracy.Mean;
Console.WriteLine($"known artists, worth to '{network}': {cost:+0.0000;-0.0000;0.0000}");
Console.WriteLine($"{"",-18}{"random split",-34}artists apart");
foreach (var name in random.Names)
{
    Console.WriteLine($"{name,-18}{random[name].Accuracy,-34}{apart[name].Accuracy}");
}

/// <summary>Shows what a cell of the notebook ends on: a chart as a page, all else as text.</summary>
static class Cell
{
    private static int charts;

    public static void Show(object value)
    {
        var plot = value is Plotly.NET.GenericChart chart ? GenreNotebooks.Plots.Plot.Of(chart) : value as GenreNotebooks.Plots.Plot;
        var folder = GenreNotebooks.Runs.RunStore.Default.Folder;
        Console.WriteLine(plot is null ? value : $"{plot.Title}: {plot.Save(Path.Combine(folder, "figures", $"08-honest-evaluation-{++charts}.html"))}");
    }
}
