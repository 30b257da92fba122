#:package GenreNotebooks@2.0.0
#:property Nullable=annotations
#:property PublishAot=false
#:property CopyLocalLockFileAssemblies=false
#:property GenerateRuntimeConfigDevFile=true

// The notebook 11-your-own-network.dib as a program: dotnet run 11-your-own-network.cs

// # 11 · A network of your own
//
// Lukka Wolff's post *Deep Music Genre Classification* (12 May 2025) suggests deeper and richer networks.
// Here we write one in a cell. The library then treats it like the post's three: it is trained, recorded,
// measured on sealed test songs, saved and loaded. The songs are from *Music Dataset: Lyrics and Metadata
// from 1950 to 2019* (Moura, Fontelles, Sampaio, França; CC BY 4.0); the words and the code are ours.
//
// The combined network takes the mean over all 512 positions of a song. So every word counts the same, four
// fifths of the mean are padding, and the order of the words is lost. Our network learns how much each word
// counts, from the word and from its place in the song. Does that help?
//
// > **Content note.** The real lyrics, from which the networks learn, include explicit and offensive words.
// > None is shown here.

// The namespaces used below.

// With these three, TorchSharp reads like PyTorch.

using System;
using System.IO;
using GenreNotebooks.Data;
using GenreNotebooks.Estimators;
using GenreNotebooks.Evaluation;
using GenreNotebooks.Models;
using GenreNotebooks.Plots;
using GenreNotebooks.Runs;
using GenreNotebooks.SavedModels;
using GenreNotebooks.Training;
using GenreNotebooks.Vectorization;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

// `seeds` is the number of splits; every network is trained on each. `epochs` is the most that a network may
// take: training stops earlier when the loss on validation songs has not fallen for `patience` epochs.

// parameters
int seed = 0; // 0 to 2147480000
int seeds = 5; // 1 or more
int epochs = 25; // 1 or more
int patience = 3; // 1 or more
double dropout = 0.5; // at least 0 and below 1

// The songs, as in sections 3 to 5.

var options = new TrainingOptions
{
    Seed = seed, Epochs = epochs, Patience = patience,
    ResetOptimizerEachEpoch = false, DropoutWhileTesting = false,
};
var data = PreparedData.Load(DataFolder.Find(), options);
Console.WriteLine(data.Notice);
Console.WriteLine($"{data.Train.Count:N0} songs to train on, {data.Test.Count:N0} to test");

// ## The network
//
// A network is a `Module<SongBatch, Tensor>`: it gets a batch and returns a logit for each song and genre.
// This one is the combined network of section 5 with another way from token vectors to a song's vector:
//
// - A token's vector is that of the word and, if `placed`, of its place in the song.
// - Dropout sets half of the numbers to zero in training.
// - `score` makes one number of a token's vector, and a softmax over the song makes weights that add up to 1.
//   If the network does not attend, all scores are equal, and the weights make a plain mean.
// - The song's vector is the weighted sum of its token vectors. Padding has weight 0.
//
// `batch.Tokens` has the words of all songs, as section 2 shows, and `batch.Positions` their places.
// `SongSoftmax` and `SumBySong` work song by song.

// AttentionNet stands at the end of this file.

// `sparse: true` says that only the vectors of a batch's words get a gradient. The trainer needs it to be
// fast: without it, each step would go through all 30,522 words.
//
// A `ModelDefinition` gives the network a name, says how to create it from the numbers of words and genres,
// and lists the parameters by which records and tables tell its variants apart. There are three: a plain
// mean, attention, and attention that knows the places. The layer table shows the last.

var mean = new ModelDefinition("mean of words", (words, genres) => new AttentionNet(words, genres, dropout, false, false),
    new { dropout });
var attention = new ModelDefinition("attention", (words, genres) => new AttentionNet(words, genres, dropout, true, false),
    new { dropout, placed = false });
var placed = new ModelDefinition("attention", (words, genres) => new AttentionNet(words, genres, dropout, true, true),
    new { dropout, placed = true });
var model = placed.Create(options, data.Train);
Cell.Show(LayerTable.Of(model, data.Train.Collate(0, 1, 2, 3, 4, 5, 6, 7)));

// ## One run
//
// The trainer trains any such network. Early stopping puts a fifth of the training songs aside, and at the
// end restores the weights of the epoch that did best on them, so the test songs choose nothing.

var history = new Trainer(options).FitLive(model, data.Train, data.Test, epoch => Console.WriteLine(epoch));
Console.WriteLine($"weights of epoch {history.RestoredEpoch} restored");

// The run is recorded under the network's own name and parameters, and kept as those of sections 3 to 5 are.

var run = TrainingRun.Record(placed, data, options, model, history);
RunStore.Default.Keep(run, data, Console.WriteLine);
Cell.Show(Plot.PerGenreAccuracy("Attention: accuracy by genre", data.Genres.Names,
    ("this run", run.Confusion.PerClass), ("the post's combined network", BlogResults.Of(ModelKind.Combined).PerClass)));

// All runs of this network so far on these songs. The library distinguishes runs by name, parameters and
// options. So when you change a line of the class, give its definition another parameter, such as
// `width = 64`, and run the cells again: the table then has both.

var runs = RunStore.Default.FindAll(placed, data);
Cell.Show(SweepSummary.Of(runs));

// ## Does it help?
//
// One run cannot tell (section 8). So four networks learn from the same splits with the same early stopping.
// They lead from the combined network to ours in three steps: a mean of words without padding and with
// dropout, then attention, then places. For each seed, the test songs open once, for all four. The seeds
// start after the one used above. With five seeds this takes about two minutes on two free cores.

