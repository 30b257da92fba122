using GenreNotebooks.Evaluation;
using GenreNotebooks.Models;
using GenreNotebooks.Training;
using GenreNotebooks.Vectorization;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace GenreNotebooks.Runs;

/// <summary>A run from options to record: what each modelling section of the post does, in one call.</summary>
public static class TrainingRun
{
    /// <summary>Creates a network, trains it and measures it.</summary>
    /// <param name="kind">Which network.</param>
    /// <param name="data">The songs.</param>
    /// <param name="options">The options, those the data was prepared with.</param>
    /// <param name="onEpoch">Is told every finished epoch.</param>
    /// <param name="cancellation">Ends the run before its next step: the record then has the finished epochs and no final score.</param>
    /// <exception cref="InputException">The options are of several networks, or CUDA is asked for and there is none.</exception>
    /// <exception cref="OperationCanceledException">The run was cancelled before the end of its first epoch, or the cell was interrupted.</exception>
    public static RunRecord Train(
        ModelKind kind,
        PreparedData data,
        TrainingOptions options,
        Action<EpochResult>? onEpoch = null,
        CancellationToken cancellation = default)
    {
        using var model = kind.Create(options.OfOneNetwork(), data.Train, data.Genres.Count);
        return Train(kind, data, options, model, onEpoch, cancellation);
    }

    /// <summary>Trains a network that is there already, and measures it.</summary>
    /// <param name="kind">Which network.</param>
    /// <param name="data">The songs.</param>
    /// <param name="options">The options.</param>
    /// <param name="model">The network.</param>
    /// <param name="onEpoch">Is told every epoch that is trained.</param>
    /// <param name="cancellation">Ends the run before its next step.</param>
    /// <param name="checkpoint">Where each epoch is kept, see <see cref="RunCheckpoints"/>; the run goes on from one that was found there.</param>
    internal static RunRecord Train(
        ModelKind kind,
        PreparedData data,
        TrainingOptions options,
        Module<SongBatch, Tensor> model,
        Action<EpochResult>? onEpoch,
        CancellationToken cancellation,
        TrainingCheckpoint? checkpoint = null)
    {
        var trainer = new Trainer(options) { Checkpoint = checkpoint };
        try
        {
            return Record(kind, data, options, model, trainer.Fit(model, data.Train, data.Test, onEpoch, cancellation));
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested && trainer.History.Epochs.Count > 0)
        {
            return Describe(kind, data, options, model, trainer.History, final: null);
        }
    }

    /// <summary>Measures a trained network on the test songs, dropout off, and puts the whole run on record.</summary>
    /// <param name="kind">Which network.</param>
    /// <param name="data">The songs it was trained on.</param>
    /// <param name="options">The options it was trained with.</param>
    /// <param name="model">The network; it is left in eval mode.</param>
    /// <param name="history">The epochs of its training.</param>
    public static RunRecord Record(
        ModelKind kind, PreparedData data, TrainingOptions options, Module<SongBatch, Tensor> model, TrainingHistory history)
    {
        var final = FinalScore.Of(Evaluator.Evaluate(model, data.Test, data.Genres.Names));
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
            Data = data.Origin,
            VocabularySha256 = data.VocabularySha256,
            Options = options,
            Parameters = model.parameters().Sum(parameter => parameter.numel()),
            History = history.Epochs,
            Final = final,
            RestoredEpoch = history.RestoredEpoch,
            Best = new(history.Best.Epoch, history.Best.TestAccuracy),
            Environment = RunEnvironment.Current(model.parameters().First().device.ToString()),
        };
}
