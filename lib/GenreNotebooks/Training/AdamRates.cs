using System.Numerics;

namespace GenreNotebooks.Training;

/// <summary>
/// What Adam multiplies by at one step: PyTorch's defaults, in every lane of a vector. PyTorch divides the root of the second
/// moment by the root of its bias correction; here step size and epsilon are multiplied by it, which saves a division.
/// </summary>
internal readonly struct AdamRates
{
    private const double FirstDecay = 0.9, SecondDecay = 0.999, Stability = 1e-8;

    /// <param name="step">The step, from 1.</param>
    /// <param name="learningRate">The learning rate.</param>
    /// <param name="weightDecay">What AdamW takes off a weight, times the learning rate.</param>
    public AdamRates(int step, double learningRate, double weightDecay)
    {
        Kept = new((float)(1 - (learningRate * weightDecay)));
        var root = Math.Sqrt(1 - Math.Pow(SecondDecay, step));
        StepSize = new((float)(learningRate / (1 - Math.Pow(FirstDecay, step)) * root));
        Epsilon = new((float)(Stability * root));
    }

    public readonly Vector<float> Beta1 = new((float)FirstDecay);
    public readonly Vector<float> Rest1 = new((float)(1 - FirstDecay));
    public readonly Vector<float> Beta2 = new((float)SecondDecay);
    public readonly Vector<float> Rest2 = new((float)(1 - SecondDecay));
    public readonly Vector<float> Kept;
    public readonly Vector<float> StepSize;
    public readonly Vector<float> Epsilon;
}
