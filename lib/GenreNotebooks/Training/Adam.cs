using System.Runtime.InteropServices;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace GenreNotebooks.Training;

/// <summary>
/// PyTorch's Adam, or with a weight decay its AdamW. On the CPU it is one pass over the memory of each parameter, and of an embedding with sparse gradients
/// only the rows met so far are touched, which changes nothing: a row that never had a gradient has zero moments and would
/// not move. A row decays from its first gradient on. On another device it is TorchSharp's own, under which all rows decay.
/// </summary>
internal sealed class Adam : IDisposable
{
    private readonly List<(Parameter Parameter, AdamMoments Moments)> states;
    private readonly optim.Optimizer? elsewhere;
    private readonly double weightDecay;
    private int steps;

    /// <summary>Creates an optimizer whose moments are zero.</summary>
    /// <param name="parameters">The parameters, float32, all on one device.</param>
    /// <param name="learningRate">The learning rate.</param>
    /// <param name="weightDecay">Each step takes this times the learning rate off every weight that the optimizer has met.</param>
    public Adam(IEnumerable<Parameter> parameters, double learningRate, double weightDecay = 0)
    {
        this.weightDecay = weightDecay;
        states = [.. parameters.Select(parameter => (parameter, new AdamMoments(parameter)))];
        LearningRate = learningRate;
        if (states.Exists(state => state.Parameter.device_type != DeviceType.CPU))
        {
            elsewhere = optim.AdamW(states.Select(state => state.Parameter), learningRate, weight_decay: weightDecay);
        }
    }

    /// <summary>The learning rate of the next step.</summary>
    public double LearningRate { get; set; }

    /// <summary>The number of steps and the moments of each parameter; null on another device than the CPU.</summary>
    internal (int Steps, IReadOnlyList<AdamMoments> Moments)? State => elsewhere is null ? (steps, states.ConvertAll(state => state.Moments)) : null;

    /// <summary>Goes on as an optimizer that has made so many steps; its moments are set on their own.</summary>
    internal void GoOnAfter(int stepsMade) => steps = stepsMade;

    /// <summary>Forgets the gradients of the last step.</summary>
    public void ZeroGrad()
    {
        foreach (var (parameter, _) in states)
        {
            parameter.grad = null;
        }
    }

    /// <summary>Moves every parameter that has a gradient.</summary>
    public void Step()
    {
        if (elsewhere is not null)
        {
            StepElsewhere();
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
            GC.KeepAlive(gradient); // its last use above is a span over its memory
            GC.KeepAlive(parameter);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => elsewhere?.Dispose();

    private void StepElsewhere()
    {
        foreach (var (parameter, _) in states)
        {
            if (parameter.grad is { is_sparse: true } gradient)
            {
                parameter.grad = gradient.to_dense();
            }
        }
        foreach (var group in elsewhere!.ParamGroups)
        {
            group.LearningRate = LearningRate;
        }
        elsewhere.step();
    }

    private static Span<float> Floats(Tensor tensor) => MemoryMarshal.Cast<byte, float>(tensor.bytes);
}
