#:package GenreNotebooks@2.0.0
#:property Nullable=annotations
#:property PublishAot=false
#:property CopyLocalLockFileAssemblies=false
#:property GenerateRuntimeConfigDevFile=true

// The notebook 03-lyrics.dib as a program: dotnet run 03-lyrics.cs

// # 3 · Lyrical Classification
//
// This notebook follows the section *Lyrical Classification* of Lukka Wolff's post *Deep Music Genre
// Classification* (12 May 2025): same steps, same settings, our own words and code. The songs are from
// *Music Dataset: Lyrics and Metadata from 1950 to 2019* (Moura, Fontelles, Sampaio, França; CC BY
// 4.0).
//
// Can lyrics alone tell the genre? We train a small network that embeds every token, transforms it, and
// averages over the song.
//
// > **Content note.** The real lyrics, from which the network learns, include explicit and offensive words.
// > None is shown here.

// The namespaces used below.

using System;
using System.Linq;
using GenreNotebooks.Data;
using GenreNotebooks.Models;
using GenreNotebooks.Plots;
using GenreNotebooks.Runs;
using GenreNotebooks.Training;
using GenreNotebooks.Vectorization;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

// The settings of the post. Change a line and run all cells again, or let the runner do it: `--set
// embeddingDim=64`.

// parameters
int seed = 0; // 0 to 2147483646
int epochs = 25; // 1 or more
int batchSize = 8; // 1 or more
double learningRate = 0.001; // above 0
int embeddingDim = 32; // 1 to 4096
double dropout = 0.2; // at least 0 and below 1

// ## Data, in one call
//
// `PreparedData` does what sections 1 and 2 did step by step: read, tokenize, keep four genres, split. The
// ids are kept on disk, so the songs are tokenized only the first time.

var options = new TrainingOptions
{
    Seed = seed, Epochs = epochs, BatchSize = batchSize, LearningRate = learningRate,
    EmbeddingDim = embeddingDim, Dropout = dropout,
};
var data = PreparedData.Load(DataFolder.Find(), options);
Console.WriteLine(data.Notice);
Console.WriteLine($"{data.Train.Count:N0} songs to train on, {data.Test.Count:N0} to test");
Console.WriteLine($"base rate {data.BaseRate:0.0000}");

// ## The network
//
// With PyTorch's names for the layers: `embedding` turns every id into a vector, and `fc_flat` and ReLU
// transform it. Dropout zeroes a fifth of the *elements* (not of the token vectors, as one might read the
// post). The mean over all 512 positions makes one vector of the song, and `fc` gives one logit for each
// genre. These are logits, not probabilities: the softmax is inside the loss.
//
// `batch.Tokens` holds the real tokens of all songs of the batch and, at the end, one `[PAD]` for each
// song. All padded positions of a song would have the same vector, so `MeanOverPositions` weights that one
// by their number instead of sending four hundred copies through the layers. The mathematics is the
// post's (the tests compare with PyTorch), in a fraction of the time. `sparse: true`, PyTorch's option,
// saves most of the rest: only the rows of tokens that occur in a batch get gradients.

// TextClassificationModel stands at the end of this file.

// Change the class if you like: a wider layer, another activation, one more `Linear`. Then run the cells
// below. The run is recorded with the layers that you changed.
//
// The first weights are random. `manual_seed` makes them the same each time. The layer table lists layers
// in the order of their declaration, as torchinfo does, with the shapes for a batch of eight songs. Where
// the post has [8, 512, 32], ours have the number of tokens.

manual_seed(seed);
var (vocabularySize, genres) = (data.VocabularySize, data.Genres.Count);
var model = new TextClassificationModel(vocabularySize, genres, embeddingDim, dropout);
Cell.Show(LayerTable.Of(model, data.Train.Collate(0, 1, 2, 3, 4, 5, 6, 7)));

// Of the 977,924 parameters, 976,736 belong to the embedding: 30,523 rows of 32 numbers. Only 15,559 of
// these rows occur in the real songs. With a smaller `embeddingDim` the network shrinks in proportion.

// ## Training
//
// The loop of the post: Adam with a learning rate of 0.001, cross-entropy, one printed line for each
// epoch. `Trainer` has it. This is an epoch, from `lib/GenreNotebooks/Training/Trainer.cs`:
//
// ```csharp
// foreach (var (index, songs) in batches.OfEpoch(epoch).Index())
// {
//     …
//     optimizer.ZeroGrad();
//     var logits = Inference.Checked(model.call(batch), batch);
//     …
//     Backward(logits, batch);
//     optimizer.Step();
//     score.Add(logits, batch);
// }
// …
// logits.backward([criterion.Gradient(logits, batch)]);
// ```
//
// The steps are PyTorch's: forget the last gradients, compute the logits, go back through the network, move
// the weights. `Inference.Checked` only checks that the logits have the right shape. `Backward` is the last
// line: PyTorch's `loss.backward()` starts at the loss, ours one step later at the gradient of the
// cross-entropy, (softmax − label) / songs in the batch, because that is quick to compute. The train accuracy
// is a running one: the logits that `score` counts are from before the step.
//
// We keep two habits of the post's loop because its numbers depend on them. Adam starts over every epoch
// and so forgets its moments (`ResetOptimizerEachEpoch`), and the test accuracy of an epoch is measured with
// dropout still on (`DropoutWhileTesting`). Each is one word in `TrainingOptions`.

