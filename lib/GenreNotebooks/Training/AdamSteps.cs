using System.Numerics;
using System.Numerics.Tensors;

namespace GenreNotebooks.Training;

/// <summary>
/// Adam's coefficients at each step so far, with PyTorch's defaults. PyTorch divides the root of the second moment by the root of its
/// bias correction; here step size and epsilon are multiplied by it, which saves a division.
/// </summary>
/// <param name="weightDecay">AdamW's weight decay.</param>
internal sealed class AdamSteps(double weightDecay)
{
    public const double FirstDecay = 0.9, SecondDecay = 0.999;

    private const double Stability = 1e-8;

    // After this many steps, what remains of a row's movement, 0.9 to this power of it, is less than half a unit in the last place.
    private const int Longest = 160;

    private static readonly float[] FirstPowers = Powers(FirstDecay), RootPowers = Powers(Math.Sqrt(SecondDecay));

    private readonly float[] numerators = new float[Longest];
    private float[] sizes = [0];
    private float[] epsilons = [0];
    private float[] kept = [1];

    /// <summary>The number of steps so far.</summary>
    public int Count { get; private set; }

    /// <summary>The coefficients of the last step.</summary>
    public AdamStep Last => new(sizes[Count], epsilons[Count], kept[Count]);

    /// <summary>Adds a step.</summary>
    public void Add(double learningRate)
    {
        ResumeAfter(Count + 1);
        var root = Math.Sqrt(1 - Math.Pow(SecondDecay, Count));
        sizes[Count] = (float)(learningRate / (1 - Math.Pow(FirstDecay, Count)) * root);
        epsilons[Count] = (float)(Stability * root);
        kept[Count] = (float)(1 - (learningRate * weightDecay));
    }

    /// <summary>Sets the number of steps made so far. All rows must be current.</summary>
    public void ResumeAfter(int count)
    {
        Count = count;
        if (count >= sizes.Length)
        {
            Array.Resize(ref sizes, 2 * count);
            Array.Resize(ref epsilons, 2 * count);
            Array.Resize(ref kept, 2 * count);
        }
    }

    /// <summary>The steps after a step. They are valid until the next call.</summary>
    public MissedSteps Since(int step)
    {
        var (first, count, keptShare) = (step + 1, Math.Min(Count - step, Longest), 1f);
        TensorPrimitives.Multiply(sizes.AsSpan(first, count), FirstPowers.AsSpan(0, count), numerators);
        for (var later = Count; weightDecay > 0 && later > step; later--)
        {
            if (later - first < count)
            {
                numerators[later - first] *= keptShare; // a step's movement decays in the steps after it
            }
            keptShare *= kept[later];
        }
        return new()
        {
            Numerators = numerators.AsSpan(0, count),
            RootDecays = RootPowers.AsSpan(0, count),
            Epsilons = epsilons.AsSpan(first, count),
            Kept = keptShare,
            FirstDecay = (float)Math.Pow(FirstDecay, Count - step),
            SecondDecay = (float)Math.Pow(SecondDecay, Count - step),
        };
    }

    private static float[] Powers(double decay) => [.. Enumerable.Range(1, Longest).Select(power => (float)Math.Pow(decay, power))];
}

/// <summary>Adam's coefficients at one step.</summary>
/// <param name="size">The learning rate, corrected for the bias of both moments.</param>
/// <param name="epsilon">The epsilon, corrected for the bias of the second moment.</param>
/// <param name="kept">The share of a weight that weight decay keeps.</param>
internal readonly struct AdamStep(float size, float epsilon, float kept)
{
    private const float Beta1 = (float)AdamSteps.FirstDecay, Rest1 = (float)(1 - AdamSteps.FirstDecay);
    private const float Beta2 = (float)AdamSteps.SecondDecay, Rest2 = (float)(1 - AdamSteps.SecondDecay);

    /// <summary>Updates weights and moments.</summary>
    public void Move(Span<float> weights, ReadOnlySpan<float> gradients, Span<float> first, Span<float> second)
    {
        var index = 0;
        for (; index <= weights.Length - Vector<float>.Count; index += Vector<float>.Count)
        {
            var g = new Vector<float>(gradients[index..]);
            var m = (Beta1 * new Vector<float>(first[index..])) + (Rest1 * g);
            var v = (Beta2 * new Vector<float>(second[index..])) + (Rest2 * g * g);
            m.CopyTo(first[index..]);
            v.CopyTo(second[index..]);
            ((kept * new Vector<float>(weights[index..])) - (size * m / (Vector.SquareRoot(v) + new Vector<float>(epsilon)))).CopyTo(weights[index..]);
        }
        for (; index < weights.Length; index++)
        {
            var g = gradients[index];
            var m = first[index] = (Beta1 * first[index]) + (Rest1 * g);
            var v = second[index] = (Beta2 * second[index]) + (Rest2 * g * g);
            weights[index] = (kept * weights[index]) - (size * m / (MathF.Sqrt(v) + epsilon));
        }
    }
}

