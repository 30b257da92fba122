using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace GenreNotebooks.Training;

/// <summary>
/// PyTorch's Adam or, with weight decay, AdamW. On the CPU a step is one pass over the memory of each parameter. For an embedding with sparse
/// gradients it updates only the rows that have had a gradient; the others have zero moments and would not move anyway. Weight decay on a
/// row starts with its first gradient. On other devices this is TorchSharp's optimizer, which decays all rows.
/// </summary>
internal sealed class Adam : IDisposable
{
    private readonly List<(Parameter Parameter, AdamMoments Moments)> states;
    private readonly optim.Optimizer? deviceOptimizer;
    private readonly double weightDecay;
    private int steps;

    /// <summary>Creates an optimizer with zero moments.</summary>
    /// <param name="parameters">The parameters, float32, all on the same device.</param>
    /// <param name="learningRate">The learning rate.</param>
    /// <param name="weightDecay">The weight decay: each step shrinks every weight by this times the learning rate, except embedding rows that have had no gradient.</param>
    public Adam(IEnumerable<Parameter> parameters, double learningRate, double weightDecay = 0)
    {
        this.weightDecay = weightDecay;
        states = [.. parameters.Select(parameter => (parameter, new AdamMoments(parameter)))];
        LearningRate = learningRate;
        if (states.Exists(state => state.Parameter.device_type != DeviceType.CPU))
        {
            deviceOptimizer = optim.AdamW(states.Select(state => state.Parameter), learningRate, weight_decay: weightDecay);
        }
    }

    /// <summary>The learning rate of the next step.</summary>
    public double LearningRate { get; set; }

    /// <summary>The number of steps and the moments of each parameter; null on devices other than the CPU.</summary>
    internal (int Steps, IReadOnlyList<AdamMoments> Moments)? State => deviceOptimizer is null ? (steps, states.ConvertAll(state => state.Moments)) : null;

    /// <summary>Sets the number of steps made so far; the moments are set separately.</summary>
    internal void ResumeAfter(int stepsMade) => steps = stepsMade;

    /// <summary>Clears the gradients of the last step.</summary>
    public void ZeroGrad()
    {
        foreach (var (parameter, _) in states)
        {
            parameter.grad = null;
        }
    }

    /// <summary>Updates every parameter that has a gradient.</summary>
    public void Step()
    {
        if (deviceOptimizer is not null)
        {
            StepOnDevice();
            return;
        }
        var rates = new AdamRates(++steps, LearningRate, weightDecay);
        foreach (var (parameter, moments) in states)
        {
            using var gradient = parameter.grad;
            if (gradient is { is_sparse: true })
            {
                using var rows = gradient.SparseIndices;
                using var values = gradient.SparseValues;
                moments.Step(Floats(parameter), MemoryMarshal.Cast<byte, long>(rows.bytes), Floats(values), rates);
                GC.KeepAlive(rows);
                GC.KeepAlive(values);
            }
            else if (gradient is not null)
            {
                moments.Step(Floats(parameter), Floats(gradient), rates);
            }
            GC.KeepAlive(gradient); // the spans above do not keep the tensor alive
            GC.KeepAlive(parameter);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => deviceOptimizer?.Dispose();

    private void StepOnDevice()
    {
        foreach (var (parameter, _) in states)
        {
            if (parameter.grad is { is_sparse: true } gradient)
            {
                parameter.grad = gradient.to_dense();
            }
        }
        foreach (var group in deviceOptimizer!.ParamGroups)
        {
            group.LearningRate = LearningRate;
        }
        deviceOptimizer.step();
    }

    private static Span<float> Floats(Tensor tensor) => MemoryMarshal.Cast<byte, float>(tensor.bytes);
}

/// <summary>
/// Adam's two moments of one parameter. The rows of a sparse parameter get slots in the order of their first gradients, which keeps
/// the moments contiguous in memory.
/// </summary>
internal sealed class AdamMoments(Parameter parameter)
{
    private readonly int width = (int)(parameter.numel() / parameter.shape[0]);
    private List<int> rows = []; // the row of each slot
    private int[] slots = [];             // 1 + the slot of each row, 0 for a row without a slot
    private float[] first = [];
    private float[] second = [];
    private int[] places = [];            // for each slot, the index of its gradient in this step, 0 for none
    private float[] gradients = [];       // the gradients of this step's rows; the first row is zeros

    /// <summary>The rows in the order of their slots (empty for a parameter without sparse gradients), and their moments.</summary>
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

    /// <summary>Makes a step with a gradient for every element.</summary>
    public void Step(Span<float> weights, ReadOnlySpan<float> gradient, in AdamRates rates)
    {
        Array.Resize(ref first, weights.Length);
        Array.Resize(ref second, weights.Length);
        Move(ref weights[0], in gradient[0], ref first[0], ref second[0], weights.Length, in rates);
    }

    /// <summary>Makes a step with gradients for some rows; a row may occur more than once.</summary>
    public void Step(Span<float> weights, ReadOnlySpan<long> gradientRows, ReadOnlySpan<float> values, in AdamRates rates)
    {
        Gather(gradientRows, values, weights.Length / width);
        for (int slot = 0, start = 0; slot < rows.Count; slot++, start += width)
        {
            Move(ref weights[rows[slot] * width], in gradients[places[slot] * width], ref first[start], ref second[start], width, in rates);
            places[slot] = 0;
        }
    }

    /// <summary>Sums the gradients of each row; a new row gets the next slot.</summary>
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

    /// <summary>Updates <paramref name="length"/> consecutive elements.</summary>
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

/// <summary>
/// Adam's coefficients at one step, with PyTorch's defaults, in every lane of a vector. PyTorch divides the root of the second
/// moment by the root of its bias correction; here step size and epsilon are multiplied by it, which saves a division.
/// </summary>
internal readonly struct AdamRates
{
    private const double FirstDecay = 0.9, SecondDecay = 0.999, Stability = 1e-8;

    /// <param name="step">The number of the step, from 1.</param>
    /// <param name="learningRate">The learning rate.</param>
    /// <param name="weightDecay">AdamW's weight decay.</param>
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
