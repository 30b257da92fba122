using System.Runtime.InteropServices;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace GenreNotebooks.Training;

/// <summary>
/// PyTorch's Adam or, with weight decay, AdamW. Under Adam an embedding's row also moves in steps in which it has no gradient. Here these steps
/// are made up for when a batch reads the row again, all at once, because a row without a gradient depends on nothing else: same mathematics,
/// a fraction of the work. Weight decay on a row starts with its first gradient. It is for parameters on the CPU.
/// </summary>
internal sealed class Adam : IOptimizer
{
    private readonly List<(Parameter Parameter, AdamMoments Moments)> states;
    private readonly AdamSteps steps;
    private readonly double first;

    /// <summary>Creates an optimizer with zero moments.</summary>
    /// <param name="parameters">The parameters, float32, on the CPU.</param>
    /// <param name="learningRate">The learning rate.</param>
    /// <param name="weightDecay">The weight decay: each step shrinks every weight by this times the learning rate, except embedding rows that have had no gradient.</param>
    public Adam(IEnumerable<Parameter> parameters, double learningRate, double weightDecay = 0)
    {
        steps = new(weightDecay);
        states = [.. parameters.Select(parameter => (parameter, new AdamMoments(parameter, steps)))];
        LearningRate = first = learningRate;
    }

    /// <summary>The learning rate of the next step.</summary>
    public double LearningRate { get; set; }

    /// <inheritdoc/>
    public double LearningRateFactor
    {
        set => LearningRate = first * value;
    }

    /// <inheritdoc/>
    public bool TakesSparseGradients => true;

    /// <summary>The number of steps and the moments of each parameter. All rows must be current.</summary>
    internal (int Steps, IReadOnlyList<AdamMoments> Moments) State => (steps.Count, states.ConvertAll(state => state.Moments));

    /// <summary>Sets the number of steps made so far; the moments are set separately.</summary>
    internal void ResumeAfter(int stepsMade) => steps.ResumeAfter(stepsMade);

    /// <inheritdoc/>
    public void ZeroGrad()
    {
        foreach (var (parameter, _) in states)
        {
            parameter.grad = null;
        }
    }

    /// <inheritdoc/>
    public void MakeCurrent(Tensor weight, Tensor rows)
    {
        MomentsOf(weight)?.MakeCurrent(Floats(weight), Longs(rows));
        GC.KeepAlive(weight); // the spans above do not keep the tensors alive
        GC.KeepAlive(rows);
    }

    /// <inheritdoc/>
    public void MakeCurrent()
    {
        foreach (var (parameter, moments) in states.Where(state => state.Moments.IsByRow))
        {
            moments.MakeCurrent(Floats(parameter));
            GC.KeepAlive(parameter);
        }
    }

    /// <inheritdoc/>
    public void Step()
    {
        foreach (var (parameter, moments) in states.Where(state => state.Moments.IsByRow && state.Parameter.grad is { is_sparse: false }))
        {
            moments.MakeCurrent(Floats(parameter));
        }
        steps.Add(LearningRate);
        foreach (var (parameter, moments) in states)
        {
            using var gradient = parameter.grad;
            if (gradient is { is_sparse: true } && moments.IsByRow)
            {
                using var rows = gradient.SparseIndices;
                using var values = gradient.SparseValues;
                moments.Step(Floats(parameter), Longs(rows), Floats(values));
                GC.KeepAlive(rows);
                GC.KeepAlive(values);
            }
            else if (gradient is { is_sparse: true })
            {
                using var dense = gradient.to_dense(); // of an embedding that is read without making its rows current
                moments.Step(Floats(parameter), Floats(dense));
                GC.KeepAlive(dense);
            }
            else if (gradient is not null)
            {
                moments.Step(Floats(parameter), Floats(gradient));
            }
            GC.KeepAlive(gradient);
            GC.KeepAlive(parameter);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        // Its memory is managed.
    }

    // An embedding returns a new object for its weights each time, so they are found by their memory.
    private AdamMoments? MomentsOf(Tensor weight)
    {
        foreach (var (parameter, moments) in states)
        {
            if (Floats(parameter) == Floats(weight))
            {
                return moments;
            }
        }
        return null; // weights that it does not update
    }

    private static Span<long> Longs(Tensor tensor) => MemoryMarshal.Cast<byte, long>(tensor.bytes);

    private static Span<float> Floats(Tensor tensor) => MemoryMarshal.Cast<byte, float>(tensor.bytes);
}
