namespace GenreNotebooks.Training;

/// <summary>What Adam multiplies by at one step: PyTorch's defaults, bias correction included.</summary>
/// <param name="StepSize">The learning rate over the first moment's bias correction.</param>
/// <param name="Root">The square root of the second moment's bias correction.</param>
internal readonly record struct AdamRates(float StepSize, float Root)
{
    public const float Beta1 = 0.9f;
    public const float Beta2 = 0.999f;
    public const float Epsilon = 1e-8f;

    public static AdamRates AtStep(int step, double learningRate) => new(
        (float)(learningRate / (1 - Math.Pow(0.9, step))), (float)Math.Sqrt(1 - Math.Pow(0.999, step)));
}
