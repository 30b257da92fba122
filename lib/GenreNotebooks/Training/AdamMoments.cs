using System.Numerics;
using System.Runtime.CompilerServices;
using TorchSharp.Modules;

namespace GenreNotebooks.Training;

/// <summary>
/// Adam's two moments of one parameter. Rows of a sparse parameter get a slot in the order in which they are first met, so
/// that a step runs over the moments without gaps.
/// </summary>
internal sealed class AdamMoments(Parameter parameter)
{
    private readonly int width = (int)(parameter.numel() / parameter.shape[0]);
    private List<int> rows = []; // the row of each slot
    private int[] slots = [];             // 1 + the slot of each row, 0 for a row not met yet
    private float[] first = [];
    private float[] second = [];
    private int[] places = [];            // where a step's gradient of each slot is among the gradients, 0 for none
    private float[] gradients = [];       // of a step's rows; the first row is zeros

    /// <summary>The rows met so far in the order of their slots, none of a parameter without sparse gradients, and the moments of each.</summary>
    public (int[] Rows, float[] First, float[] Second) State
    {
        get
        {
            var length = rows.Count > 0 ? rows.Count * width : first.Length;
            return ([.. rows], first[..length], second[..length]);
        }
        set
        {
            (rows, first, second) = ([.. value.Rows], [.. value.First], [.. value.Second]);
            places = new int[rows.Count];
            slots = rows.Count > 0 ? new int[parameter.shape[0]] : [];
            for (var slot = 0; slot < rows.Count; slot++)
            {
                slots[rows[slot]] = slot + 1;
            }
        }
    }

    /// <summary>A step with a gradient for every element.</summary>
    public void Step(Span<float> weights, ReadOnlySpan<float> gradient, in AdamRates rates)
    {
        Array.Resize(ref first, weights.Length);
        Array.Resize(ref second, weights.Length);
        Move(ref weights[0], in gradient[0], ref first[0], ref second[0], weights.Length, in rates);
    }

    /// <summary>A step with gradients for some rows, a row perhaps more than once.</summary>
    public void Step(Span<float> weights, ReadOnlySpan<long> gradientRows, ReadOnlySpan<float> values, in AdamRates rates)
    {
        Gather(gradientRows, values, weights.Length / width);
        for (int slot = 0, start = 0; slot < rows.Count; slot++, start += width)
        {
            Move(ref weights[rows[slot] * width], in gradients[places[slot] * width], ref first[start], ref second[start], width, in rates);
            places[slot] = 0;
        }
    }

    /// <summary>Adds up the gradients of each row; a row met for the first time gets the next slot.</summary>
    private void Gather(ReadOnlySpan<long> gradientRows, ReadOnlySpan<float> values, int rowCount)
    {
        Array.Resize(ref slots, rowCount);
        Array.Resize(ref gradients, Math.Max(gradients.Length, (gradientRows.Length + 1) * width));
        var place = 0;
        for (var index = 0; index < gradientRows.Length; index++)
        {
            var row = (int)gradientRows[index];
            if (slots[row] == 0)
            {
                rows.Add(row);
                slots[row] = rows.Count;
                Grow(rows.Count);
            }
            ref var known = ref places[slots[row] - 1];
            var gradient = values.Slice(index * width, width);
            if (known > 0)
            {
                Add(gradient, gradients.AsSpan(known * width, width));
            }
            else
            {
                known = ++place;
                gradient.CopyTo(gradients.AsSpan(known * width, width));
            }
        }
    }

    private void Grow(int count)
    {
        if (places.Length < count)
        {
            var capacity = Math.Max(count, 2 * places.Length);
            Array.Resize(ref places, capacity);
            Array.Resize(ref first, capacity * width);
            Array.Resize(ref second, capacity * width);
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

    /// <summary>The step of <paramref name="length"/> elements that follow one another.</summary>
    private static void Move(
        ref float weight, ref readonly float gradient, ref float first, ref float second, int length, in AdamRates rates)
    {
        nuint index = 0;
        for (; index + (nuint)Vector<float>.Count <= (nuint)length; index += (nuint)Vector<float>.Count)
        {
            var g = Vector.LoadUnsafe(in gradient, index);
            var m = (rates.Beta1 * Vector.LoadUnsafe(in first, index)) + (rates.Rest1 * g);
            var v = (rates.Beta2 * Vector.LoadUnsafe(in second, index)) + (rates.Rest2 * g * g);
            m.StoreUnsafe(ref first, index);
            v.StoreUnsafe(ref second, index);
            ((rates.Kept * Vector.LoadUnsafe(in weight, index)) - (rates.StepSize * m / (Vector.SquareRoot(v) + rates.Epsilon))).StoreUnsafe(ref weight, index);
        }
        for (; index < (nuint)length; index++)
        {
            var g = Unsafe.Add(ref Unsafe.AsRef(in gradient), index);
            ref var m = ref Unsafe.Add(ref first, index);
            ref var v = ref Unsafe.Add(ref second, index);
            m = (rates.Beta1[0] * m) + (rates.Rest1[0] * g);
            v = (rates.Beta2[0] * v) + (rates.Rest2[0] * g * g);
            ref var w = ref Unsafe.Add(ref weight, index);
            w = (rates.Kept[0] * w) - (rates.StepSize[0] * m / (MathF.Sqrt(v) + rates.Epsilon[0]));
        }
    }
}
