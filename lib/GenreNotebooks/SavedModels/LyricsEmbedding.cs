using GenreNotebooks.Data;
using static TorchSharp.torch;

namespace GenreNotebooks.SavedModels;

/// <summary>
/// A model's word embedding: a vector for each token and, for a song, the mean of its tokens' vectors minus the mean over all songs.
/// For several networks it is the embedding of the first.
/// </summary>
public sealed class LyricsEmbedding
{
    private readonly GenreClassifier model;
    private readonly IReadOnlyList<Song> songs;
    private readonly int[][] tokens; // [songs][tokens], without [CLS] and [SEP]
    private readonly float[] vectors; // [tokens, Dim]
    private readonly float[] center;
    private readonly float[][] ofSongs; // [songs][Dim]

    /// <summary>Reads a model's embedding.</summary>
    /// <param name="model">A model that uses lyrics.</param>
    /// <param name="songs">The songs to search and to count tokens in, at least one.</param>
    /// <exception cref="InputException">The model does not use lyrics, or there are no songs.</exception>
    public LyricsEmbedding(GenreClassifier model, IReadOnlyList<Song> songs)
    {
        if (!model.ReadsLyrics || songs.Count == 0)
        {
            throw new InputException(songs.Count == 0
                ? "Found no songs to compare with: expected at least one."
                : "The model uses features alone and has no word embedding: expected a model that uses lyrics.");
        }
        (this.model, this.songs) = (model, songs);
        var network = model.Networks.Count > 0 ? model.Networks[0]
            : throw new InputException($"The recipe '{model.Model}' has no network and so no embedding: expected a model with a network that reads lyrics.");
        var weight = network.named_parameters().FirstOrDefault(parameter => $".{parameter.name}".EndsWith(".embedding.weight", StringComparison.Ordinal)).parameter
            ?? throw new InputException($"The network '{model.Model}' has no embedding: expected a network with a layer of this name.");
        using var plain = weight.detach().cpu();
        (Dim, vectors) = ((int)plain.shape[1], plain.data<float>().ToArray());
        tokens = Array.ConvertAll(model.Tokenizer.EncodeAll([.. songs.Select(song => song.Lyrics)], model.Options.MaxLength), ids => ids[1..^1]);
        ofSongs = Array.ConvertAll(tokens, MeanOf);
        center = [.. Enumerable.Range(0, Dim).Select(place => ofSongs.Average(vector => vector[place]))];
    }

    /// <summary>The embedding dimension.</summary>
    public int Dim { get; }

    /// <summary>Finds the songs whose embeddings have the smallest cosine distance from that of a text, nearest first.</summary>
    /// <param name="lyrics">Any text.</param>
    /// <param name="count">The number of songs.</param>
    public IReadOnlyList<NearSong> Nearest(string lyrics, int count = 10)
    {
        var text = Centered(MeanOf(model.Tokenizer.Encode(lyrics, model.Options.MaxLength)[1..^1]));
        return [.. ofSongs.Select((vector, song) => new NearSong(songs[song], Distance(text, Centered(vector)))).OrderBy(near => near.Distance).Take(count)];
    }

    /// <summary>
    /// Maps the most frequent tokens to the first two principal components of their vectors. Each token's group is the genre in which it
    /// is relatively most frequent.
    /// </summary>
    /// <param name="count">The number of tokens, at least 3. Word pieces, single letters and tokens with non-letters are left out.</param>
    public IReadOnlyList<MapPoint> Map(int count = 150)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 3);
        var genres = songs.Select(song => song.Genre).Distinct().Order(StringComparer.Ordinal).ToList();
        var counts = Count(genres);
        var frequent = counts.Where(entry => IsWord(model.Tokenizer.Token(entry.Key))).OrderByDescending(entry => entry.Value.Sum()).ThenBy(entry => entry.Key).Take(count).ToList();
        var sizes = genres.Select((_, genre) => Math.Max(1, counts.Values.Sum(of => of[genre]))).ToList();
        var places = PrincipalComponents([.. frequent.Select(entry => entry.Key)]);
        return
        [
            .. frequent.Select((entry, place) => new MapPoint(
                places[place, 0], places[place, 1], model.Tokenizer.Token(entry.Key),
                genres[Enumerable.Range(0, genres.Count).MaxBy(genre => (double)entry.Value[genre] / sizes[genre])])).OrderBy(point => point.Label, StringComparer.Ordinal),
        ];
    }

    private static bool IsWord(string token) => token.Length > 1 && token.All(char.IsLetter);

    /// <summary>For each token, the number of songs of each genre that contain it.</summary>
    private Dictionary<int, int[]> Count(List<string> genres)
    {
        var counts = new Dictionary<int, int[]>();
        for (var song = 0; song < songs.Count; song++)
        {
            var genre = genres.IndexOf(songs[song].Genre);
            foreach (var token in tokens[song].Distinct())
            {
                if (!counts.TryGetValue(token, out var ofGenres))
                {
                    counts.Add(token, ofGenres = new int[genres.Count]);
                }
                ofGenres[genre]++;
            }
        }
        return counts;
    }

    private double[,] PrincipalComponents(int[] rows)
    {
        using var scope = NewDisposeScope();
        var x = tensor(rows.SelectMany(row => vectors.AsSpan(row * Dim, Dim).ToArray()).ToArray()).reshape(rows.Length, Dim).to(ScalarType.Float64);
        var (u, s, _) = linalg.svd(x - x.mean([0], keepdim: true), fullMatrices: false);
        var scores = (u * s).data<double>().ToArray();
        var width = scores.Length / rows.Length;
        var places = new double[rows.Length, 2];
        for (var axis = 0; axis < Math.Min(2, width); axis++)
        {
            // A component's sign is arbitrary. Fix it: the farthest token is on the right or at the top.
            var values = Enumerable.Range(0, rows.Length).Select(row => scores[(row * width) + axis]).ToList();
            var sign = Math.Sign(values.MaxBy(Math.Abs));
            for (var row = 0; row < rows.Length; row++)
            {
                places[row, axis] = sign * values[row];
            }
        }
        return places;
    }

    private float[] MeanOf(int[] ids)
    {
        var mean = new float[Dim];
        foreach (var id in ids)
        {
            for (var place = 0; place < Dim; place++)
            {
                mean[place] += vectors[(id * Dim) + place] / ids.Length;
            }
        }
        return mean;
    }

    private float[] Centered(float[] vector) => [.. vector.Zip(center, (value, middle) => value - middle)];

    private static double Distance(float[] one, float[] other)
    {
        var (product, ones, others) = (0.0, 0.0, 0.0);
        for (var place = 0; place < one.Length; place++)
        {
            product += (double)one[place] * other[place];
            ones += (double)one[place] * one[place];
            others += (double)other[place] * other[place];
        }
        return ones > 0 && others > 0 ? 1 - (product / Math.Sqrt(ones * others)) : 1;
    }
}

/// <summary>A song and its distance from a text.</summary>
/// <param name="Song">The song.</param>
/// <param name="Distance">The cosine distance of the embeddings: 0 for the same direction, 1 for orthogonal ones, 2 for the opposite one.</param>
public sealed record NearSong(Song Song, double Distance);

/// <summary>A point of a two-dimensional map, such as a token of an embedding.</summary>
/// <param name="X">The horizontal coordinate, from left to right.</param>
/// <param name="Y">The vertical coordinate, from bottom to top.</param>
/// <param name="Label">The label, such as a word.</param>
/// <param name="Group">The group, such as a genre, which sets colour and symbol.</param>
public sealed record MapPoint(double X, double Y, string Label, string Group);