var trainer = new Trainer(options);
var history = trainer.FitLive(model, data.Train, data.Test, epoch => Console.WriteLine(epoch));

// The curves, with the post's test curve dotted. Its split differs from ours, so expect a similar curve,
// not the same points.

var blog = BlogResults.Of(ModelKind.Lyrics);
Cell.Show(Plot.AccuracyCurves("Lyrics network: accuracy", history, blog.TestAccuracy, data.BaseRate));

// The loss says more than the accuracy. Once the test loss rises while the train loss still falls, the
// network is learning its songs by heart.

Cell.Show(Plot.LossCurves("Lyrics network: loss", history));

// ## By genre
//
// One pass over the test songs in eval mode, with dropout off. The genre with the largest logit is the
// prediction, and a table counts the predictions by true genre. From
// `lib/GenreNotebooks/Evaluation/Evaluator.cs`:
//
// ```csharp
// model.eval();
// var counts = new int[songs.Genres.Count, songs.Genres.Count];
// Inference.Run(model, Inference.Batches(songs), Count, stop.Token);
// return new(songs.Genres.Names, counts);
//
// void Count(SongBatch batch, Tensor logits)
// {
//     var predicted = logits.argmax(1).cpu().data<long>();
//     for (var song = 0; song < batch.Size; song++)
//     {
//         counts[batch.LabelOf(song), predicted[song]]++;
//     }
// }
// ```
//
// `Inference.Run` computes the logits, here and after each epoch of training. It needs no gradients, which
// saves their memory. From `lib/GenreNotebooks/Models/Inference.cs`:
//
// ```csharp
// using var noGradients = no_grad();
// …
// foreach (var songs in batches)
// {
//     …
//     var logits = Checked(logitsOf(batch), batch); // logitsOf is model.call
// ```
//
// The cell below makes that pass and saves the run to disk, so that section 6 need not train again.

var run = TrainingRun.Record(ModelKind.Lyrics, data, options, model, history);
RunStore.Default.Keep(run, data, Console.WriteLine);
Cell.Show(Plot.PerGenreAccuracy("Lyrics network: accuracy by genre", data.Genres.Names,
    ("this run", run.Confusion.PerClass), ("the post", blog.PerClass)));

// Which genre is mistaken for which: rows are true genres, columns are predicted genres.

Cell.Show(Plot.ConfusionHeatMap("Lyrics network: confusion", run.Confusion));

// The post's lyrics network ends at 0.567; on hip hop, with only 174 test songs, at 0.477. PyTorch on the
// same songs ends at 0.568, 0.558 and 0.553 with seeds 0 to 2. Watch the gap between the train and the
// test curve: the network learns its songs by heart long before epoch 25.

// ## Against earlier runs
//
// Each run is kept. Change a line of the class or a setting above, and run the cells again. The table and the
// chart compare all runs of this network on the same songs. For a changed class, the column `changes` lists the
// layers that differ from the post's and a checksum of what the network computes.

var runs = RunStore.Default.FindAll(ModelKind.Lyrics, data).DefaultIfEmpty(run).ToList();
Console.WriteLine(SweepSummary.Of(runs));
Cell.Show(Plot.CompareRuns("Lyrics network: runs so far", runs, data.BaseRate));

// ## Summary

Console.WriteLine(data.Notice);
Console.WriteLine($"{run.Parameters:N0} parameters (the post: {blog.Parameters:N0})");
Console.WriteLine($"test accuracy {run.Final!.Accuracy:0.0000} (the post: {blog.FinalAccuracy:0.0000})");
Console.WriteLine($"base rate {data.BaseRate:0.0000}");
Console.WriteLine($"macro F1 {run.Final.MacroF1:0.0000} after {run.History.Count} epochs with seed {seed}");
Console.WriteLine($"best epoch {run.Best.Epoch} with {run.Best.Accuracy:0.0000}, picked on the test songs");
var seconds = run.History.Sum(epoch => epoch.Seconds);
Console.WriteLine($"training took {seconds:0} s (the post: {blog.Seconds.Sum():0} s)");

class TextClassificationModel : Module<SongBatch, Tensor>
{
    private readonly Embedding embedding;
    private readonly Dropout dropout;
    private readonly Linear fc_flat, fc;
    private readonly ReLU relu = ReLU();

    public TextClassificationModel(int vocabularySize, int genres, int embeddingDim, double dropout)
        : base(nameof(TextClassificationModel))
    {
        embedding = Embedding(vocabularySize + 1, embeddingDim, sparse: true);
        this.dropout = Dropout(dropout);
        fc_flat = Linear(embeddingDim, embeddingDim);
        fc = Linear(embeddingDim, genres);
        RegisterComponents();
    }

    public override Tensor forward(SongBatch batch)
    {
        var x = embedding.call(batch.Tokens);         // [tokens + batch, embeddingDim]
        x = relu.call(fc_flat.call(x));
        x = MeanOverPositions.Of(x, batch, dropout);  // [batch, embeddingDim]
        return fc.call(x);                            // [batch, genres]
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
        Console.WriteLine(plot is null ? value : $"{plot.Title}: {plot.Save(Path.Combine(folder, "figures", $"03-lyrics-{++charts}.html"))}");
    }
}
