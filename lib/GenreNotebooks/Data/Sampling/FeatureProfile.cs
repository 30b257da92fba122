namespace GenreNotebooks.Data.Sampling;

/// <summary>Summary statistics of one feature over the real songs of one genre; all between 0 and 1.</summary>
/// <param name="Mean">The mean.</param>
/// <param name="Deviation">The standard deviation.</param>
/// <param name="Quantiles">Quantiles at equal steps, smallest first; empty for a topic share.</param>
internal sealed record FeatureProfile(double Mean, double Deviation, double[]? Quantiles = null);
