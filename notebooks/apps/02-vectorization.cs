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
// become batches.
//
// > **Content note.** The lyrics are real and include explicit and offensive words.

// The namespaces used below.

using System;
using System.Linq;
using GenreNotebooks.Data;
using GenreNotebooks.Vectorization;

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

// ## How long are songs?
//
// Every song is cut or padded to 512 ids. How much of that is padding matters, because the networks of
// the post take a mean over all 512 positions. The shorter a song is, the closer its mean is to the
// vector of the padding.

var songs = MusicData.Load(folder).OfGenres(GenreSet.Blog);
var encoded = tokenizer.EncodeAll([.. songs.Select(song => song.Lyrics)], maxLength);
var lengths = encoded.Select(song => song.Length).Order().ToArray();
var (median, most) = (lengths[lengths.Length / 2], lengths[lengths.Length * 99 / 100]);
Console.WriteLine($"median {median} ids, 99th percentile {most}, longest {lengths[^1]}");
var padding = 1 - lengths.Average() / maxLength;
Console.WriteLine($"mean {lengths.Average():0.0} of {maxLength}: {padding:0.0 %} is padding");

// ## A dataset
//
// The split of section 1, tokenized once. An item has what the post's dataset class returns: ids,
// features, label. Here is the whole first training song.

var table = SongTable.Tokenize(songs, tokenizer, maxLength);
var (train, test) = table.OfGenres(GenreSet.Blog).Split(SplitKind.Random, seed);
Console.WriteLine($"{train.Count:N0} songs to train on, {test.Count:N0} to test");
Console.WriteLine(train[0]);

// ## Batches
//
// Collating gathers songs into tensors. A batch has only real tokens; the networks add the padding's
// share of the mean by arithmetic, which gives the same numbers for a fifth of the work. The post shows
// a batch with `X[:2]`. That takes the first two *parts* of the batch, not its first two songs, an easy
// mistake with tuples; our batches have named parts instead. Each epoch visits the training songs in a
// different order, which follows from the seed.

var batches = new SongBatches(train, batchSize, seed);
Console.WriteLine($"{batches.Count:N0} batches of {batchSize} an epoch");
var batch = batches.OfEpoch(1).First();
Console.WriteLine(batch);

// ## Summary

Console.WriteLine(folder.Notice);
Console.WriteLine($"{tokenizer.VocabularySize:N0} pieces; {ids.Length} ids decode to {tokenizer.Decode(ids)}");
Console.WriteLine($"{lengths.Average():0.0} ids a song on average, padded to {maxLength}");
Console.WriteLine($"{train.Count:N0} songs in {batches.Count:N0} batches of {batchSize} an epoch");
