namespace GenreNotebooks.Data.Sampling;

/// <summary>A distribution as its quantiles at equal steps, the smallest value first and the largest last.</summary>
internal static class Quantiles
{
    /// <summary>The value below which a share of the distribution lies, straight lines between the quantiles.</summary>
    public static double At(double[] quantiles, double share)
    {
        var position = share * (quantiles.Length - 1);
        var left = Math.Min((int)position, quantiles.Length - 2);
        return quantiles[left] + (position - left) * (quantiles[left + 1] - quantiles[left]);
    }
}
