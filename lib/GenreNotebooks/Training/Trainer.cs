using System.Diagnostics;
using GenreNotebooks.Models;
using GenreNotebooks.Native;
using GenreNotebooks.Vectorization;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace GenreNotebooks.Training;

/// <summary>The post's training loop, one for all networks (section <i>Model Building</i>).</summary>
/// <param name="options">The options; the defaults are the post's.</param>
/// <param name="method">What replaces the post's optimizer, loss or learning rate, if anything.</param>
public sealed class Trainer(TrainingOptions options, TrainingMethod? method = null)
{
    private readonly TrainingOptions options = options.Validated();
    private readonly CrossEntropy criterion = new(options.LabelSmoothing);

    /// <summary>The checkpoint, saved after each epoch; null for none. To resume from its file, read that first (<c>RunCheckpoints.Resume</c>).</summary>
    public TrainingCheckpoint? Checkpoint { get; init; }

    /// <summary>Whether batches hold sets of songs by one artist, see <see cref="SongBatches.InSets"/>.</summary>
    internal bool InSets { get; init; }

    /// <summary>The finished epochs of the last <see cref="Fit"/>, even if it was interrupted or failed; empty before the first.</summary>
    public TrainingHistory History { get; private set; } = new([]);

    /// <summary>Trains a network and evaluates it on the test songs after each epoch. Interrupting the cell cancels training.</summary>
    /// <param name="model">The network; its weights change.</param>
    /// <param name="train">The training songs.</param>
    /// <param name="test">The test songs, used only for evaluation.</param>
    /// <param name="onEpoch">Called after each epoch.</param>
    /// <param name="cancellation">Stops training before the next step.</param>
    /// <returns>The <see cref="History"/>.</returns>
    /// <exception cref="OperationCanceledException">Training was cancelled; <see cref="History"/> has the finished epochs.</exception>
    /// <exception cref="DivergedException">A logit was NaN or infinite; <see cref="History"/> has the epochs before.</exception>
    /// <exception cref="InputException">
    /// CUDA is requested but not available, a checkpoint cannot be written, the network's logits have another shape than <c>[batch, genres]</c>, or
    /// an option is set that the training method would ignore.
    /// </exception>
    public TrainingHistory Fit(
        Module<SongBatch, Tensor> model,
        SongDataset train,
        SongDataset test,
        Action<EpochResult>? onEpoch = null,
        CancellationToken cancellation = default)
    {
        using var stop = NotebookEngine.Linked(cancellation);
        var epochs = new List<EpochResult>(Checkpoint?.Epochs ?? []);
        History = new(epochs);
        var restored = Learn(model, train, Note, stop.Token);
        return History = History with { RestoredEpoch = restored };

        void Note(int epoch, RunningScore learnt, TimeSpan time)
        {
            using var kept = new KeptBuffers(model); // batch normalization learns from whatever passes in training mode
            model.train(options.DropoutWhileTesting);
            var tested = Measure(model, Inference.Batches(test, options.Seed, epoch), stop.Token);
            epochs.Add(new(epoch, learnt.Loss, learnt.Accuracy, tested.Loss, tested.Accuracy, time.TotalSeconds));
            onEpoch?.Invoke(epochs[^1]);
        }
    }

    /// <summary>Trains a network and computes only its running score on the training songs.</summary>
    /// <param name="model">The network; its weights change.</param>
    /// <param name="train">The training songs.</param>
    /// <param name="onEpoch">Called after each epoch with its number (from 1), running score and duration.</param>
    /// <param name="cancellation">Stops training before the next step.</param>
    /// <returns>With early stopping (<see cref="TrainingOptions.Patience"/>), the epoch whose weights were restored; else null.</returns>
    internal int? Learn(
        Module<SongBatch, Tensor> model,
        SongDataset train,
        Action<int, RunningScore, TimeSpan>? onEpoch = null,
        CancellationToken cancellation = default)
    {
        method?.Require(options);
        var device = ChooseDevice();
        ModelKinds.RequireTokens(model, train.VocabularySize);
        NetworkState.RequireTrainable(model);
        History = History with { Options = options, Method = method, FirstWeights = NetworkState.Sha256(model) };
        model.to(device);
        using var stopping = options.Patience > 0 ? new EarlyStopping(model, options.Patience) : null;
        (train, var validation) = stopping is null ? (train, null) : train.SplitValidation(options.Seed);
        var batches = new SongBatches(train, options.BatchSize, options.Seed) { InSets = InSets };
        using var hooks = new LayerHooks(model);
        var optimizer = options.ResetOptimizerEachEpoch ? null : NewOptimizer(model, device);
        try
        {
            var first = 1 + (Checkpoint?.Restore(model, optimizer, stopping) ?? 0);
            for (var epoch = first; epoch <= options.Epochs && stopping is not { IsOver: true }; epoch++)
            {
                if (options.ResetOptimizerEachEpoch)
                {
                    optimizer?.Dispose();
                    optimizer = NewOptimizer(model, device);
                }
                try
                {
                    var clock = Stopwatch.StartNew();
                    var learnt = TrainEpoch(model, optimizer!, hooks, epoch, batches, device, cancellation);
                    onEpoch?.Invoke(epoch, learnt, clock.Elapsed);
                    stopping?.Note(epoch, ValidationLoss(model, validation!, cancellation));
                }
                catch (DivergedException exception) when (exception.Epoch is null)
                {
                    throw Diverged(epoch, step: null);
                }
                Checkpoint?.Save(model, options.ResetOptimizerEachEpoch ? null : optimizer, stopping, History.Epochs);
            }
            return stopping?.Restore();
        }
        finally
        {
            optimizer?.Dispose();
        }
    }

