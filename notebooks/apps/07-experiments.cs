#:package GenreNotebooks@2.0.0
#:property Nullable=annotations
#:property PublishAot=false
#:property CopyLocalLockFileAssemblies=false
#:property GenerateRuntimeConfigDevFile=true

// The notebook 07-experiments.dib as a program: dotnet run 07-experiments.cs

// # 7 · Experiments
//
// Lukka Wolff's post *Deep Music Genre Classification* (12 May 2025) ends with ideas to try next: a
// smaller embedding, a vocabulary without rare words, deeper networks. This notebook tries them one at a
// time, with several seeds, so that each curve has error bars. The songs are from
// *Music Dataset: Lyrics and Metadata from 1950 to 2019* (Moura, Fontelles, Sampaio, França; CC BY
// 4.0).
//
// Change a line of the parameters, run all cells, and see the curve. Every run is one line of
// `artifacts/runs/experiments/runs.jsonl` in the repository (or in the folder that the environment
// variable `GENRE_NOTEBOOKS_RUNS` names). Finished runs are not trained again, so a larger grid costs only
// its new points, and an interrupted one continues where it stopped.
//
// > **Content note.** The real lyrics, from which the networks learn, include explicit and offensive words.
// > None is shown here.

// The namespaces used below.

using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using GenreNotebooks;
using GenreNotebooks.Data;
using GenreNotebooks.Estimators;
using GenreNotebooks.Models;
using GenreNotebooks.Plots;
using GenreNotebooks.Runs;
using GenreNotebooks.Training;

// The grids; `--set embeddingSizes=16,64` changes one. They take a minute on the real songs with two free
// cores.
// Use at least two seeds for error bars, and five for a result that you report. There are fewer `epochs`
// than the post's 25, but enough to see which way a curve goes.

// parameters
string model = "lyrics"; // lyrics, metadata or combined
int seeds = 2; // 1 or more
int epochs = 8; // 1 or more
int[] embeddingSizes = [8, 16, 32, 64]; // each 1 to 4096
int[] minFrequencies = [1, 5, 50]; // each 1 or more
int[] depths = [0, 1, 2]; // each 0 to 8
string[] poolings = ["padded", "mean", "tfidf", "attention"]; // each padded, mean, tfidf or attention

// ## What stays the same
//
// All experiments start from these settings and change one of them. They are the post's (`Recipe.Blog`)
// except for the number of epochs and two habits of its loop: here Adam keeps its moments from epoch to
// epoch, and an epoch's test accuracy is measured with dropout off. A `Sweep` trains runs side by side, one
// on each core.

var songs = DataFolder.Find();
var kind = Enum.Parse<ModelKind>(model, ignoreCase: true);
var start = Recipe.Blog with
{
    Epochs = epochs, ResetOptimizerEachEpoch = false, DropoutWhileTesting = false,
};
var sweep = new Sweep(songs, Path.Combine(RunStore.Default.Folder, "experiments"));
Console.WriteLine(songs.Notice);
Console.WriteLine($"{kind} network, {seeds} seeds, {epochs} epochs");
Console.WriteLine($"runs are kept in {sweep.Lines.FilePath}");

// ## How large an embedding?
//
// The embedding holds nearly all of the network's weights: in the post 30,523 rows of 32 numbers. The post
// remarks that fewer would make the network lighter. How much accuracy would that cost? Each line below is
// a run; *found* means that it was already on record.

var bySize = sweep.RunLive(
    from size in embeddingSizes
    from seed in Enumerable.Range(0, seeds)
    select new SweepPoint(kind, start with { EmbeddingDim = size, Seed = seed }),
    Console.WriteLine);
Cell.Show(Plot.SweepAccuracy("Accuracy over embedding size", SweepSummary.Of(bySize)));

// A point is the mean over the seeds; its bar is one standard deviation up and down. Each seed has its own
// split, so a bar includes the luck of the split as well as that of the first weights. If the bars of two
// points overlap, the difference is not yet a finding.
//
// Two runs with one seed have the same test songs, so their difference has less luck in it. Below, each
// size is compared with the post's 32, seed by seed. With two seeds an interval is still very wide; five
// make it useful.

