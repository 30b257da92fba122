using Microsoft.ML;
using Microsoft.ML.Data;

namespace GenreNotebooks.Estimators;

/// <summary>A classifier of ML.NET over rows of numbers.</summary>
internal sealed class MlModel
{
    private readonly MLContext ml;
    private readonly ITransformer model;

    private MlModel(MLContext ml, ITransformer model) => (this.ml, this.model) = (ml, model);

    /// <summary>Trains one.</summary>
    /// <param name="rows">The numbers of each song, all of one length.</param>
    /// <param name="labels">The label of each song.</param>
    /// <param name="genres">The number of genres; not each must have songs.</param>
    /// <param name="trainer">The trainer.</param>
    /// <param name="seed">Seeds what it draws.</param>
    /// <param name="cancellation">Ends the training before the next row is read.</param>
    /// <remarks>
    /// ML.NET's trainers take no token, but L-BFGS reads all rows in each of its passes. LightGBM reads them once: its training, a
    /// second or two on the post's songs, goes on to its end.
    /// </remarks>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static MlModel Fit(
        VBuffer<float>[] rows, IReadOnlyList<int> labels, int genres, Func<MLContext, IEstimator<ITransformer>> trainer, int seed, CancellationToken cancellation)
    {
        using var stop = NotebookEngine.Linked(cancellation);
        stop.Token.ThrowIfCancellationRequested();
        var ml = new MLContext(seed);
        return new(ml, trainer(ml).Fit(View(ml, rows, [.. labels.Select(label => (uint)label)], genres, stop.Token)));
    }

    /// <summary>The probabilities of rows, <c>[rows][genres]</c>.</summary>
    public double[][] Predict(VBuffer<float>[] rows)
    {
        using var stop = NotebookEngine.Linked();
        var scored = model.Transform(View(ml, rows, new uint[rows.Length], genres: 1, stop.Token));
        return [.. scored.GetColumn<float[]>("Score").Select(scores => Array.ConvertAll(scores, score => (double)score))];
    }

    private static IDataView View(MLContext ml, VBuffer<float>[] rows, uint[] labels, int genres, CancellationToken cancellation)
    {
        var schema = SchemaDefinition.Create(typeof(Row), SchemaDefinition.Direction.Read);
        schema[nameof(Row.Features)].ColumnType = new VectorDataViewType(NumberDataViewType.Single, rows.Length == 0 ? 1 : rows[0].Length);
        schema[nameof(Row.Label)].ColumnType = new KeyDataViewType(typeof(uint), genres);
        return ml.Data.LoadFromEnumerable(rows.Zip(labels, (features, label) => new Row(features, label, cancellation)).ToList(), schema);
    }

    /// <summary>A song, for a reader that ends when the work is cancelled.</summary>
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
