using Microsoft.ML;
using Microsoft.ML.Data;

namespace GenreNotebooks.Baselines;

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
    /// <param name="cancellation">Asked before the training, which takes some seconds at most and is not broken off.</param>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static MlModel Fit(
        VBuffer<float>[] rows, IReadOnlyList<int> labels, int genres, Func<MLContext, IEstimator<ITransformer>> trainer, int seed, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        var ml = new MLContext(seed);
        return new(ml, trainer(ml).Fit(View(ml, rows, [.. labels.Select(label => (uint)label)], genres)));
    }

    /// <summary>The probabilities of rows, <c>[rows][genres]</c>.</summary>
    public double[][] Predict(VBuffer<float>[] rows)
    {
        var scored = model.Transform(View(ml, rows, new uint[rows.Length], genres: 1));
        return [.. scored.GetColumn<float[]>("Score").Select(scores => Array.ConvertAll(scores, score => (double)score))];
    }

    private static IDataView View(MLContext ml, VBuffer<float>[] rows, uint[] labels, int genres)
    {
        var schema = SchemaDefinition.Create(typeof(Row));
        schema[nameof(Row.Features)].ColumnType = new VectorDataViewType(NumberDataViewType.Single, rows.Length == 0 ? 1 : rows[0].Length);
        schema[nameof(Row.Label)].ColumnType = new KeyDataViewType(typeof(uint), genres);
        return ml.Data.LoadFromEnumerable(rows.Zip(labels, (features, label) => new Row { Features = features, Label = label }).ToList(), schema);
    }

    private sealed class Row
    {
        public VBuffer<float> Features { get; set; }

        public uint Label { get; set; }
    }
}
