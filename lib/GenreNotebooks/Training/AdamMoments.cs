using System.Numerics;
using TorchSharp.Modules;

namespace GenreNotebooks.Training;

/// <summary>
/// Adam's two moments of one parameter. Rows of a sparse parameter get a slot in the order in which they are first met, so
/// that a step runs over the moments without gaps.
/// </summary>
internal sealed class AdamMoments(Parameter parameter)
{
    private readonly int width = (int)(parameter.numel() / parameter.shape[0]);
    private readonly List<int> rows = []; // the row of each slot
    private int[] slots = [];             // 1 + the slot of each row, 0 for a row not met yet
    private float[] first = [];
    private float[] second = [];
    private float[] gradients = [];       // zero between steps

    /// <summary>A step with a gradient for every element.</summary>
    public void Step(Span<float> weights, ReadOnlySpan<float> gradient, AdamRates rates)
    {
        Grow(weights.Length);
        Move(weights, gradient, first, second, rates);
    }

    /// <summary>A step with gradients for some rows, a row perhaps more than once.</summary>
    public void Step(Span<float> weights, ReadOnlySpan<long> gradientRows, ReadOnlySpan<float> values, AdamRates rates)
    {
        Meet(gradientRows, weights.Length / width);
        for (var index = 0; index < gradientRows.Length; index++)
        {
            Add(values.Slice(index * width, width), gradients.AsSpan((slots[gradientRows[index]] - 1) * width, width));
        }
        for (var slot = 0; slot < rows.Count; slot++)
        {
            var start = slot * width;
            Move(
                weights.Slice(rows[slot] * width, width),
                gradients.AsSpan(start, width), first.AsSpan(start, width), second.AsSpan(start, width), rates);
        }
        foreach (var row in gradientRows)
        {
            Array.Clear(gradients, (slots[row] - 1) * width, width);
        }
    }

    private void Meet(ReadOnlySpan<long> gradientRows, int rowCount)
    {
        Array.Resize(ref slots, rowCount);
        foreach (var row in gradientRows)
        {
            if (slots[row] == 0)
            {
                rows.Add((int)row);
                slots[row] = rows.Count;
            }
        }
        Grow(rows.Count * width);
    }

    private void Grow(int length)
    {
        if (first.Length < length)
        {
            var capacity = Math.Max(length, 2 * first.Length);
            Array.Resize(ref first, capacity);
            Array.Resize(ref second, capacity);
            Array.Resize(ref gradients, capacity);
        }
    }

    private static void Add(ReadOnlySpan<float> source, Span<float> target)
    {
        var index = 0;
        for (; index <= source.Length - Vector<float>.Count; index += Vector<float>.Count)
        {
            (new Vector<float>(source[index..]) + new Vector<float>(target[index..])).CopyTo(target[index..]);
        }
        for (; index < source.Length; index++)
        {
            target[index] += source[index];
        }
    }

    private static void Move(
        Span<float> weights, ReadOnlySpan<float> gradient, Span<float> first, Span<float> second, AdamRates rates)
    {
        var root = new Vector<float>(rates.Root);
        var epsilon = new Vector<float>(AdamRates.Epsilon);
        var index = 0;
        for (; index <= weights.Length - Vector<float>.Count; index += Vector<float>.Count)
        {
            var g = new Vector<float>(gradient[index..]);
            var m = (AdamRates.Beta1 * new Vector<float>(first[index..])) + ((1 - AdamRates.Beta1) * g);
            var v = (AdamRates.Beta2 * new Vector<float>(second[index..])) + ((1 - AdamRates.Beta2) * g * g);
            m.CopyTo(first[index..]);
            v.CopyTo(second[index..]);
            var move = rates.StepSize * m / ((Vector.SquareRoot(v) / root) + epsilon);
            (new Vector<float>(weights[index..]) - move).CopyTo(weights[index..]);
        }
        for (; index < weights.Length; index++)
        {
            var g = gradient[index];
            first[index] = (AdamRates.Beta1 * first[index]) + ((1 - AdamRates.Beta1) * g);
            second[index] = (AdamRates.Beta2 * second[index]) + ((1 - AdamRates.Beta2) * g * g);
            weights[index] -= rates.StepSize * first[index] / ((MathF.Sqrt(second[index]) / rates.Root) + AdamRates.Epsilon);
        }
    }
}