    private IOptimizer NewOptimizer(Module<SongBatch, Tensor> model, Device device)
    {
        Parameter[] parameters = [.. model.parameters()];
        if (method?.Optimizer is not null)
        {
            return method.Create(parameters, options.LearningRate);
        }
        return device.type == DeviceType.CPU
            ? new Adam(parameters, options.LearningRate, options.WeightDecay)
            : new TorchOptimizer(parameters, optim.AdamW(parameters, options.LearningRate, weight_decay: options.WeightDecay));
    }

    /// <summary>One pass over the training songs.</summary>
    private RunningScore TrainEpoch(
        Module<SongBatch, Tensor> model,
        IOptimizer optimizer,
        LayerHooks hooks,
        int epoch,
        SongBatches batches,
        Device device,
        CancellationToken cancellation)
    {
        model.train();
        var score = new RunningScore();
        hooks.Optimizer = optimizer;
        try
        {
            foreach (var (index, songs) in batches.OfEpoch(epoch).Index())
            {
                cancellation.ThrowIfCancellationRequested();
                using var step = NewDisposeScope();
                using var batch = songs;
                (batch.Device, batch.TakesSparseGradients) = (device, optimizer.TakesSparseGradients);
                optimizer.LearningRateFactor = LearningRateFactorAt((epoch - 1.0 + ((double)index / batches.Count)) / options.Epochs);
                optimizer.ZeroGrad();
                var logits = Inference.Checked(model.call(batch), batch);
                if (!Inference.IsFinite(logits))
                {
                    throw Diverged(epoch, index + 1);
                }
                Backward(logits, batch);
                optimizer.Step();
                score.Add(logits, batch);
            }
            return score;
        }
        finally
        {
            hooks.Optimizer = null;
            optimizer.MakeCurrent(); // also after an interruption: the network stays usable
        }
    }

    private void Backward(Tensor logits, SongBatch batch)
    {
        if (method?.Loss is not null)
        {
            method.LossOf(logits, batch.Labels).backward();
        }
        else
        {
            logits.backward([criterion.Gradient(logits, batch)]);
        }
    }

    private double LearningRateFactorAt(double progress) =>
        method?.Schedule is null ? options.LearningRateFactorAt(progress) : method.FactorAt(progress);

    private DivergedException Diverged(int epoch, int? step)
    {
        var place = step is null ? "after its last step" : FormattableString.Invariant($"step {step}");
        var advice = (epoch, step) == (1, 1) ? "It has learnt nothing yet: create it again, because its weights may come from a training that diverged."
            : FormattableString.Invariant($"Try a learning rate below {options.LearningRate}{(options.WeightDecay > 0 ? FormattableString.Invariant($" or a weight decay below {options.WeightDecay}") : "")}.");
        return new(FormattableString.Invariant($"Training diverged in epoch {epoch}, {place}: the network computes NaN or infinity. {advice}"), epoch, step);
    }

    private static double ValidationLoss(Module<SongBatch, Tensor> model, SongDataset validation, CancellationToken cancellation)
    {
        model.eval();
        return Measure(model, Inference.Batches(validation), cancellation).Loss;
    }

    private static RunningScore Measure(Module<SongBatch, Tensor> model, IEnumerable<SongBatch> batches, CancellationToken cancellation)
    {
        var score = new RunningScore();
        Inference.Run(model, batches, (batch, logits) => score.Add(logits, batch), cancellation);
        return score;
    }

    private Device ChooseDevice()
    {
        LibTorch.Load();
        var cuda = torch.cuda.is_available();
        if (options.Device == "cuda" && !cuda)
        {
            throw new InputException("The device cuda is not available, as LibTorch finds no CUDA on this machine: expected cpu or auto.");
        }
        return cuda && options.Device != "cpu" ? CUDA : CPU;
    }
}
