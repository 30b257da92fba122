using System.Runtime.Intrinsics.X86;
using GenreNotebooks.Estimators;
using GenreNotebooks.Native;
using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Trainers;
using Microsoft.ML.Trainers.LightGbm;
using Xunit;

namespace GenreNotebooks.Tests.Estimators;

/// <summary>What ML.NET has learnt predicts the same from plain numbers as in ML.NET.</summary>
[Collection<Torch>]
public sealed class PlainNumbersTests
{
    private const int Genres = 4;

    [Fact]
    public void Trees_predict_to_the_bit_as_in_ML_NET()
    {
        LightGbm.Load();
        var random = new Random(1);
        var rows = RowsOf(400, label => new(6, [.. Enumerable.Range(0, 6).Select(feature => random.NextSingle() + (feature == label ? 0.4f : 0))]));
        var (said, learnt) = MlNet(rows, 6, ml => ml.MulticlassClassification.Trainers.LightGbm(
            new LightGbmMulticlassTrainer.Options { NumberOfIterations = 30, NumberOfLeaves = 7, UseSoftmax = true, NumberOfThreads = 1, Seed = 1 }));
        var trees = BoostedTrees.Of(learnt, 6);
        Assert.Equal(said, rows.Select(row => trees.Predict(row.Features.GetValues())));
    }

    // From 16 terms on, ML.NET adds eight at a time, then four, then one: the lengths cover all of them. Without FMA it rounds otherwise.
    [Fact]
    public void Logistic_regression_predicts_to_the_bit_as_in_ML_NET()
    {
        Assert.SkipUnless(Fma.IsSupported, "This processor has no FMA.");
        var random = new Random(1);
        var rows = RowsOf(400, label =>
        {
            var places = Enumerable.Range(0, 200).Where(place => place % 50 != label || random.Next(2) == 0).OrderBy(_ => random.Next()).Take(random.Next(60)).Order().ToArray();
            return new(200, places.Length, Array.ConvertAll(places, _ => random.NextSingle()), places);
        });
        var (said, learnt) = MlNet(rows, 200, ml => ml.MulticlassClassification.Trainers.LbfgsMaximumEntropy(
            new LbfgsMaximumEntropyMulticlassTrainer.Options { L1Regularization = 0, L2Regularization = 0.01f, NumberOfThreads = 1 }));
        var regression = SoftmaxRegression.Of(learnt);
        Assert.Equal(said, rows.Select(row => regression.Predict(row.Features)));
        Assert.True(said.Max(song => song.Max()) > 0.9);
    }

    private static (double[][] Said, TModel Learnt) MlNet<TModel>(
        List<Row> rows, int width, Func<MLContext, IEstimator<ISingleFeaturePredictionTransformer<TModel>>> trainer)
        where TModel : class
    {
        var ml = new MLContext(1);
        var schema = SchemaDefinition.Create(typeof(Row));
        schema[nameof(Row.Features)].ColumnType = new VectorDataViewType(NumberDataViewType.Single, width);
        schema[nameof(Row.Label)].ColumnType = new KeyDataViewType(typeof(uint), Genres);
        var view = ml.Data.LoadFromEnumerable(rows, schema);
        var model = trainer(ml).Fit(view);
        return ([.. model.Transform(view).GetColumn<float[]>("Score").Select(scores => Array.ConvertAll(scores, score => (double)score))], model.Model);
    }

    private static List<Row> RowsOf(int count, Func<int, VBuffer<float>> features) =>
        [.. Enumerable.Range(0, count).Select(row => new Row { Features = features(row % Genres), Label = (uint)(row % Genres) + 1 })];

    private sealed class Row
    {
        public VBuffer<float> Features { get; init; }

        public uint Label { get; init; }
    }
}
