using GenreNotebooks.Data;

namespace GenreNotebooks.Vectorization;

/// <summary>The features as they are, 0 to 1; a year in the 70 years from 1950 that the data set spans.</summary>
internal sealed class UnscaledFeatures : FeatureScaler
{
    public override float Scale(int feature, float value) =>
        feature < EngineeredFeatures.Names.Count ? value : (value - 1950) / 70;
}
