#:package GenreNotebooks@2.0.0
#:property Nullable=annotations
#:property PublishAot=false
#:property CopyLocalLockFileAssemblies=false
#:property GenerateRuntimeConfigDevFile=true

// The notebook 10-your-own-lyrics.dib as a program: dotnet run 10-your-own-lyrics.cs

// # 10 · Your own lyrics
//
// Lukka Wolff's post *Deep Music Genre Classification* (12 May 2025) measures networks by their accuracy.
// Here you can try one: type some lyrics, set the audio features, and see which genre the network
// predicts, which words decided, which songs are similar, and what its words look like on a map. The
// songs are from *Music Dataset: Lyrics and Metadata from 1950 to 2019* (Moura, Fontelles, Sampaio,
// França; CC BY 4.0).
//
// > **Content note.** The real lyrics, from which the network learns, include explicit and offensive words.
// > This notebook shows titles of songs and frequent words of the lyrics.

// The namespaces used below.

using System;
using System.Collections.Generic;
using System.Linq;
using GenreNotebooks.Data;
using GenreNotebooks.Display;
using GenreNotebooks.Estimators;
using GenreNotebooks.Models;
using GenreNotebooks.Plots;
using GenreNotebooks.Runs;
using GenreNotebooks.SavedModels;

// Your song. Change a line and run all cells again, or let the runner do it: `--set "lyrics=river road
// train"`. The six audio features range from 0 to 1. Set `modelFolder` to a saved model, such as
// `train combined --save models/combined` writes, to load it instead of training. If it is empty, a model
// is trained here.

// parameters
string lyrics = "jah love rise babylon fall roots rhythm soul fire";
double danceability = 0.7; // 0 to 1
double loudness = 0.6; // 0 to 1
double acousticness = 0.2; // 0 to 1
double instrumentalness = 0.0; // 0 to 1
double valence = 0.8; // 0 to 1
double energy = 0.5; // 0 to 1
string modelFolder = "";
int seed = 0; // 0 to 2147483646
int epochs = 8; // 1 or more

// ## A model
//
// This is our network on lyrics and features (`Recipe.Network`), which weights a word by its TF-IDF.
// Training takes a few seconds on the real songs. `model.Save("models/mine")` would save it as a folder
// with a model card.

var options = Recipe.Network(ModelKind.Combined) with { Seed = seed, Epochs = epochs };
var data = PreparedData.Load(DataFolder.Find(), options);
Console.WriteLine(data.Notice);
var model = modelFolder != "" ? GenreClassifier.Load(modelFolder)
    : GenreClassifier.Train(ModelKind.Combined, data, options, epoch => Console.WriteLine(epoch));
Console.WriteLine($"test accuracy {model.TestScore.Accuracy:0.0000}, dropout off");

// ## The prediction
//
// The network learned from lower-case lemmas without stop words: *love* rather than *I loved her*. Write
// your lyrics the same way. The 16 topic features are shares of topics in whole lyrics, which a few words
// do not have. The mean of the training songs replaces each of them, and the table says so.

var sliders = new Dictionary<string, double>
{
    ["danceability"] = danceability, ["loudness"] = loudness, ["acousticness"] = acousticness,
    ["instrumentalness"] = instrumentalness, ["valence"] = valence, ["energy"] = energy,
};
var features = sliders.Where(slider => model.Features.Contains(slider.Key)).ToDictionary();
var prediction = model.Predict(lyrics, features);
Cell.Show(prediction);

// ## The words that decided
//
// Each word in turn is left out, and the song is predicted again. A bar shows how much the word adds to
// the log odds of the genre: 0.7 doubles the odds, and a value below zero speaks against the genre. Word
// pieces begin with `##`, because the vocabulary spells rare words in parts. Words that occur in fewer than
// five training songs have no effect in this network.

var contributions = model.Explain(lyrics, features);
Cell.Show(Plot.Contributions($"What speaks for {prediction.Genre}, and against", contributions));

// ## Similar songs
//
// The network has a vector for each word. A song's vector is the mean of its words' vectors, minus the
// mean over all songs. The table lists the songs nearest to yours by the angle between the vectors (cosine
// distance: 0 is the same direction, 1 a right angle). Some of them are training songs.

var songs = MusicData.Load(DataFolder.Find()).OfGenres(GenreSet.Blog);
var embedding = new LyricsEmbedding(model, songs);
var near = embedding.Nearest(lyrics, 10);
Cell.Show(Table.Of(["artist", "track", "genre", "year", "distance"], near.Select(one => new object[]
    { one.Song.Artist, one.Song.Track, one.Song.Genre, one.Song.ReleaseYear, $"{one.Distance:0.000}" })));

// ## A map of words
//
// The 150 words that occur in most songs, in the plane in which their vectors differ most (two principal
// components, by singular values). The group is the genre that uses a word most, relative to the genre's
// size. The network uses words that lie far out to tell genres apart; words in the middle say little.
// Labels appear where there is room; point at the other words to see theirs. On the real songs `lyric` and
// `commercial` lie far out: 1,152 of the 11,281 lyrics end with these two words, which remain from a notice
// of a lyrics site, and all but one of these songs are hip hop or rock. A network learns such leftovers as
// easily as the words of songs.

Cell.Show(Plot.Map("Frequent words, as the network sees them", embedding.Map(150), "first component", "second component"));

// ## Summary

Console.WriteLine(data.Notice);
Console.WriteLine($"the model's test accuracy is {model.TestScore.Accuracy:0.0000}, {model.Options.Epochs} epochs, seed {model.Options.Seed}");
foreach (var (genre, probability) in prediction.Probabilities)
{
    Console.WriteLine($"{genre,-8} {probability:0.000}");
}
Console.WriteLine($"most for it: {string.Join(", ", contributions.Take(3).Select(token => token.Token))}");
Console.WriteLine($"nearest song's genre: {near[0].Song.Genre}");

/// <summary>Shows what a cell of the notebook ends on: a chart as a page, all else as text.</summary>
static class Cell
{
    private static int charts;

    public static void Show(object value)
    {
        var plot = value is Plotly.NET.GenericChart chart ? GenreNotebooks.Plots.Plot.Of(chart) : value as GenreNotebooks.Plots.Plot;
        var folder = GenreNotebooks.Runs.RunStore.Default.Folder;
        Console.WriteLine(plot is null ? value : $"{plot.Title}: {plot.Save(Path.Combine(folder, "figures", $"10-your-own-lyrics-{++charts}.html"))}");
    }
}
