namespace GenreNotebooks.Vectorization;

/// <summary>What is done to a feature before a network reads it; what there is to learn is learnt from training songs.</summary>
public enum FeatureScaling
{
    /// <summary>Nothing, as in the post; a year counts in the 70 years from 1950, from 0 to 1 like the other features.</summary>
    None,

    /// <summary>Mean 0 and variance 1: scikit-learn's <c>StandardScaler</c>.</summary>
    Standard,

    /// <summary>Ranks, evenly spread with mean 0 and variance 1: scikit-learn's <c>QuantileTransformer</c>.</summary>
    Quantile,
}
