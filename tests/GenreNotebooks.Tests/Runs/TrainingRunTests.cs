using GenreNotebooks.Data;
using GenreNotebooks.Models;
using GenreNotebooks.Runs;
using GenreNotebooks.Training;
using Xunit;

namespace GenreNotebooks.Tests.Runs;

/// <summary>Runs on the embedded sample, prepared once.</summary>
[Collection<Torch>]
public sealed class TrainingRunTests(TrainingRunTests.Sample sample) : IClassFixture<TrainingRunTests.Sample>
{
    private static readonly TrainingOptions OneEpoch = new() { Epochs = 1 };

    private readonly PreparedData data = sample.Data;

    public sealed class Sample
    {
        public PreparedData Data { get; } = PreparedData.Load(DataFolder.Sample, OneEpoch);
    }

    [Theory]
    [InlineData(ModelKind.Lyrics, 977_924)]
    [InlineData(ModelKind.Metadata, 782)]
    [InlineData(ModelKind.Combined, 978_090)]
    public void A_run_is_put_on_record(ModelKind kind, int parameters)
    {
        var told = new List<EpochResult>();
        var run = TrainingRun.Train(kind, data, OneEpoch, told.Add);
        Assert.Equal((kind, 0, SplitKind.Random, parameters), (run.Kind!.Value, run.Seed, run.Split, run.Parameters));
        Assert.Equal((data.Origin with { BaseRate = data.BaseRate }, data.VocabularySha256, OneEpoch), (run.Data, run.VocabularySha256, run.Options));
        Assert.Equal(told, run.History);
        Assert.Equal((1, Assert.Single(told).TestAccuracy), (run.Best!.Epoch, run.Best.Accuracy));
        Assert.Equal("test songs", run.Best.PickedOn);
        Assert.Equal(RunEnvironment.ThisBuild, run.Environment.LibraryBuild);
    }

    [Fact]
    public void The_final_score_is_that_of_the_test_songs_with_dropout_off()
    {
        var run = TrainingRun.Train(ModelKind.Lyrics, data, OneEpoch with { DropoutWhileTesting = false });
        Assert.Equal(run.History[0].TestAccuracy, run.Final!.Accuracy, 1e-12);
        Assert.Equal(run.Confusion.Accuracy, run.Final.Accuracy);
        Assert.Equal(data.Test.Count, run.Confusion.Total);
        Assert.Equal(data.Genres.Names, run.Final.PerClass.Keys);
    }

    [Fact]
    public void Options_that_the_data_was_not_prepared_with_are_refused()
    {
        var exception = Assert.Throws<InputException>(() => TrainingRun.Train(ModelKind.Metadata, data, OneEpoch with { Split = SplitKind.Artist }));
        Assert.Contains("prepared with Genres Four, Split Random, Seed 0, MaxLength 512, but the options have Genres Four, Split Artist", exception.Message);
    }

    [Fact]
    public void Seed_and_embedding_reach_the_network()
    {
        var options = OneEpoch with { EmbeddingDim = 4, Seed = 5 };
        var run = TrainingRun.Train(ModelKind.Combined, PreparedData.Load(DataFolder.Sample, options), options);
        Assert.Equal((30_523 * 4) + (4 * 8) + 8, run.Parameters - 414 - 228 - 104 - 204 - 104 - 36);
        Assert.Equal((5, 5), (run.Seed, run.Options.Seed));
    }

    [Fact]
    public void Cancelled_after_an_epoch_a_run_keeps_it_and_has_no_final_score()
    {
        using var cancellation = new CancellationTokenSource();
        var run = TrainingRun.Train(ModelKind.Metadata, data, new() { Epochs = 9 }, _ => cancellation.Cancel(), cancellation.Token);
        Assert.Equal(1, Assert.Single(run.History).Epoch);
        Assert.Null(run.Final);
        Assert.Equal(9, run.Options.Epochs);
        Assert.Throws<InputException>(() => run.Confusion);
    }

    [Fact]
    public void Cancelled_before_the_end_of_an_epoch_there_is_no_run() => Assert.Throws<OperationCanceledException>(
        () => TrainingRun.Train(ModelKind.Metadata, data, OneEpoch, null, new CancellationToken(canceled: true)));

    [Fact]
    public void The_sample_is_prepared_as_the_post_prepares_its_songs()
    {
        Assert.StartsWith("SAMPLE DATA", data.Notice);
        Assert.Equal("sample", data.Origin.Kind);
        Assert.Equal((int)Math.Ceiling((data.Train.Count + data.Test.Count) * 0.2), data.Test.Count);
        Assert.Equal((30_522, 512, 4), (data.VocabularySize, data.Train.MaxLength, data.Genres.Count));
        Assert.InRange(data.BaseRate, 0.25, 0.5);
    }
}
