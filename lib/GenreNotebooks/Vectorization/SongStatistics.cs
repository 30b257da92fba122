namespace GenreNotebooks.Vectorization;

/// <summary>What a network knows of the songs it learns from beside its weights: enough to make it anew where they are not at hand.</summary>
/// <param name="Songs">Their number.</param>
/// <param name="SongsWithToken">The number of them that have each token between their [CLS] and [SEP], <c>[vocabulary]</c>.</param>
/// <param name="Scaling">For each feature, the year being the last, the numbers that its scaling has learnt; none if it learns nothing.</param>
public sealed record SongStatistics(int Songs, int[] SongsWithToken, float[][] Scaling)
{
    /// <summary>Learns from songs.</summary>
    internal static SongStatistics Of(SongDataset songs, FeatureScaling scaling = FeatureScaling.None)
    {
        var counts = new int[songs.VocabularySize];
        for (var song = 0; song < songs.Count; song++)
        {
            foreach (var token in songs.TokensOf(song)[1..^1].ToArray().Distinct())
            {
                counts[token]++;
            }
        }
        return new(songs.Count, counts, FeatureScaler.Learn(scaling, songs));
    }
}
