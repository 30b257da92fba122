namespace GenreNotebooks.Plots;

/// <summary>One value an epoch, from epoch 1.</summary>
/// <param name="Name">The name in the legend.</param>
/// <param name="Values">The values; NaN where there is none.</param>
/// <param name="Style">What the curve stands for.</param>
public sealed record Curve(string Name, IReadOnlyList<double> Values, CurveStyle Style = CurveStyle.Test);
