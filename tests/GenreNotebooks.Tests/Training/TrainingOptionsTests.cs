using GenreNotebooks.Data;
using GenreNotebooks.Models;
using GenreNotebooks.Training;
using GenreNotebooks.Vectorization;
using Xunit;

namespace GenreNotebooks.Tests.Training;

public class TrainingOptionsTests
{
    [Theory]
    [InlineData(nameof(TrainingOptions.Epochs), 0, "1 or more")]
    [InlineData(nameof(TrainingOptions.BatchSize), -8, "1 or more")]
    [InlineData(nameof(TrainingOptions.LearningRate), 0.0, "a number above 0")]
    [InlineData(nameof(TrainingOptions.LearningRate), double.NaN, "a number above 0")]
    [InlineData(nameof(TrainingOptions.LearningRate), double.PositiveInfinity, "a number above 0")]
    [InlineData(nameof(TrainingOptions.EmbeddingDim), 0, "1 to 4096")]
    [InlineData(nameof(TrainingOptions.Dropout), -0.1, "at least 0 and below 1")]
    [InlineData(nameof(TrainingOptions.Dropout), 1.0, "at least 0 and below 1")]
    [InlineData(nameof(TrainingOptions.Dropout), double.NaN, "at least 0 and below 1")]
    [InlineData(nameof(TrainingOptions.Pooling), (Pooling)4, "padded, mean, tfidf or attention")]
    [InlineData(nameof(TrainingOptions.MinFrequency), 0, "1 or more")]
    [InlineData(nameof(TrainingOptions.TokenDropout), 1.0, "at least 0 and below 1")]
    [InlineData(nameof(TrainingOptions.FeatureScaling), (FeatureScaling)3, "none, standard or quantile")]
    [InlineData(nameof(TrainingOptions.Depth), -1, "0 to 8")]
    [InlineData(nameof(TrainingOptions.LyricsDepth), 9, "0 to 8")]
    [InlineData(nameof(TrainingOptions.HiddenDim), 0, "1 to 4096")]
    [InlineData(nameof(TrainingOptions.FeatureDropout), -0.5, "at least 0 and below 1")]
    [InlineData(nameof(TrainingOptions.WeightDecay), -0.01, "0 or more")]
    [InlineData(nameof(TrainingOptions.WeightDecay), double.NaN, "0 or more")]
    [InlineData(nameof(TrainingOptions.LabelSmoothing), 1.0, "at least 0 and below 1")]
    [InlineData(nameof(TrainingOptions.Patience), -1, "0 or more")]
    [InlineData(nameof(TrainingOptions.Members), 0, "1 to 1000")]
    [InlineData(nameof(TrainingOptions.MaxLength), 1, "2 to 512")]
    [InlineData(nameof(TrainingOptions.MaxLength), 513, "2 to 512")]
    [InlineData(nameof(TrainingOptions.Genres), (GenreChoice)2, "four or all")]
    [InlineData(nameof(TrainingOptions.Split), (SplitKind)3, "random, stratified or artist")]
    [InlineData(nameof(TrainingOptions.Device), "tpu", "auto, cpu or cuda")]
    [InlineData(nameof(TrainingOptions.Seed), -1, "0 to 2147483646, because other numbers repeat the draws of these")]
    [InlineData(nameof(TrainingOptions.Seed), int.MinValue, "0 to 2147483646, because other numbers repeat the draws of these")]
    [InlineData(nameof(TrainingOptions.Seed), int.MaxValue, "0 to 2147483646, because other numbers repeat the draws of these")]
    public void A_value_out_of_range_is_named_with_its_option_and_what_is_expected(string option, object value, string expected)
    {
        var message = Assert.Throws<InputException>(() => With(option, value).Validated()).Message;
        Assert.Equal(FormattableString.Invariant($"The option {option} is {value}: expected {expected}."), message);
    }

    [Theory]
    [InlineData(nameof(TrainingOptions.Seed), 0)]
    [InlineData(nameof(TrainingOptions.Seed), 2147483646)]
    [InlineData(nameof(TrainingOptions.Epochs), 1)]
    [InlineData(nameof(TrainingOptions.Dropout), 0.0)]
    [InlineData(nameof(TrainingOptions.Dropout), 0.99)]
    [InlineData(nameof(TrainingOptions.Depth), 0)]
    [InlineData(nameof(TrainingOptions.LyricsDepth), 8)]
    [InlineData(nameof(TrainingOptions.HiddenDim), 4096)]
    [InlineData(nameof(TrainingOptions.LabelSmoothing), 0.99)]
    [InlineData(nameof(TrainingOptions.MaxLength), 2)]
    [InlineData(nameof(TrainingOptions.MaxLength), 512)]
    [InlineData(nameof(TrainingOptions.Device), "cuda")]
    public void A_value_at_the_edge_of_its_range_is_accepted(string option, object value)
    {
        var options = With(option, value);
        Assert.Same(options, options.Validated());
    }

    [Fact]
    public void The_defaults_are_the_posts() => Assert.Equal(
        new() { Seed = 0, Epochs = 25, BatchSize = 8, LearningRate = 0.001, EmbeddingDim = 32, Dropout = 0.2, MaxLength = 512 },
        new TrainingOptions().Validated());

    [Theory]
    [InlineData(nameof(TrainingOptions.Pooling), Pooling.Mean)]
    [InlineData(nameof(TrainingOptions.MinFrequency), 2)]
    [InlineData(nameof(TrainingOptions.TokenDropout), 0.1)]
    [InlineData(nameof(TrainingOptions.FeatureScaling), FeatureScaling.Standard)]
    [InlineData(nameof(TrainingOptions.WithYear), true)]
    [InlineData(nameof(TrainingOptions.Depth), 0)]
    [InlineData(nameof(TrainingOptions.LyricsDepth), 0)]
    [InlineData(nameof(TrainingOptions.HiddenDim), 32)]
    [InlineData(nameof(TrainingOptions.FeatureDropout), 0.1)]
    public void One_option_of_architecture_alone_leaves_the_posts_networks(string option, object value) =>
        Assert.False(With(option, value).IsPostArchitecture);

    [Fact]
    public void Options_of_training_leave_the_posts_networks_as_they_are() => Assert.True(new TrainingOptions
    {
        Seed = 1,
        Epochs = 2,
        BatchSize = 3,
        LearningRate = 0.1,
        EmbeddingDim = 5,
        Dropout = 0.6,
        MaxLength = 7,
        Split = SplitKind.Artist,
        ResetOptimizerEachEpoch = false,
        CosineDecay = true,
        DropoutWhileTesting = false,
        Device = "cpu",
        WeightDecay = 0.1,
        LabelSmoothing = 0.1,
        Patience = 1,
        Members = 2,
    }.IsPostArchitecture);

    private static TrainingOptions With(string option, object value)
    {
        var options = new TrainingOptions();
        typeof(TrainingOptions).GetProperty(option)!.SetValue(options, value);
        return options;
    }
}
