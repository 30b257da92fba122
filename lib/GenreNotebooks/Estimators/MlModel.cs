using GenreNotebooks.Data;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace GenreNotebooks.Estimators;

/// <summary>Fits ML.NET's classifiers on rows of numbers.</summary>
internal static class MlModel
{
    /// <summary>Fits a classifier.</summary>
    /// <param name="rows">The numbers of each song, all of the same length.</param>
    /// <param name="labels">The label of each song.</param>
    /// <param name="genres">The number of genres, including any without songs.</param>
    /// <param name="trainer">Creates the trainer.</param>
    /// <param name="seed">The random seed.</param>
    /// <param name="cancellation">Stops fitting before the next row is read.</param>
    /// <returns>What the trainer has learnt.</returns>
    /// <remarks>
    /// ML.NET's trainers take no cancellation token. L-BFGS reads all rows in each pass and so stops soon. LightGBM reads them once;
    /// its training, a second or two on the post's songs, then runs to the end.
    /// </remarks>
    /// <exception cref="OperationCanceledException">Fitting was cancelled.</exception>
    public static TModel Fit<TModel>(
        VBuffer<float>[] rows,
        IReadOnlyList<int> labels,
        int genres,
        Func<MLContext, IEstimator<ISingleFeaturePredictionTransformer<TModel>>> trainer,
        int seed,
        CancellationToken cancellation)
        where TModel : class
    {
        using var stop = NotebookEngine.Linked(cancellation);
        stop.Token.ThrowIfCancellationRequested();
        var ml = new MLContext(RandomSeed.Checked(seed));
        var schema = SchemaDefinition.Create(typeof(Row), SchemaDefinition.Direction.Read);
        schema[nameof(Row.Features)].ColumnType = new VectorDataViewType(NumberDataViewType.Single, rows[0].Length);
        schema[nameof(Row.Label)].ColumnType = new KeyDataViewType(typeof(uint), genres);
        return trainer(ml).Fit(ml.Data.LoadFromEnumerable(rows.Zip(labels, (features, label) => new Row(features, (uint)label, stop.Token)).ToList(), schema)).Model;
    }

    /// <summary>A song's row. Reading it throws once fitting is cancelled.</summary>
    private sealed class Row(VBuffer<float> features, uint label, CancellationToken cancellation)
    {
        public VBuffer<float> Features
        {
            get
            {
                cancellation.ThrowIfCancellationRequested();
                return features;
            }
        }

        public uint Label => label;
    }
}