Cell.Show(RunComparison.Of(bySize.OrderBy(run => run.Options.EmbeddingDim != 32)));

// The same runs as one command, with the same accuracies, losses and confusions to the last bit. It keeps
// a page with the chart and the table:
//
// ```
// dotnet run --project lib/GenreNotebooks.Cli -c Release -- sweep lyrics --embedding 8,16,32,64 --seeds 2 \
//     --epochs 8 --keep-optimizer --no-test-dropout
// ```
//
// ## Which words count?
//
// In the post's code a vocabulary with `min_freq = 50` is commented out. Here a token that occurs in fewer
// training songs than the threshold is removed from all songs; 1 keeps every token.

var byThreshold = sweep.RunLive(
    from minimum in minFrequencies
    from seed in Enumerable.Range(0, seeds)
    select new SweepPoint(kind, start with { MinFrequency = minimum, Seed = seed }),
    Console.WriteLine);
Cell.Show(Plot.SweepAccuracy("Accuracy over vocabulary threshold", SweepSummary.Of(byThreshold), "min_frequency"));

// With fewer words, a network has less to learn by heart, but also less to learn from.
//
// ## How deep?
//
// `depth` is the number of hidden layers of 32 between the mean of a song and the logits. They replace the
// post's one layer before the mean. With depth 0 the network is linear.

var byDepth = sweep.RunLive(
    from depth in depths
    from seed in Enumerable.Range(0, seeds)
    select new SweepPoint(kind, start with { Depth = depth, Seed = seed }),
    Console.WriteLine);
Cell.Show(Plot.SweepAccuracy("Accuracy over depth", SweepSummary.Of(byDepth), "depth"));

// ## How does a song become one vector?
//
// The post averages over all 512 positions, of which four fifths are padding. `mean` averages over the
// song's own tokens, `tfidf` weights rare tokens more, and `attention` learns the weights. These settings
// are words, not numbers, so a table takes the place of the curve.

var byPooling = sweep.RunLive(
    from pooling in poolings
    from seed in Enumerable.Range(0, seeds)
    let how = Enum.Parse<Pooling>(pooling, ignoreCase: true)
    select new SweepPoint(kind, start with { Pooling = how, Seed = seed }),
    Console.WriteLine);
var pooled = SweepSummary.Of(byPooling);
Cell.Show(pooled);

// The same as bars. With so few epochs, this compares how fast a network learns as much as how well it
// learns in the end: try `--set epochs=25`.

string[] ways = [.. pooled.Rows.Select(row => $"{row.Setting.Options.Pooling}")];
Cell.Show(Plot.Comparison("Accuracy by pooling", ways, [.. pooled.Rows.Select(row => row.Accuracy?.Mean ?? double.NaN)]));

// ## Larger grids
//
// The command line takes the same options as axes of a grid, in all combinations. With `--list` it prints
// the runs, for a scheduler that spreads them over machines:
//
// ```
// dotnet run --project lib/GenreNotebooks.Cli -c Release -- sweep lyrics --embedding 8,16,32,64 \
//     --min-frequency 1,5,50 --genres four,all --depth 1,2 --seeds 5 --out DIR
// ```
//
// These curves are measured on test songs. So do not choose a setting by them and then report its
// accuracy as a result. `evaluate` keeps the test songs sealed until a model is trained.
//
// ## Summary

IReadOnlyList<RunRecord> all = [.. bySize, .. byThreshold, .. byDepth, .. byPooling];
Console.WriteLine(songs.Notice);
Cell.Show(SweepSummary.Of(all));

/// <summary>Shows what a cell of the notebook ends on: a chart as a page, all else as text.</summary>
static class Cell
{
    private static int charts;

    public static void Show(object value)
    {
        var plot = value is Plotly.NET.GenericChart chart ? GenreNotebooks.Plots.Plot.Of(chart) : value as GenreNotebooks.Plots.Plot;
        var folder = GenreNotebooks.Runs.RunStore.Default.Folder;
        Console.WriteLine(plot is null ? value : $"{plot.Title}: {plot.Save(Path.Combine(folder, "figures", $"07-experiments-{++charts}.html"))}");
    }
}
