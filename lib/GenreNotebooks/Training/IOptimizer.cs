using TorchSharp.Modules;
using static TorchSharp.torch;

namespace GenreNotebooks.Training;

/// <summary>What the trainer needs of an optimizer.</summary>
internal interface IOptimizer : IDisposable
{
    /// <summary>Sets the learning rate of the next step, as a share of the learning rate that the optimizer was created with.</summary>
    double LearningRateFactor { set; }

    /// <summary>Whether the gradients of embeddings may be sparse. Their rows are then made current before they are read.</summary>
    bool TakesSparseGradients { get; }

    /// <summary>Clears the gradients of the last step.</summary>
    void ZeroGrad();

    /// <summary>Makes rows of an embedding current before a forward pass reads them.</summary>
    /// <param name="weight">The embedding's weights, <c>[rows, dim]</c>.</param>
    /// <param name="rows">The rows that are read, int64; a row may occur more than once.</param>
    void MakeCurrent(Tensor weight, Tensor rows);

    /// <summary>Makes all rows current, for readers other than the next forward pass.</summary>
    void MakeCurrent();

    /// <summary>Updates every parameter that has a gradient.</summary>
    void Step();
}

/// <summary>An optimizer of TorchSharp.</summary>
/// <param name="parameters">The parameters that it updates.</param>
/// <param name="optimizer">The optimizer, which is disposed with this object.</param>
internal sealed class TorchOptimizer(IReadOnlyList<Parameter> parameters, optim.Optimizer optimizer) : IOptimizer
{
    private readonly double[] learningRates = [.. optimizer.ParamGroups.Select(group => group.LearningRate)];

    /// <inheritdoc/>
    public double LearningRateFactor
    {
        set
        {
            foreach (var (group, learningRate) in optimizer.ParamGroups.Zip(learningRates))
            {
                group.LearningRate = learningRate * value;
            }
        }
    }

    /// <inheritdoc/>
    public bool TakesSparseGradients => false;

    /// <summary>The optimizer's state in TorchSharp's format.</summary>
    public byte[] State
    {
        get
        {
            using var bytes = new MemoryStream();
            using var writer = new BinaryWriter(bytes);
            Savable.save_state_dict(writer);
            writer.Flush();
            return bytes.ToArray();
        }
        set
        {
            using var reader = new BinaryReader(new MemoryStream(value));
            Savable.load_state_dict(reader);
        }
    }

    private OptimizerHelper Savable => optimizer as OptimizerHelper
        ?? throw new InputException($"The state of {optimizer.GetType().Name} cannot be saved: set the option ResetOptimizerEachEpoch, or omit the checkpoint.");

    /// <inheritdoc/>
    public void ZeroGrad()
    {
        foreach (var parameter in parameters)
        {
            parameter.grad = null;
        }
    }

    /// <inheritdoc/>
    public void MakeCurrent(Tensor weight, Tensor rows)
    {
        // All rows always are.
    }

    /// <inheritdoc/>
    public void MakeCurrent()
    {
        // All rows always are.
    }

    /// <inheritdoc/>
    public void Step()
    {
        foreach (var parameter in parameters)
        {
            if (parameter.grad is { is_sparse: true } gradient)
            {
                parameter.grad = gradient.to_dense();
            }
        }
        optimizer.step();
    }

    /// <inheritdoc/>
    public void Dispose() => optimizer.Dispose();
}
