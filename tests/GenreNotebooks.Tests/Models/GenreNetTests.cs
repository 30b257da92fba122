using GenreNotebooks.Estimators;
using GenreNotebooks.Models;
using GenreNotebooks.Training;
using GenreNotebooks.Vectorization;
using Xunit;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace GenreNotebooks.Tests.Models;

[Collection<Torch>]
public class GenreNetTests
{
    private static readonly TrainingOptions[] OneOptionChanged =
    [
        new() { Pooling = Pooling.Mean }, new() { Pooling = Pooling.Tfidf }, new() { Pooling = Pooling.Attention },
        new() { MinFrequency = 3 }, new() { TokenDropout = 0.2 }, new() { FeatureScaling = FeatureScaling.Standard },
        new() { FeatureScaling = FeatureScaling.Quantile }, new() { WithYear = true }, new() { Depth = 0 }, new() { Depth = 2 },
        new() { LyricsDepth = 0 }, new() { LyricsDepth = 1 }, new() { HiddenDim = 20 }, new() { FeatureDropout = 0.1 },
    ];

    public static TheoryData<ModelKind> Kinds { get; } = [.. Enum.GetValues<ModelKind>()];

    public static TheoryData<ModelKind, int> KindsAndOptions { get; } =
        new(from kind in Enum.GetValues<ModelKind>() from option in Enumerable.Range(0, OneOptionChanged.Length) select (kind, option));

    [Theory]
    [MemberData(nameof(Kinds))]
    public void The_recommended_network_learns_genres_from_each_of_its_inputs(ModelKind kind)
    {
        var options = Small(kind) with { Epochs = 15, LearningRate = 0.01 };
        Assert.True(Fit(kind, options).TestAccuracy > 0.6);
    }

