using TorchSharp.Modules;
using static TorchSharp.torch;

namespace GenreNotebooks.Training;

/// <summary>What replaces the post's optimizer, loss or learning rate. What is left null stays as in the post.</summary>
/// <param name="name">The name in records and tables. Use different names for different methods.</param>
public sealed class TrainingMethod(string name)
{
    /// <summary>The name in records and tables.</summary>
    public string Name { get; } = string.IsNullOrWhiteSpace(name) ? throw new InputException("The training method has no name: expected one, such as SGD with momentum.") : name;

    /// <summary>
    /// Creates the optimizer from the parameters and <see cref="TrainingOptions.LearningRate"/>, such as
    /// <c>(parameters, learningRate) => optim.SGD(parameters, learningRate, momentum: 0.9)</c>. It is created again each epoch if
    /// <see cref="TrainingOptions.ResetOptimizerEachEpoch"/> is set, as it is by default.
    /// </summary>
    public Func<IEnumerable<Parameter>, double, optim.Optimizer>? Optimizer { get; init; }

    /// <summary>
    /// Computes the loss to minimise, a scalar, from the logits <c>[batch, classes]</c> and the labels <c>[batch]</c>, such as
    /// <c>CrossEntropyLoss(weight).call</c>. The losses of a history remain cross-entropies, so that runs can be compared.
    /// </summary>
    public Func<Tensor, Tensor, Tensor>? Loss { get; init; }

    /// <summary>
    /// The factor of the learning rate at a point of the run, such as <c>progress => 1 - progress</c>: <c>progress</c> is the share of the run's
    /// steps done so far, at least 0 and below 1. PyTorch's <c>LambdaLR</c>, by steps instead of epochs.
    /// </summary>
    public Func<double, double>? Schedule { get; init; }

    /// <summary>Checks that no option is set that the method would ignore.</summary>
    /// <exception cref="InputException">One is.</exception>
    internal void Require(TrainingOptions options)
    {
        Refuse(Optimizer is not null && options.WeightDecay != 0, nameof(options.WeightDecay), "optimizer");
        Refuse(Loss is not null && options.LabelSmoothing != 0, nameof(options.LabelSmoothing), "loss");
        Refuse(Schedule is not null && options.CosineDecay, nameof(options.CosineDecay), "schedule");

        void Refuse(bool ignored, string option, string part)
        {
            if (ignored)
            {
                throw new InputException($"The option {option} is set, but the training method '{Name}' has its own {part}: give the {part} this setting, and leave the option out.");
            }
        }
    }
}
