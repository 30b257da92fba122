using System.Diagnostics;
using GenreNotebooks.Vectorization;
using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace GenreNotebooks.Training;

/// <summary>The post's training loop, one for all three networks (section <i>Model Building</i>).</summary>
/// <param name="options">The options; by default the post's.</param>
public sealed class Trainer(TrainingOptions options)
{
    // Test songs a forward pass: the result does not depend on it, the time does.
    private const int EvaluationBatch = 256;

    private readonly TrainingOptions options = options.Validated();

    /// <summary>Where each epoch is kept, to go on from; null for nowhere.</summary>
    internal TrainingCheckpoint? Checkpoint { get; init; }

    /// <summary>The finished epochs of the last <see cref="Fit"/>, also of one that was interrupted or failed; before the first, none.</summary>
    public TrainingHistory History { get; private set; } = new([]);

    /// <summary>Trains a model and measures it on the test songs after every epoch. Interrupting the cell ends it as a cancelled token does.</summary>
    /// <param name="model">The network; its weights change.</param>
    /// <param name="train">The songs to learn from.</param>
    /// <param name="test">The songs to measure on; nothing is learnt from them.</param>
    /// <param name="onEpoch">Is told every finished epoch.</param>
    /// <param name="cancellation">Ends the training before its next step.</param>
    /// <returns>The <see cref="History"/>.</returns>
    /// <exception cref="OperationCanceledException">The training was cancelled; epochs told so far are whole.</exception>
    /// <exception cref="InputException">CUDA is asked for and there is none, or a checkpoint cannot be written.</exception>
    public TrainingHistory Fit(
        Module<SongBatch, Tensor> model,
        SongDataset train,
        SongDataset test,
        Action<EpochResult>? onEpoch = null,
        CancellationToken cancellation = default)
    {
        using var stop = NotebookEngine.Linked(cancellation);
        var epochs = Checkpoint?.Epochs ?? [];
        History = new(epochs);
        var restored = Learn(model, train, Note, stop.Token);
        return History = History with { RestoredEpoch = restored };

        void Note(int epoch, RunningScore learnt, TimeSpan time)
        {
            model.train(options.DropoutWhileTesting);
            var batches = new SongBatches(test, EvaluationBatch, options.Seed).OfEpoch(epoch);
            var tested = Measure(model, batches, model.parameters().First().device, stop.Token);
            epochs.Add(new(epoch, learnt.Loss, learnt.Accuracy, tested.Loss, tested.Accuracy, time.TotalSeconds));
            onEpoch?.Invoke(epochs[^1]);
        }
    }

    /// <summary>Trains a model and measures nothing but its running score on the training songs.</summary>
    /// <param name="model">The network; its weights change.</param>
    /// <param name="train">The songs to learn from.</param>
    /// <param name="onEpoch">Is told the epoch, from 1, its score and time.</param>
    /// <param name="cancellation">Ends the training before its next step.</param>
    /// <returns>With <see cref="TrainingOptions.Patience"/>, the epoch whose weights the model has got back.</returns>
    internal int? Learn(
        Module<SongBatch, Tensor> model,
        SongDataset train,
        Action<int, RunningScore, TimeSpan>? onEpoch = null,
        CancellationToken cancellation = default)
    {
        var device = Devices.Choose(options.Device);
        model.to(device);
        using var stopping = options.Patience > 0 ? new EarlyStopping(model, options.Patience) : null;
        (train, var validation) = stopping is null ? (train, null) : train.SplitValidation(options.Split, options.Seed, TrainingOptions.ValidationShare);
        var batches = new SongBatches(train, options.BatchSize, options.Seed);
        Adam? optimizer = options.ResetOptimizerEachEpoch ? null : NewOptimizer(model);
        try
        {
            var first = 1 + (Checkpoint?.Restore(model, optimizer, stopping) ?? 0);
            for (var epoch = first; epoch <= options.Epochs && stopping is not { IsOver: true }; epoch++)
            {
                if (options.ResetOptimizerEachEpoch)
                {
                    optimizer?.Dispose();
                    optimizer = NewOptimizer(model);
                }
                var clock = Stopwatch.StartNew();
                var learnt = TrainEpoch(model, optimizer!, epoch, batches, device, cancellation);
                onEpoch?.Invoke(epoch, learnt, clock.Elapsed);
                stopping?.Note(epoch, ValidationLoss(model, validation!, device, cancellation));
                Checkpoint?.Save(model, options.ResetOptimizerEachEpoch ? null : optimizer, stopping);
            }
            return stopping?.Restore();
        }
        finally
        {
            optimizer?.Dispose();
        }
    }

    private Adam NewOptimizer(Module<SongBatch, Tensor> model) => new(model.parameters(), options.LearningRate, options.WeightDecay);

    /// <summary>One pass over the training songs.</summary>
    private RunningScore TrainEpoch(
        Module<SongBatch, Tensor> model,
        Adam optimizer,
        int epoch,
        SongBatches batches,
        Device device,
        CancellationToken cancellation)
    {
        model.train();
        var score = new RunningScore(options.LabelSmoothing);
        foreach (var (index, songs) in batches.OfEpoch(epoch).Index())
        {
            cancellation.ThrowIfCancellationRequested();
            using var step = NewDisposeScope();
            using var batch = songs;
            batch.Device = device;
            optimizer.LearningRate = options.LearningRateAt((epoch - 1.0 + ((double)index / batches.Count)) / options.Epochs);
            optimizer.ZeroGrad();
            var logits = model.call(batch);
            var gradient = score.Add(logits, batch);
            logits.backward([gradient]);
            optimizer.Step();
        }
        return score;
    }

    private static double ValidationLoss(
        Module<SongBatch, Tensor> model, SongDataset validation, Device device, CancellationToken cancellation)
    {
        model.eval();
        return Measure(model, new SongBatches(validation, EvaluationBatch).OfEpoch(), device, cancellation).Loss;
    }

    private static RunningScore Measure(
        Module<SongBatch, Tensor> model, IEnumerable<SongBatch> batches, Device device, CancellationToken cancellation)
    {
        using var noGradients = no_grad();
        var score = new RunningScore();
        foreach (var songs in batches)
        {
            cancellation.ThrowIfCancellationRequested();
            using var step = NewDisposeScope();
            using var batch = songs;
            batch.Device = device;
            score.Add(model.call(batch), batch);
        }
        return score;
    }
}
