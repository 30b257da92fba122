using GenreNotebooks.Evaluation;
using GenreNotebooks.Models;
using GenreNotebooks.Training;
using GenreNotebooks.Vectorization;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace GenreNotebooks.Runs;

/// <summary>Runs training from options to record: each modelling section of the post in one call.</summary>
public static class TrainingRun
{
    /// <summary>Creates a network, trains it and evaluates it.</summary>
    /// <param name="kind">The network.</param>
    /// <param name="data">The songs.</param>
    /// <param name="options">The options that the data was prepared with.</param>
    /// <param name="onEpoch">Called after each epoch.</param>
    /// <param name="cancellation">Stops the run before its next step. The record then has the finished epochs and no final score.</param>
    /// <returns>The record. If training diverged, it says so and has no final score.</returns>
    /// <exception cref="InputException">The options are of other data, ask for several networks, or for CUDA where it is not available.</exception>
    /// <exception cref="OperationCanceledException">The run was cancelled before the end of its first epoch, or the cell was interrupted.</exception>
    public static RunRecord Train(
        ModelKind kind,
        PreparedData data,
        TrainingOptions options,
        Action<EpochResult>? onEpoch = null,
        CancellationToken cancellation = default)
    {
        using var model = kind.Create(options.OfOneNetwork(), data.Train, data.Genres.Count);
        return Train(kind, data, options, model, onEpoch, cancellation: cancellation);
    }

    /// <summary>Trains a given network and evaluates it.</summary>
    /// <param name="kind">The kind of network.</param>
    /// <param name="data">The songs.</param>
    /// <param name="options">The options.</param>
    /// <param name="model">The network.</param>
    /// <param name="onEpoch">Called after each epoch.</param>
    /// <param name="checkpoint">The checkpoint to save after each epoch, see <see cref="RunCheckpoints"/>. The run resumes from it if it was found.</param>
    /// <param name="cancellation">Stops the run before its next step. The record then has the finished epochs and no final score.</param>
    /// <returns>The record. If training diverged, it says so and has no final score.</returns>
    /// <exception cref="OperationCanceledException">The run was cancelled before the end of its first epoch, or the cell was interrupted.</exception>
    public static RunRecord Train(
        ModelKind kind,
        PreparedData data,
        TrainingOptions options,
        Module<SongBatch, Tensor> model,
        Action<EpochResult>? onEpoch = null,
        TrainingCheckpoint? checkpoint = null,
        CancellationToken cancellation = default)
    {
        data.Require(options);
        var trainer = new Trainer(options) { Checkpoint = checkpoint };
        try
        {
            return Record(kind, data, options, model, trainer.Fit(model, data.Train, data.Test, onEpoch, cancellation));
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested && trainer.History.Epochs.Count > 0)
        {
            return Describe(kind, data, options, model, trainer.History, final: null);
        }
        catch (DivergedException exception)
        {
            return Describe(kind, data, options, model, trainer.History, final: null) with
            {
                Diverged = new(exception.Epoch ?? trainer.History.Epochs.Count, exception.Step, exception.Message),
            };
        }
    }

    /// <summary>Evaluates a trained network on the test songs, dropout off, and records the run.</summary>
    /// <param name="kind">The kind of network.</param>
    /// <param name="data">The songs it was trained on.</param>
    /// <param name="options">The options it was trained with.</param>
    /// <param name="model">The network; it is left in eval mode.</param>
    /// <param name="history">The training history.</param>
    /// <exception cref="DivergedException">The network computes NaN or infinity.</exception>
    /// <exception cref="InputException">The options are not those that the data was prepared with.</exception>
    public static RunRecord Record(
        ModelKind kind, PreparedData data, TrainingOptions options, Module<SongBatch, Tensor> model, TrainingHistory history)
    {
        data.Require(options);
        var final = FinalScore.Of(Evaluator.Evaluate(model, data.Test));
        return Describe(kind, data, options, model, history, final);
    }

    private static RunRecord Describe(
        ModelKind kind,
        PreparedData data,
        TrainingOptions options,
        Module<SongBatch, Tensor> model,
        TrainingHistory history,
        FinalScore? final) => new()
        {
            Model = kind,
            Seed = options.Seed,
            Split = options.Split,
            Data = data.Origin with { BaseRate = data.BaseRate },
            VocabularySha256 = data.VocabularySha256,
            Options = options,
            Parameters = model.parameters().Sum(parameter => parameter.numel()),
            History = history.Epochs,
            Final = final,
            RestoredEpoch = history.RestoredEpoch,
            Best = history.Epochs.Count == 0 ? null : new(history.Best.Epoch, history.Best.TestAccuracy),
            Environment = RunEnvironment.Current(model.parameters().First().device.ToString()),
        };
}
