using GenreNotebooks.Data;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace GenreNotebooks.Estimators;

/// <summary>An ML.NET classifier on rows of numbers.</summary>
internal sealed class MlModel
{
    private readonly MLContext ml;
    private readonly ITransformer model;

    private MlModel(MLContext ml, ITransformer model) => (this.ml, this.model) = (ml, model);

    /// <summary>Fits a classifier.</summary>
    /// <param name="rows">The numbers of each song, all of the same length.</param>
    /// <param name="labels">The label of each song.</param>
    /// <param name="genres">The number of genres, including any without songs.</param>
    /// <param name="trainer">Creates the trainer.</param>
    /// <param name="seed">The random seed.</param>
    /// <param name="cancellation">Stops fitting before the next row is read.</param>
    /// <remarks>
    /// ML.NET's trainers take no cancellation token. L-BFGS reads all rows in each pass and so stops soon. LightGBM reads them once;
    /// its training, a second or two on the post's songs, then runs to the end.
    /// </remarks>
    /// <exception cref="OperationCanceledException">Fitting was cancelled.</exception>
    public static MlModel Fit(
        VBuffer<float>[] rows, IReadOnlyList<int> labels, int genres, Func<MLContext, IEstimator<ITransformer>> trainer, int seed, CancellationToken cancellation)
    {
        using var stop = NotebookEngine.Linked(cancellation);
        stop.Token.ThrowIfCancellationRequested();
        var ml = new MLContext(RandomSeed.Checked(seed));
        return new(ml, trainer(ml).Fit(View(ml, rows, [.. labels.Select(label => (uint)label)], genres, stop.Token)));
    }

    /// <summary>Predicts probabilities, <c>[rows][genres]</c>.</summary>
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
