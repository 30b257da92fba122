#:package GenreNotebooks@2.0.0
#:property Nullable=annotations
#:property PublishAot=false
#:property CopyLocalLockFileAssemblies=false
#:property GenerateRuntimeConfigDevFile=true

// The notebook 02-vectorization.dib as a program: dotnet run 02-vectorization.cs

// # 2 · Text Vectorization
//
// This notebook follows the section *Text Vectorization* of Lukka Wolff's post *Deep Music Genre
// Classification* (12 May 2025): same steps, same settings, our own words and code. The songs are from
// *Music Dataset: Lyrics and Metadata from 1950 to 2019* (Moura, Fontelles, Sampaio, França; CC BY
// 4.0).
//
// A network reads numbers. Here lyrics become token ids, ids become rows of equal length, and rows
// become batches. At the end we open a batch and look at its tensors.
//
// > **Content note.** The real lyrics include explicit and offensive words. Here they are shown as numbers.

// The namespaces used below.

using System;
using System.Linq;
using GenreNotebooks.Data;
using GenreNotebooks.Display;
using GenreNotebooks.Models;
using GenreNotebooks.Vectorization;
using TorchSharp;

// The parameters: every song is cut or padded to `maxLength` tokens, and a batch has `batchSize` songs.

// parameters
int seed = 0; // 0 to 2147483646
int maxLength = 512; // 2 to 512
int batchSize = 8; // 1 or more
string text = "I love reggae music!";

// ## A tokenizer
//
// The post uses BERT's uncased WordPiece tokenizer with a vocabulary of 30,522 pieces. A word that is
// not in the vocabulary is built from several pieces. Only the tokenizer is BERT's; the networks learn
// their own vectors.

var folder = DataFolder.Find();
Console.WriteLine(folder.Notice);
var tokenizer = LyricsTokenizer.Load(folder);
Console.WriteLine($"{tokenizer.VocabularySize:N0} entries");

// A sentence encoded and decoded. `[CLS]` (101) begins every text and `[SEP]` (102) ends it. With BERT's
// own vocabulary the post's sentence is 101 1045 2293 15662 2189 999 102. The sample's vocabulary has the
// same layout but other words.

var ids = tokenizer.Encode(text);
Console.WriteLine("ids     " + string.Join(' ', ids));
Console.WriteLine("pieces  " + string.Join(' ', ids.Select(tokenizer.Token)));
Console.WriteLine("decoded " + tokenizer.Decode(ids));

// A padded encoding has three rows, as in the post: the ids, the sentence that each belongs to (always 0
// here), and a mask that marks the real tokens.

var encoding = tokenizer.EncodePadded(text, 12);
Console.WriteLine("input_ids      " + string.Join(' ', encoding.InputIds));
Console.WriteLine("token_type_ids " + string.Join(' ', encoding.TokenTypeIds));
Console.WriteLine("attention_mask " + string.Join(' ', encoding.AttentionMask));

// ## Every song, once
//
// A `SongTable` has the ids of all songs, tokenized on all cores and kept without padding: about a
// million numbers, where 512 a song would be 5.8 million. `OfGenres` gives the songs their labels.

var table = SongTable.Tokenize(MusicData.Load(folder).OfGenres(GenreSet.Blog), tokenizer, maxLength);
var songs = table.OfGenres(GenreSet.Blog);
Console.WriteLine($"{songs.Count:N0} songs, {table.TokenCount:N0} ids");

// ## How long are songs?
//
// For a network of the post every song has 512 ids: longer ones are cut, shorter ones padded. How much of
// that is padding matters, because these networks take a mean over all 512 positions. The shorter a song
// is, the closer its mean is to the vector of the padding.

var lengths = Enumerable.Range(0, songs.Count).Select(song => songs.TokensOf(song).Length).Order().ToArray();
var (median, most) = (lengths[lengths.Length / 2], lengths[lengths.Length * 99 / 100]);
Console.WriteLine($"median {median} ids, 99th percentile {most}, longest {lengths[^1]}");
var padding = 1 - lengths.Average() / maxLength;
Console.WriteLine($"mean {lengths.Average():0.0} of {maxLength}: {padding:0.0 %} is padding");

// ## A dataset
//
// The post's dataset class returns a song as ids, features and label. Ours does the same. It is a view of
// some rows of the table, and its indexer makes the item; a new array is full of zeros, and 0 is the id of
// `[PAD]`. From `lib/GenreNotebooks/Vectorization/SongDataset.cs`:
//
// ```csharp
// public SongItem this[int index]
// {
//     get
//     {
//         …
//         var ids = new int[MaxLength];
//         TokensOf(index).CopyTo(ids);
//         return new(ids, FeaturesOf(index).ToArray(), Labels[index]);
//     }
// }
// ```
//
// With the split of section 1, this is the whole first training song.

var (train, test) = songs.Split(SplitKind.Random, seed);
Console.WriteLine($"{train.Count:N0} songs to train on, {test.Count:N0} to test");
Console.WriteLine(train[0]);

// ## Batches
//
// The post's loader shuffles the songs, takes eight at a time and passes them to a collate function, which
// makes one tensor of each part. `SongBatches` is our loader: each epoch visits the training songs in
// another order, which follows from the seed.

