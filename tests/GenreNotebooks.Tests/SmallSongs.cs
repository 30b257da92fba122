using GenreNotebooks.Data;
using GenreNotebooks.Vectorization;

namespace GenreNotebooks.Tests;

/// <summary>Songs drawn at random whose labels can be learnt: tokens and features lean to the label.</summary>
internal static class SmallSongs
{
    public const int VocabularySize = 60;
    public const int MaxLength = 24;
    public const int Classes = 4;

    public static SongDataset Create(int count, int seed = 1)
    {
        var random = new Random(seed);
        var labels = new int[count];
        var tokens = new int[count][];
        var features = new List<float>();
        for (var song = 0; song < count; song++)
        {
            var label = labels[song] = random.Next(Classes);
            tokens[song] = [1, .. Enumerable.Range(0, random.Next(2, MaxLength - 2)).Select(_ => Token(random, label)), 2];
            features.AddRange(Enumerable.Range(0, 22).Select(feature => (float)random.NextDouble() + (feature % Classes == label ? 0.5f : 0)));
        }
        return Dataset(tokens, [.. features], labels, MaxLength);
    }

    /// <summary>A dataset of songs given by their tokens, 22 features each, and labels.</summary>
    public static SongDataset Dataset(int[][] tokens, float[] features, int[] labels, int maxLength)
    {
        string[] genres = [.. Enumerable.Range(0, Math.Max(2, labels.Max() + 1)).Select(label => $"genre {label}")];
        var table = new SongTable(
            RaggedArray<int>.Of(tokens), RaggedArray<float>.Of(features.Chunk(22)), new int[labels.Length],
            new(genres, labels), new(["somebody"], new int[labels.Length]), RaggedArray<int>.Of(labels.Select(_ => Array.Empty<int>())), maxLength, VocabularySize);
        return new(table, [.. Enumerable.Range(0, labels.Length)], new GenreSet(genres));
    }

    private static int Token(Random random, int label) => random.Next(2) == 0
        ? 3 + random.Next(VocabularySize - 3)
        : 3 + (label * 10) + random.Next(10);
}