var models = new (string Name, IEstimator Estimator)[]
{
    ("combined", new NetworkEstimator(ModelKind.Combined, options)),
    ("mean of words", new NetworkEstimator(mean, options)),
    ("attention", new NetworkEstimator(attention, options)),
    ("attention and place", new NetworkEstimator(placed, options)),
};
var songs = SongTable.Load(DataFolder.Find()).OfGenres(GenreSet.Blog);
var measured = Live.Measure(songs, models, SplitKind.Random, seeds, seed + 1, Console.WriteLine);
Cell.Show(measured);

// The same as a chart, with the base rate as a dashed line.

Cell.Show(Plot.Comparison("Test accuracy of four networks", measured.Accuracies, songs.BaseRate));

// Step by step and song by song, as in section 8: the mean difference of two networks on the same songs, its
// interval, and McNemar's *p* for each seed.

Cell.Show(measured.PairedTable(
    ("mean of words", "combined"), ("attention", "mean of words"),
    ("attention and place", "attention"), ("attention and place", "combined")));

// On the real songs with the settings above: the mean of words with dropout ends where the combined network
// does, at 0.663. Attention adds 0.013 [-0.003, 0.027], places add 0.009 [-0.002, 0.019]. Neither step is
// certain by itself. Together they are: 0.022 [0.007, 0.035]. Three cautions:
//
// - With `dropout` 0 attention does not help (0.652): it learns its songs by heart sooner.
// - Of `dropout` 0, 0.2 and 0.5, with and without attention and places, these settings have the lowest log loss
//   on validation songs from the training side of seed 0. The test songs of the other seeds are drawn from the
//   same 11,281 songs, though.
// - 0.685 is less than the 0.716 of the network in section 8. That one has no attention, but better inputs:
//   words weighted by TF-IDF, scaled features.
//
// ## Keep it
//
// A network of your own is saved like any other. The files have weights and no code, so loading takes the
// definition, which knows how to create the network. The prediction is for nine words and average features.

var folder = Path.Combine(RunStore.Default.Folder, "attention");
GenreClassifier.Of(run, data, model).Save(folder, overwrite: true);
var loaded = GenreClassifier.Load(folder, placed);
Cell.Show(loaded.Predict("jah love rise babylon fall roots rhythm soul fire"));

// ## Exercises
//
// 1. Make the vectors larger: 64 in place of 32, in all four layers, and `width = 64` in the definition. Does
//    accuracy follow?
// 2. Give each song the *largest* of each number over its tokens in place of the weighted mean. `batch.Ids`
//    and `batch.Mask` have the songs as rows; `amax` takes the maximum.
// 3. Put a convolution before the pooling, so that neighbouring words are read together: `Conv1d(32, 32, 3,
//    padding: 1)` on `embedding.call(batch.Ids).transpose(1, 2)`. Watch the train accuracy.
// 4. Train with momentum: `new ModelDefinition(…) { Training = new TrainingMethod("SGD") { Optimizer =
//    (parameters, rate) => optim.SGD(parameters, rate, momentum: 0.9) } }`, with `LearningRate = 0.1` in the
//    options.
// 5. Measure with `SplitKind.Artist`. Is the order of the four networks the same?
// 6. Try five values of `dropout` with `Sweep`, as in section 7: `new SweepPoint(placed, options)`.
//
// ## Summary

Console.WriteLine(data.Notice);
Console.WriteLine($"{seeds} seeds, base rate {songs.BaseRate:0.0000}");
foreach (var (name, accuracy) in measured.Accuracies)
{
    Console.WriteLine($"{name,-20} {accuracy}");
}
Console.WriteLine($"attention and place minus combined: {measured.Paired("attention and place", "combined").Difference}");

class AttentionNet : Module<SongBatch, Tensor>
{
    private readonly Embedding embedding, position;
    private readonly Dropout dropout;
    private readonly Linear score, fc;
    private readonly Sequential eng_pipeline, combine;
    private readonly bool attends, placed;
    public AttentionNet(int words, int genres, double dropped, bool attends, bool placed) : base(nameof(AttentionNet))
    {
        (this.attends, this.placed) = (attends, placed);
        (embedding, position) = (Embedding(words, 32, sparse: true), Embedding(512, 32, sparse: true));
        (dropout, score, fc) = (Dropout(dropped), Linear(32, 1), Linear(32, 8));
        eng_pipeline = Sequential(Linear(22, 18), ReLU(), Linear(18, 12), ReLU(), Linear(12, 8));
        combine = Sequential(Linear(16, 12), ReLU(), Linear(12, 8), ReLU(), Linear(8, genres));
        RegisterComponents();
    }
    public override Tensor forward(SongBatch batch)
    {
        var x = embedding.call(batch.Tokens);                                        // [tokens + batch, 32]
        x = dropout.call(placed ? x + position.call(batch.Positions) : x);
        var scores = attends ? score.call(x) : zeros(x.shape[0], 1, device: x.device); // [tokens + batch, 1]
        var text = fc.call(batch.SumBySong(x * SongSoftmax.Of(scores, batch)));      // [batch, 8]
        return combine.call(cat([text, eng_pipeline.call(batch.Features)], 1));      // [batch, genres]
    }
}

/// <summary>Shows what a cell of the notebook ends on: a chart as a page, all else as text.</summary>
static class Cell
{
    private static int charts;

    public static void Show(object value)
    {
        var plot = value is Plotly.NET.GenericChart chart ? GenreNotebooks.Plots.Plot.Of(chart) : value as GenreNotebooks.Plots.Plot;
        var folder = GenreNotebooks.Runs.RunStore.Default.Folder;
        Console.WriteLine(plot is null ? value : $"{plot.Title}: {plot.Save(Path.Combine(folder, "figures", $"11-your-own-network-{++charts}.html"))}");
    }
}
