namespace GenreNotebooks.Evaluation;

/// <summary>
/// The 95 % interval of a mean over seeds, each with its own split of the same songs: Student's t with the variance of Nadeau and Bengio (<i>Inference
/// for the Generalization Error</i>, 2003). Splits share training songs, so the mean of n values varies by 1/n + test/training songs of their
/// variance; 1/n alone would give intervals that are too narrow.
/// </summary>
internal static class SeedInterval
{
    private const double TestToTraining = Data.Split.TestShare / (1 - Data.Split.TestShare);

    /// <summary>The estimate of a mean; null with fewer than two finite values.</summary>
    public static Estimate? Of(IEnumerable<double> values)
    {
        double[] known = [.. values.Where(double.IsFinite)];
        if (known.Length < 2 || Spread.Of(known) is not { Sd: { } sd } spread)
        {
            return null;
        }
        var half = Quantile(known.Length - 1) * sd * Math.Sqrt((1.0 / known.Length) + TestToTraining);
        return new(spread.Mean, sd, spread.Mean - half, spread.Mean + half, known.Length);
    }

    /// <summary>The number within which, up and down, Student's t lies with probability 0.95.</summary>
    /// <param name="freedom">The degrees of freedom, at least 1.</param>
    internal static double Quantile(int freedom)
    {
        var (low, high) = (1.0, 13.0);
        for (var step = 0; step < 60; step++)
        {
            var middle = (low + high) / 2;
            (low, high) = Within(middle, freedom) < 0.95 ? (middle, high) : (low, middle);
        }
        return high;
    }

    /// <summary>The probability that Student's t lies between -t and t: Abramowitz and Stegun, 26.7.3 and 26.7.4.</summary>
    private static double Within(double t, int freedom)
    {
        var angle = Math.Atan(t / Math.Sqrt(freedom));
        var (sin, cos) = Math.SinCos(angle);
        var odd = freedom % 2;
        var term = odd == 1 ? cos : 1;
        var sum = freedom == 1 ? 0 : term;
        for (var power = odd + 2; power <= freedom - 2; power += 2)
        {
            term *= cos * cos * (power - 1) / power;
            sum += term;
        }
        return odd == 1 ? 2 / Math.PI * (angle + (sin * sum)) : sin * sum;
    }
}
