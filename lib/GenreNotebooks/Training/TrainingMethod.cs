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
    /// <c>(parameters, learningRate) => optim.SGD(parameters, learningRate, momentum: 0.9)</c>. At least one of its groups must have that learning
    /// rate, which records show. It is created again each epoch if <see cref="TrainingOptions.ResetOptimizerEachEpoch"/> is set, as it is by
    /// default. Optimizers that compute the loss themselves, such as LBFGS, cannot be used.
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

    /// <summary>Creates the optimizer.</summary>
    /// <exception cref="InputException">It cannot be used.</exception>
    internal TorchOptimizer Create(IReadOnlyList<Parameter> parameters, double learningRate)
    {
        var optimizer = Optimizer!(parameters, learningRate) ?? throw new InputException($"The training method '{Name}' created no optimizer.");
        if (optimizer is LBFGS)
        {
            throw new InputException($"The training method '{Name}' has the optimizer LBFGS, which computes the loss itself: expected one that makes a step from gradients, such as SGD.");
        }
        var rates = optimizer.ParamGroups.Select(group => group.LearningRate).ToList();
        return rates.Contains(learningRate)
            ? new(parameters, optimizer)
            : throw new InputException(FormattableString.Invariant($"The optimizer of the training method '{Name}' has the learning rate {rates[0]}, but the options have {learningRate}, which records show: set the option LearningRate to {rates[0]}, and create the optimizer with the learning rate that it is given."));
    }

    /// <summary>The loss.</summary>
    /// <exception cref="InputException">It is not a scalar that depends on the logits.</exception>
    internal Tensor LossOf(Tensor logits, Tensor labels)
    {
        var loss = Loss!(logits, labels);
        return loss is { requires_grad: true } && loss.numel() == 1
            ? loss
            : throw new InputException($"The loss of the training method '{Name}' is {(loss is null ? "null" : $"{loss.dtype} [{string.Join(", ", loss.shape)}]{(loss.requires_grad ? "" : " without a gradient")}")}: expected a scalar computed from the logits.");
    }

    /// <summary>The factor of the learning rate.</summary>
    /// <exception cref="InputException">It is negative or not finite.</exception>
    internal double FactorAt(double progress) => Schedule!(progress) is var factor && factor >= 0 && double.IsFinite(factor)
        ? factor
        : throw new InputException(FormattableString.Invariant($"The schedule of the training method '{Name}' gives {Schedule!(progress)} at {progress:0.000} of the run: expected a factor of 0 or more."));

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
