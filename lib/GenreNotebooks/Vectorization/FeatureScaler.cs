using GenreNotebooks.Data;

namespace GenreNotebooks.Vectorization;

/// <summary>The features of a song as a network reads them: scaled, the year of release perhaps among them.</summary>
internal abstract class FeatureScaler
{
    /// <summary>A scaling by what <see cref="Learn"/> gave.</summary>
    public static FeatureScaler Create(FeatureScaling scaling, float[][] learnt) => scaling switch
    {
        FeatureScaling.None => new UnscaledFeatures(),
        FeatureScaling.Standard => new StandardScaler(learnt),
        FeatureScaling.Quantile => new QuantileScaler(learnt),
        _ => throw new ArgumentOutOfRangeException(nameof(scaling), scaling, "There is no such scaling."),
    };

    /// <summary>Learns a scaling from songs: some numbers for each feature, the year of release being the last.</summary>
    public static float[][] Learn(FeatureScaling scaling, SongDataset songs) => scaling == FeatureScaling.None ? [] :
    [
        .. from feature in Enumerable.Range(0, EngineeredFeatures.Names.Count + 1)
           let values = ValuesOf(songs, feature)
           select scaling == FeatureScaling.Standard ? StandardScaler.Learn(values) : QuantileScaler.Learn(values),
    ];

    /// <summary>Scales one feature.</summary>
    /// <param name="feature">The feature: its place in <see cref="EngineeredFeatures.Names"/>, or their number for the year of release.</param>
    /// <param name="value">Any value.</param>
    public abstract float Scale(int feature, float value);

    private static float[] ValuesOf(SongDataset songs, int feature) =>
    [
        .. Enumerable.Range(0, songs.Count).Select(song =>
            feature < EngineeredFeatures.Names.Count ? songs.FeaturesOf(song)[feature] : songs.ReleaseYearOf(song)),
    ];
}
