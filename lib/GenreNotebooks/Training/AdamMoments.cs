using System.Numerics.Tensors;
using TorchSharp.Modules;

namespace GenreNotebooks.Training;

/// <summary>
/// Adam's two moments of one parameter: of a parameter with dense gradients as one row, of an embedding by row, with the step up to which each
/// row is current.
/// </summary>
/// <param name="parameter">The parameter.</param>
/// <param name="steps">The steps so far.</param>
internal sealed class AdamMoments(Parameter parameter, AdamSteps steps)
{
    private int width = (int)parameter.numel();
    private float[] moments = [];   // for each row, the first moments and then the second, side by side in memory
    private int[] current = [];     // for each row of an embedding, the step up to which it is current; 0 before its first gradient
    private int[] places = [];      // for each row of an embedding, 1 + the index of its gradient in this step; 0 for none
    private float[] gradients = []; // the gradients of this step's rows

    /// <summary>Whether the moments are kept by row.</summary>
    public bool IsByRow => current.Length > 0;

    /// <summary>The rows of an embedding that have had gradients (otherwise empty), and the moments, all current.</summary>
    public (int[] Rows, float[] First, float[] Second) State
    {
        get
        {
            int[] rows = [.. Enumerable.Range(0, current.Length).Where(row => current[row] > 0)];
            int[] kept = IsByRow ? rows : moments.Length > 0 ? [0] : [];
            return (rows, [.. kept.SelectMany(row => First(row).ToArray())], [.. kept.SelectMany(row => Second(row).ToArray())]);
        }
        set
        {
            if (value.First.Length == 0)
            {
                return; // no gradient yet
            }
            Allocate(byRow: value.Rows.Length > 0);
            int[] kept = IsByRow ? value.Rows : [0];
            for (var index = 0; (index + 1) * width <= value.First.Length; index++)
            {
                value.First.AsSpan(index * width, width).CopyTo(First(kept[index]));
                value.Second.AsSpan(index * width, width).CopyTo(Second(kept[index]));
            }
            Array.ForEach(value.Rows, row => current[row] = steps.Count);
        }
    }

    /// <summary>Makes all rows of an embedding current.</summary>
    public void MakeCurrent(Span<float> weights)
    {
        for (var row = 0; row < current.Length; row++)
        {
            MakeCurrent(weights, row);
        }
    }

    /// <summary>Makes some rows of an embedding current; a row may occur more than once.</summary>
    public void MakeCurrent(Span<float> weights, ReadOnlySpan<long> rows)
    {
        Allocate(byRow: true);
        foreach (var row in rows)
        {
            if (row < 0 || row >= current.Length)
            {
                throw new InputException($"A network reads row {row} of an embedding that has {current.Length}: create the network with the vocabulary size of the songs.");
            }
            MakeCurrent(weights, (int)row);
        }
    }

    /// <summary>Makes a step with a gradient for every element. All rows must have been current before it.</summary>
    public void Step(Span<float> weights, ReadOnlySpan<float> gradient)
    {
        if (weights.IsEmpty)
        {
            return;
        }
        Allocate(byRow: false);
        for (var row = 0; (row + 1) * width <= weights.Length; row++) // a single row, unless rows were made current
        {
            steps.Last.Move(weights.Slice(row * width, width), gradient.Slice(row * width, width), First(row), Second(row));
        }
        Array.Fill(current, steps.Count);
    }

    /// <summary>Makes a step with gradients for some rows, which must have been current before it; a row may occur more than once.</summary>
    public void Step(Span<float> weights, ReadOnlySpan<long> rows, ReadOnlySpan<float> values)
    {
        Gather(rows, values);
        var step = steps.Last;
        foreach (int row in rows)
        {
            if (places[row] > 0)
            {
                step.Move(weights.Slice(row * width, width), gradients.AsSpan((places[row] - 1) * width, width), First(row), Second(row));
                (places[row], current[row]) = (0, steps.Count);
            }
        }
    }

    /// <summary>Sums the gradients of each row.</summary>
    private void Gather(ReadOnlySpan<long> rows, ReadOnlySpan<float> values)
    {
        gradients = gradients.Length < values.Length ? new float[values.Length] : gradients;
        var count = 0;
        for (var index = 0; index < rows.Length; index++)
        {
            ref var place = ref places[rows[index]];
            var value = values.Slice(index * width, width);
            if (place == 0)
            {
                value.CopyTo(gradients.AsSpan(count * width));
                place = ++count;
            }
            else
            {
                var sum = gradients.AsSpan((place - 1) * width, width);
                TensorPrimitives.Add(value, sum, sum);
            }
        }
    }

    private void MakeCurrent(Span<float> weights, int row)
    {
        if (current[row] is > 0 and var step && step < steps.Count)
        {
            steps.Since(step).Move(weights.Slice(row * width, width), First(row), Second(row));
            current[row] = steps.Count;
        }
    }

    private void Allocate(bool byRow)
    {
        if (moments.Length > 0)
        {
            return;
        }
        moments = new float[2 * parameter.numel()];
        if (byRow)
        {
            var rows = (int)parameter.shape[0];
            (width, current, places) = (width / rows, new int[rows], new int[rows]);
        }
    }

    private Span<float> First(int row) => moments.AsSpan(2 * row * width, width);

    private Span<float> Second(int row) => moments.AsSpan(((2 * row) + 1) * width, width);
}
