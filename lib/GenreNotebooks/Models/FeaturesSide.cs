using GenreNotebooks.Data;
using GenreNotebooks.Training;
using GenreNotebooks.Vectorization;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace GenreNotebooks.Models;

/// <summary>What a <see cref="GenreNet"/> makes of the features: scaled, then through dense layers.</summary>
internal sealed class FeaturesSide : Module<SongBatch, Tensor>
{
    private const uint DropoutPlace = 3;

    private readonly FeatureScaler scaler;
    private readonly int count;
    private readonly DenseLayers layers;

    /// <param name="options">Scaling, year and dropout are read.</param>
    /// <param name="songs">What is known of the training songs.</param>
    /// <param name="widths">The numbers that each layer gives.</param>
    public FeaturesSide(TrainingOptions options, SongStatistics songs, IReadOnlyList<int> widths)
        : base(nameof(FeaturesSide))
    {
        scaler = FeatureScaler.Create(options.FeatureScaling, songs.Scaling);
        count = EngineeredFeatures.Names.Count + (options.WithYear ? 1 : 0);
        layers = new([count, .. widths], options.FeatureDropout, DropoutPlace);
        RegisterComponents();
    }

    /// <summary><c>[batch, last width]</c>.</summary>
    public override Tensor forward(SongBatch batch) =>
        layers.call(batch.Make<float>(ScalarType.Float32, [batch.Size, count], values => Scale(batch, values)), batch);

    private void Scale(SongBatch batch, Span<float> values)
    {
        for (var song = 0; song < batch.Size; song++)
        {
            var features = batch.FeaturesOf(song);
            for (var feature = 0; feature < count; feature++)
            {
                var value = feature < features.Length ? features[feature] : batch.ReleaseYearOf(song);
                values[(song * count) + feature] = scaler.Scale(feature, value);
            }
        }
    }
}