    [Theory(Explicit = true)]
    [Trait("Suite", "Long")]
    [MemberData(nameof(KindsAndOptions))]
    public void Each_option_of_architecture_can_be_changed_alone_and_the_network_learns(ModelKind kind, int option)
    {
        var options = OneOptionChanged[option] with { Epochs = 15, LearningRate = 0.01 };
        Assert.IsType<GenreNet>(kind.Create(options, SmallSongs.Create(10), SmallSongs.Classes)).Dispose();
        var accuracy = Fit(kind, options).TestAccuracy;
        Assert.True(accuracy > 0.5, $"{options}: {accuracy}");
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void With_the_posts_options_it_is_the_posts_network_to_the_last_bit(ModelKind kind)
    {
        using var scope = NewDisposeScope();
        var songs = SmallSongs.Create(40);
        var post = kind.Create(new(), songs, SmallSongs.Classes);
        var ours = kind.Create(new(), SongStatistics.Of(songs), SmallSongs.Classes);
        Assert.Equal(post.parameters().Sum(parameter => parameter.numel()), ours.parameters().Sum(parameter => parameter.numel()));
        Assert.Equal(Logits(post, songs), Logits(ours, songs));
        new Trainer(new() { Epochs = 2 }).Learn(post, songs);
        new Trainer(new() { Epochs = 2 }).Learn(ours, songs);
        Assert.Equal(Logits(post, songs), Logits(ours, songs));
    }

    [Theory]
    [InlineData(Pooling.Padded)]
    [InlineData(Pooling.Mean)]
    [InlineData(Pooling.Attention)]
    public void A_vocabulary_threshold_deletes_the_rare_tokens_from_all_songs(Pooling pooling)
    {
        using var scope = NewDisposeScope();
        var whole = SmallSongs.Dataset([[1, 5, 6, 2], [1, 5, 2], [1, 7, 5, 5, 8, 2]], new float[3 * 22], [0, 1, 0], 8);
        var without = SmallSongs.Dataset([[1, 5, 2], [1, 5, 2], [1, 5, 5, 2]], new float[3 * 22], [0, 1, 0], 8);
        var options = new TrainingOptions { Pooling = pooling, Dropout = 0 };
        var all = ModelKind.Lyrics.Create(options, SongStatistics.Of(without), 2);
        var known = ModelKind.Lyrics.Create(options with { MinFrequency = 2 }, SongStatistics.Of(whole), 2);
        all.train();
        known.train();
        Assert.Equal(OfBatch(all, without), OfBatch(known, whole), Close);

        static float[] OfBatch(GenreNet net, SongDataset songs) => net.call(songs.Collate(0, 1, 2)).data<float>().ToArray();
    }

    [Fact]
    public void Attention_is_the_softmax_over_the_tokens_that_count_however_high_others_score()
    {
        using var scope = NewDisposeScope();
        var songs = SmallSongs.Dataset([[1, 5, 6, 2], [1, 2]], new float[2 * 22], [0, 1], 8);
        var scores = tensor([40f, 1, 2, -100, 3, 300, 7, 7]).unsqueeze(1); // the last two are for padding
        var counts = tensor([0f, 1, 1, 1, 0, 0, 0, 0]).unsqueeze(1);
        var weights = SongSoftmax.Of(scores, counts, songs.Collate(0, 1)).data<float>().ToArray();
        var second = 1 / (1 + MathF.Exp(-1));
        Assert.Equal([0, 1 - second, second, 0, 0, 0, 0, 0], weights, (x, y) => MathF.Abs(x - y) < 1e-6f);
    }

    [Theory]
    [InlineData(Pooling.Mean)]
    [InlineData(Pooling.Tfidf)]
    [InlineData(Pooling.Attention)]
    public void Padding_changes_nothing_but_the_padded_mean(Pooling pooling)
    {
        using var scope = NewDisposeScope();
        var (songs, longer) = (Songs(maxLength: 8), Songs(maxLength: 16));
        Assert.Equal(Of(pooling, songs), Of(pooling, longer));
        Assert.NotEqual(Of(Pooling.Padded, songs), Of(Pooling.Padded, longer));

        float[] Of(Pooling kind, SongDataset dataset) =>
            Logits(ModelKind.Lyrics.Create(new() { Pooling = kind, Depth = 1 }, songs, 2), dataset);
        static SongDataset Songs(int maxLength) => SmallSongs.Dataset([[1, 5, 6, 2], [1, 5, 2], [1, 5, 6, 7, 2]], new float[3 * 22], [0, 1, 0], maxLength);
    }

    [Fact]
    public void A_depth_is_that_of_each_side_and_the_lyrics_may_have_another()
    {
        Assert.Equal((22 * 4) + 4, Parameters(ModelKind.Metadata, new() { Depth = 0 }));
        Assert.Equal((22 * 7) + 7 + (7 * 7) + 7 + (7 * 4) + 4, Parameters(ModelKind.Metadata, new() { Depth = 2, HiddenDim = 7 }));
        Assert.Equal((23 * 7) + 7 + (7 * 4) + 4, Parameters(ModelKind.Metadata, new() { Depth = 1, HiddenDim = 7, WithYear = true }));
        Assert.Equal((60 * 5) + (5 * 32) + 32 + (32 * 4) + 4, Parameters(ModelKind.Lyrics, new() { Depth = 1, EmbeddingDim = 5 }));
        Assert.Equal(
            Parameters(ModelKind.Metadata, new() { Depth = 2 }) + Parameters(ModelKind.Lyrics, new() { LyricsDepth = 0 }),
            Parameters(ModelKind.Combined, new() { Depth = 2, LyricsDepth = 0 }));

        static long Parameters(ModelKind kind, TrainingOptions options)
        {
            using var net = kind.Create(options, SmallSongs.Create(10), SmallSongs.Classes);
            return net.parameters().Sum(parameter => parameter.numel());
        }
    }

    [Fact]
    public void Dropout_is_drawn_from_the_batchs_seed_and_only_in_training()
    {
        using var scope = NewDisposeScope();
        var songs = SmallSongs.Create(20);
        using var net = ModelKind.Combined.Create(Small(ModelKind.Combined), songs, SmallSongs.Classes);
        net.train();
        Assert.Equal(OfEpoch(1), OfEpoch(1));
        Assert.NotEqual(OfEpoch(1), OfEpoch(2));
        net.eval();
        Assert.Equal(OfEpoch(1), OfEpoch(2));

        float[] OfEpoch(int epoch)
        {
            using var batch = new SongBatches(songs, 20).OfEpoch(epoch).Single();
            return net.call(batch).data<float>().ToArray();
        }
    }

    [Fact]
    public void The_posts_networks_refuse_options_that_are_not_theirs() => Assert.StartsWith(
        "These options do not describe one of the post's networks",
        Assert.Throws<InputException>(() => ModelKind.Lyrics.Create(new TrainingOptions { Depth = 1 }, 60, 4)).Message);

    private static EpochResult Fit(ModelKind kind, TrainingOptions options)
    {
        var (train, test) = (SmallSongs.Create(400), SmallSongs.Create(100, seed: 2));
        using var net = kind.Create(options, train, SmallSongs.Classes);
        return new Trainer(options).Fit(net, train, test).Epochs[^1];
    }

    private static TrainingOptions Small(ModelKind kind) => Recipe.Network(kind) with
    {
        MinFrequency = 1,
        TokenDropout = 0.2,
        HiddenDim = 32,
        EmbeddingDim = 16,
    };

    private static float[] Logits(Module<SongBatch, Tensor> net, SongDataset songs)
    {
        net.eval();
        return net.call(songs.Collate([.. Enumerable.Range(0, songs.Count)])).data<float>().ToArray();
    }

    private static bool Close(float expected, float actual) => Math.Abs(expected - actual) < 1e-6f;
}
