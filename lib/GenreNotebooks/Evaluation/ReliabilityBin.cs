namespace GenreNotebooks.Evaluation;

/// <summary>The songs whose most probable genre has a probability in a range.</summary>
/// <param name="Low">The range begins above it.</param>
/// <param name="High">The range ends with it.</param>
/// <param name="Songs">How many songs; 0 in an empty bin, whose other values are 0 too.</param>
/// <param name="Confidence">The mean of those probabilities, 0 to 1.</param>
/// <param name="Accuracy">The share of the songs predicted right, 0 to 1: equal to the confidence if the classifier is calibrated.</param>
public sealed record ReliabilityBin(double Low, double High, int Songs, double Confidence, double Accuracy)
{
    /// <summary>Wilson's 95 % interval of <see cref="Accuracy"/>, 0 to 1; all of it in an empty bin.</summary>
    public (double Low, double High) Interval
    {
        get
        {
            const double z = 1.959963984540054; // of the normal distribution, two-sided
            var (n, spread) = (Songs + (z * z), (Songs * Accuracy * (1 - Accuracy)) + (z * z / 4));
            var (middle, half) = (((Songs * Accuracy) + (z * z / 2)) / n, z * Math.Sqrt(spread) / n);
            return (Math.Max(0, middle - half), Math.Min(1, middle + half));
        }
    }
}
