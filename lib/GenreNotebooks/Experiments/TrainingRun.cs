using GenreNotebooks.Evaluation;
using GenreNotebooks.Models;
using GenreNotebooks.Training;

namespace GenreNotebooks.Experiments;

/// <summary>A run from options to record: what each modelling section of the post does, in one call.</summary>
public static class TrainingRun
{
    /// <summary>Creates a network, trains it and measures it.</summary>
    /// <param name="kind">Which network.</param>
    /// <param name="data">The songs.</param>
    /// <param name="options">The options, those the data was prepared with.</param>
    /// <param name="onEpoch">Is told every finished epoch.</param>
    /// <param name="cancellation">Ends the run before its next step: the record then has the finished epochs and no final score.</param>
    /// <exception cref="OperationCanceledException">The run was cancelled before the end of its first epoch.</exception>
    public static RunRecord Train(
        ModelKind kind,
        PreparedData data,
        TrainingOptions options,
        Action<EpochResult>? onEpoch = null,
        CancellationToken cancellation = default)
    {
        using var model = kind.Create(options, data.Tokenizer.VocabularySize, data.Genres.Count);
        var epochs = new List<EpochResult>();
        FinalScore? final = null;
        try
        {
            new Trainer(options).Fit(model, data.Train, data.Test, Note, cancellation);
            final = FinalScore.Of(Evaluator.Evaluate(model, data.Test, data.Genres.Names));
        }
        catch (OperationCanceledException) when (epochs.Count > 0)
        {
            // What is finished is kept.
        }
        var best = new TrainingHistory(epochs).Best;
        return new()
        {
            Model = kind,
            Seed = options.Seed,
            Split = options.Split,
            Data = data.Origin,
            VocabularySha256 = data.VocabularySha256,
            Options = options,
            Parameters = model.parameters().Sum(parameter => parameter.numel()),
            History = epochs,
            Final = final,
            Best = new(best.Epoch, best.TestAccuracy),
            Environment = RunEnvironment.Current(model.parameters().First().device.ToString()),
        };

        void Note(EpochResult epoch)
        {
            epochs.Add(epoch);
            onEpoch?.Invoke(epoch);
        }
    }
}