/// <summary>
/// The steps that a row of an embedding has missed. Without gradients, its first moment and the root of its second shrink by constant factors.
/// So a weight moves by its first moment times a sum of fractions, one for each step.
/// </summary>
internal readonly ref struct MissedSteps
{
    private const int Look = 16;

    /// <summary>For each step, its size times what is left of the first moment, less later weight decay.</summary>
    public required ReadOnlySpan<float> Numerators { get; init; }

    /// <summary>For each step, what is left of the root of the second moment.</summary>
    public required ReadOnlySpan<float> RootDecays { get; init; }

    /// <summary>The epsilon of each step.</summary>
    public required ReadOnlySpan<float> Epsilons { get; init; }

    /// <summary>The share of a weight that weight decay keeps.</summary>
    public required float Kept { get; init; }

    /// <summary>What is left of the first moment after all steps.</summary>
    public required float FirstDecay { get; init; }

    /// <summary>What is left of the second moment after all steps.</summary>
    public required float SecondDecay { get; init; }

    /// <summary>Updates weights and moments.</summary>
    public void Move(Span<float> weights, Span<float> first, Span<float> second)
    {
        var index = 0;
        for (; index <= weights.Length - Vector<float>.Count; index += Vector<float>.Count)
        {
            var (w, m, v) = (new Vector<float>(weights[index..]), new Vector<float>(first[index..]), new Vector<float>(second[index..]));
            ((Kept * w) - (m * Fractions(w, m, Vector.SquareRoot(v)))).CopyTo(weights[index..]);
            (FirstDecay * m).CopyTo(first[index..]);
            (SecondDecay * v).CopyTo(second[index..]);
        }
        if (index < weights.Length)
        {
            MoveRest(weights[index..], first[index..], second[index..]);
        }
    }

    /// <summary>The sum of fractions, up to the step from which on no weight moves.</summary>
    private Vector<float> Fractions(Vector<float> weight, Vector<float> moment, Vector<float> root)
    {
        var sum = Vector<float>.Zero;
        var step = 0;
        for (; step < Numerators.Length - 1; step += 2) // two fractions share a division, which takes most of the time
        {
            var (one, other) = (Denominator(root, step), Denominator(root, step + 1));
            var two = ((Numerators[step] * other) + (Numerators[step + 1] * one)) / (one * other);
            sum += two;
            if (step % Look == 0 && Kept == 1 && Vector.EqualsAll(weight - (moment * two), weight)) // weight decay may make later steps longer
            {
                return sum;
            }
        }
        return step < Numerators.Length ? sum + (new Vector<float>(Numerators[step]) / Denominator(root, step)) : sum;
    }

    private Vector<float> Denominator(Vector<float> root, int step) => (RootDecays[step] * root) + new Vector<float>(Epsilons[step]);

    /// <summary>Updates fewer weights than a vector has.</summary>
    private void MoveRest(Span<float> weights, Span<float> first, Span<float> second)
    {
        Span<float> w = stackalloc float[Vector<float>.Count], m = stackalloc float[w.Length], v = stackalloc float[w.Length];
        weights.CopyTo(w);
        first[..weights.Length].CopyTo(m);
        second[..weights.Length].CopyTo(v);
        Move(w, m, v);
        w[..weights.Length].CopyTo(weights);
        m[..weights.Length].CopyTo(first);
        v[..weights.Length].CopyTo(second);
    }
}
