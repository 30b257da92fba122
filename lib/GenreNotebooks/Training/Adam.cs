using System.Runtime.InteropServices;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace GenreNotebooks.Training;

/// <summary>
/// PyTorch's Adam or, with weight decay, AdamW. Under Adam an embedding's row also moves in steps in which it has no gradient. Here these steps
/// are made up for when a batch reads the row again, all at once, because a row without a gradient depends on nothing else: same mathematics,
/// a fraction of the work. Weight decay on a row starts with its first gradient. On devices other than the CPU this is TorchSharp's optimizer,
/// which decays all rows.
/// </summary>
internal sealed class Adam : IDisposable
{
    private readonly List<(Parameter Parameter, AdamMoments Moments)> states;
    private readonly AdamSteps steps;
    private readonly optim.Optimizer? deviceOptimizer;

    /// <summary>Creates an optimizer with zero moments.</summary>
    /// <param name="parameters">The parameters, float32, all on the same device.</param>
    /// <param name="learningRate">The learning rate.</param>
    /// <param name="weightDecay">The weight decay: each step shrinks every weight by this times the learning rate, except embedding rows that have had no gradient.</param>
    public Adam(IEnumerable<Parameter> parameters, double learningRate, double weightDecay = 0)
    {
        steps = new(weightDecay);
        states = [.. parameters.Select(parameter => (parameter, new AdamMoments(parameter, steps)))];
        LearningRate = learningRate;
        if (states.Exists(state => state.Parameter.device_type != DeviceType.CPU))
        {
            deviceOptimizer = optim.AdamW(states.Select(state => state.Parameter), learningRate, weight_decay: weightDecay);
        }
    }

    /// <summary>The learning rate of the next step.</summary>
    public double LearningRate { get; set; }

    /// <summary>The number of steps and the moments of each parameter; null on devices other than the CPU. All rows must be current.</summary>
    internal (int Steps, IReadOnlyList<AdamMoments> Moments)? State => deviceOptimizer is null ? (steps.Count, states.ConvertAll(state => state.Moments)) : null;

    /// <summary>Sets the number of steps made so far; the moments are set separately.</summary>
    internal void ResumeAfter(int stepsMade) => steps.ResumeAfter(stepsMade);

    /// <summary>Clears the gradients of the last step.</summary>
    public void ZeroGrad()
    {
        foreach (var (parameter, _) in states)
        {
            parameter.grad = null;
        }
    }

    /// <summary>Makes rows of an embedding current before a forward pass reads them. Only then may their gradients be sparse.</summary>
    /// <param name="weight">The embedding's weights, <c>[rows, dim]</c>.</param>
    /// <param name="rows">The rows that are read, int64; a row may occur more than once.</param>
    public void MakeCurrent(Tensor weight, Tensor rows)
    {
        if (deviceOptimizer is null)
        {
            MomentsOf(weight).MakeCurrent(Floats(weight), Longs(rows));
            GC.KeepAlive(weight); // the spans above do not keep the tensors alive
            GC.KeepAlive(rows);
        }
    }

    /// <summary>Makes all rows current, for readers other than the next forward pass.</summary>
    public void MakeCurrent()
    {
        foreach (var (parameter, moments) in states.Where(state => state.Moments.IsByRow))
        {
            moments.MakeCurrent(Floats(parameter));
            GC.KeepAlive(parameter);
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
                using var dense = gradient.to_dense(); // of an embedding that is read without telling this optimizer
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

    // An embedding returns a new object for its weights each time, so they are found by their memory.
    private AdamMoments MomentsOf(Tensor weight)
    {
        foreach (var (parameter, moments) in states)
        {
            if (Floats(parameter) == Floats(weight))
            {
                return moments;
            }
        }
        throw new ArgumentException("The optimizer was created for other weights.", nameof(weight));
    }

    private static Span<long> Longs(Tensor tensor) => MemoryMarshal.Cast<byte, long>(tensor.bytes);

    private static Span<float> Floats(Tensor tensor) => MemoryMarshal.Cast<byte, float>(tensor.bytes);
}
