using System.Text.Json.Nodes;
using GenreNotebooks.Evaluation;
using GenreNotebooks.Models;
using GenreNotebooks.Training;
using GenreNotebooks.Vectorization;
using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace GenreNotebooks.Runs;

/// <summary>Runs training from options to record: each modelling section of the post in one call.</summary>
public static class TrainingRun
{
    /// <summary>Creates a network, trains it and evaluates it.</summary>
    /// <param name="model">The network: a kind, such as <c>ModelKind.Lyrics</c>, or a definition of your own.</param>
    /// <param name="data">The songs.</param>
    /// <param name="options">The options that the data was prepared with.</param>
    /// <param name="onEpoch">Called after each epoch.</param>
    /// <param name="cancellation">Stops the run before its next step. The record then has the finished epochs and no final score.</param>
    /// <returns>The record. If training diverged, it says so and has no final score.</returns>
    /// <exception cref="InputException">The options are of other data, ask for several networks, or for CUDA where it is not available.</exception>
    /// <exception cref="OperationCanceledException">The run was cancelled before the end of its first epoch, or the cell was interrupted.</exception>
    public static RunRecord Train(
        ModelDefinition model,
        PreparedData data,
        TrainingOptions options,
        Action<EpochResult>? onEpoch = null,
        CancellationToken cancellation = default)
    {
        using var network = model.Create(options.OfOneNetwork(), data.Train);
        return Train(model, data, options, network, onEpoch, cancellation: cancellation);
    }

    /// <summary>Trains a given network and evaluates it.</summary>
    /// <param name="model">The definition of the network.</param>
    /// <param name="data">The songs.</param>
    /// <param name="options">The options.</param>
    /// <param name="network">The network.</param>
    /// <param name="onEpoch">Called after each epoch.</param>
    /// <param name="checkpoint">The checkpoint to save after each epoch, see <see cref="RunCheckpoints"/>. The run resumes from it if it was found.</param>
    /// <param name="cancellation">Stops the run before its next step. The record then has the finished epochs and no final score.</param>
    /// <returns>The record. If training diverged, it says so and has no final score.</returns>
    /// <exception cref="OperationCanceledException">The run was cancelled before the end of its first epoch, or the cell was interrupted.</exception>
    public static RunRecord Train(
        ModelDefinition model,
        PreparedData data,
        TrainingOptions options,
        Module<SongBatch, Tensor> network,
        Action<EpochResult>? onEpoch = null,
        TrainingCheckpoint? checkpoint = null,
        CancellationToken cancellation = default)
    {
        data.Require(options);
        var trainer = new Trainer(options, model.Training) { Checkpoint = checkpoint };
        try
        {
            return Record(model, data, options, network, trainer.Fit(network, data.Train, data.Test, onEpoch, cancellation));
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested && trainer.History.Epochs.Count > 0)
        {
            return Describe(model, data, options, network, trainer.History, final: null);
        }
        catch (DivergedException exception)
        {
            return Describe(model, data, options, network, trainer.History, final: null) with
            {
                Diverged = new(exception.Epoch ?? trainer.History.Epochs.Count, exception.Step, exception.Message),
            };
        }
    }

    /// <summary>Evaluates a trained network on the test songs, dropout off, and records the run.</summary>
    /// <param name="model">The definition of the network.</param>
    /// <param name="data">The songs it was trained on.</param>
    /// <param name="options">The options it was trained with.</param>
    /// <param name="network">The network; it is left in eval mode. If it is not the library's, the record says how it differs.</param>
    /// <param name="history">The training history.</param>
    /// <exception cref="DivergedException">The network computes NaN or infinity.</exception>
    /// <exception cref="InputException">The options are not those that the data was prepared with, or that the network was trained with.</exception>
    public static RunRecord Record(
        ModelDefinition model, PreparedData data, TrainingOptions options, Module<SongBatch, Tensor> network, TrainingHistory history)
    {
        data.Require(options);
        if (history.Options is { } trained && trained != options)
        {
            throw new InputException("The network was trained with other options than those given to record: pass the options of the trainer.");
        }
        var final = FinalScore.Of(Evaluator.Evaluate(network, data.Test));
        return Describe(model, data, options, network, history, final);
    }

    private static RunRecord Describe(
        ModelDefinition model,
        PreparedData data,
        TrainingOptions options,
        Module<SongBatch, Tensor> network,
        TrainingHistory history,
        FinalScore? final) => new()
        {
            Model = model.Name,
            Seed = options.Seed,
            Split = options.Split,
            Data = data.Origin with { BaseRate = data.BaseRate },
            VocabularySha256 = data.VocabularySha256,
            Options = options,
            Network = ParametersOf(model, data, options, network, history) is { Count: > 0 } own ? own : null,
            Parameters = network.parameters().Sum(parameter => parameter.numel()),
            History = history.Epochs,
            Final = final,
            RestoredEpoch = history.RestoredEpoch,
            Best = history.Epochs.Count == 0 ? null : new(history.Best.Epoch, history.Best.TestAccuracy),
            Environment = RunEnvironment.Current(network.parameters().First().device.ToString()),
            Ended = DateTimeOffset.FromUnixTimeSeconds(DateTimeOffset.UtcNow.ToUnixTimeSeconds()).UtcDateTime,
        };

    /// <summary>
    /// The network's own parameters and what else tells the run apart: how a cell changed one of the post's networks, a training method that is not
    /// the definition's, and first weights that the seed does not give, as those of a network that is trained again.
    /// </summary>
    private static JsonObject ParametersOf(ModelDefinition model, PreparedData data, TrainingOptions options, Module<SongBatch, Tensor> network, TrainingHistory history)
    {
        var parameters = model.Parameters;
        if (history.Method?.Name is { } method && method != model.Training?.Name)
        {
            parameters["training"] = method;
        }
        if (history.FirstWeights is null)
        {
            return parameters; // not of a trainer
        }
        using var expected = model.Create(options, data.Train);
        var firstWeights = NetworkState.Sha256(expected);
        string? changes = null;
        if (model.Kind is not null && network.GetType().Assembly != typeof(TrainingRun).Assembly)
        {
            using var batch = data.Train.Collate([.. Enumerable.Range(0, Math.Min(8, data.Train.Count))]);
            batch.Device = network.parameters().First().device;
            expected.to(batch.Device);
            changes = NetworkChanges.Of(network, expected, batch);
        }
        if (changes is not null)
        {
            parameters["changes"] = changes;
        }
        else if (history.FirstWeights != firstWeights)
        {
            parameters["first_weights"] = history.FirstWeights[..8];
        }
        return parameters;
    }
}