var batches = new SongBatches(train, batchSize, seed);
var batch = batches.OfEpoch(1).First();
Console.WriteLine($"{batches.Count:N0} batches of {batchSize} an epoch; the first:");
Console.WriteLine(batch);

// A `SongBatch` knows its songs and makes a tensor when someone asks for it, so a network pays only for
// what it reads. This is how the padded ids come about. From
// `lib/GenreNotebooks/Vectorization/SongBatch.cs`:
//
// ```csharp
// public Tensor Ids => ids ??= Make<long>(ScalarType.Int64, [Size, Length], FillIds);
// …
// private void FillIds(Span<long> padded)
// {
//     padded.Clear();
//     for (var song = 0; song < Size; song++)
//     {
//         Widen(songs.TokensOf(rows[song]), padded[(song * Length)..]);
//     }
// }
// ```
//
// `Clear` fills the tensor with 0, the padding, and `Widen` copies a song's ids to the beginning of its row.
// Here are the tensors of the batch, the same three as in the post. (The post shows them with `X[:2]`. That
// takes the first two *parts* of the batch, not its first two songs, an easy mistake with tuples. Our parts
// have names.)

Console.WriteLine($"Ids {batch.Ids}");
Console.WriteLine(batch.Ids.npstr());
Console.WriteLine($"Features {batch.Features}");
Console.WriteLine(batch.Features.npstr());
Console.WriteLine($"Labels {batch.Labels}");
Console.WriteLine(string.Join(' ', batch.Labels.data<long>()));

// ## What our networks read instead
//
// Most of `Ids` is padding, and all padding of a song goes through the same layers to the same vector. So
// our networks read each real token once, and one `[PAD]` for each song:
//
// - `Tokens`: the real tokens of the first song, of the second, and so on; at the end one `[PAD]` a song.
// - `SongOfToken`: for each of these, which song of the batch it belongs to.
// - `Shares`: for each of these, how much of its song's mean it is: 1/512 for a real token, all the rest
//   for the `[PAD]`.

foreach (var tensor in new[] { batch.Tokens, batch.SongOfToken, batch.Shares.flatten() })
{
    Console.WriteLine(tensor);
    Console.WriteLine(tensor.npstr());
}

// Counted by song: the shares of a song add up to 1, and most of that is padding.

var (songOf, shares) = (batch.SongOfToken.data<long>().ToArray(), batch.Shares.data<float>().ToArray());
Cell.Show(Table.Of(["song", "genre", "real tokens", "share of its [PAD]", "all its shares"],
    from song in Enumerable.Range(0, batch.Size)
    let genre = train.Genres.Names[(int)batch.Labels[song].item<long>()]
    let places = Enumerable.Range(0, songOf.Length).Where(place => songOf[place] == song).ToList()
    let sum = places.Sum(place => shares[place])
    select new object[] { song, genre, places.Count - 1, $"{shares[places[^1]]:0.000}", $"{sum:0.000}" }));

// The networks of the next sections take their mean with `MeanOverPositions`. It multiplies each token's
// vector by its share and adds up those of each song. From `lib/GenreNotebooks/Models/MeanOverPositions.cs`:
//
// ```csharp
// return batch.SumBySong(vectors * shares);
// ```
//
// And from `lib/GenreNotebooks/Vectorization/SongBatch.cs`:
//
// ```csharp
// public Tensor SumBySong(Tensor vectors)
// {
//     …
//     return zeros(Size, vectors.shape[1], device: vectors.device).index_add(0, SongOfToken, vectors, one);
// }
// ```
//
// Is that really the post's mean? Give every entry of the vocabulary a random vector, and take the mean
// both ways: over all positions of `Ids`, and by shares. The result is the same, for a fifth of the work.

var vectors = torch.randn(tokenizer.VocabularySize, 32);
var overPositions = vectors[batch.Ids].mean([1]);
var byShares = MeanOverPositions.Of(vectors[batch.Tokens], batch);
Console.WriteLine($"{batch.Ids.numel():N0} positions, {batch.Tokens.numel():N0} tokens");
Console.WriteLine($"same mean: {torch.allclose(overPositions, byShares, 1e-4, 1e-6)}");

// ## Summary

Console.WriteLine(folder.Notice);
Console.WriteLine($"{tokenizer.VocabularySize:N0} pieces; {ids.Length} ids decode to {tokenizer.Decode(ids)}");
Console.WriteLine($"{lengths.Average():0.0} ids a song on average, padded to {maxLength}");
Console.WriteLine($"{train.Count:N0} songs in {batches.Count:N0} batches of {batchSize} an epoch");

/// <summary>Shows what a cell of the notebook ends on: a chart as a page, all else as text.</summary>
static class Cell
{
    private static int charts;

    public static void Show(object value)
    {
        var plot = value is Plotly.NET.GenericChart chart ? GenreNotebooks.Plots.Plot.Of(chart) : value as GenreNotebooks.Plots.Plot;
        var folder = GenreNotebooks.Runs.RunStore.Default.Folder;
        Console.WriteLine(plot is null ? value : $"{plot.Title}: {plot.Save(Path.Combine(folder, "figures", $"02-vectorization-{++charts}.html"))}");
    }
}
