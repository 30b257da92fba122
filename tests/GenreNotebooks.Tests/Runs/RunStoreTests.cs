using GenreNotebooks.Data;
using GenreNotebooks.Models;
using GenreNotebooks.Plots;
using GenreNotebooks.Runs;
using GenreNotebooks.Tests.Plots;
using GenreNotebooks.Training;
using GenreNotebooks.Vectorization;
using Xunit;

namespace GenreNotebooks.Tests.Runs;

[Collection<Alone>]
public sealed class RunStoreTests : IDisposable
{
    private static readonly TrainingOptions Options = new() { Epochs = 1 };

    private readonly TemporaryFolder folder = new();
    private readonly RunStore store;
    private readonly PreparedData data;

    public RunStoreTests() => (store, data) = (new(folder.File("runs")), SmallData.Prepare(folder.File("data")));

    public void Dispose() => folder.Dispose();

    [Fact]
    public void A_kept_run_is_found_again()
    {
        Assert.Null(store.Find(ModelKind.Lyrics, data, Options));
        var run = SomeRun.Create() with { Options = Options };
        store.Keep(run, data);
        Assert.Equal(run.ToJson(), store.Find(ModelKind.Lyrics, data, new() { Epochs = 1 })!.ToJson());
    }

    [Fact]
    public void A_run_of_another_network_or_with_other_options_is_another_run()
    {
        store.Keep(SomeRun.Create() with { Options = Options }, data);
        Assert.Null(store.Find(ModelKind.Combined, data, Options));
        TrainingOptions[] others =
        [
            Options with { Seed = 1 }, Options with { Epochs = 2 }, Options with { BatchSize = 9 }, Options with { LearningRate = 0.002 },
            Options with { EmbeddingDim = 64 }, Options with { Dropout = 0.3 }, Options with { MaxLength = 256 },
            Options with { Split = SplitKind.Artist }, Options with { ResetOptimizerEachEpoch = false },
            Options with { Pooling = Pooling.Mean }, Options with { MinFrequency = 5 }, Options with { TokenDropout = 0.5 },
            Options with { FeatureScaling = FeatureScaling.Standard }, Options with { WithYear = true }, Options with { Depth = 0 },
            Options with { LyricsDepth = 0 }, Options with { HiddenDim = 32 }, Options with { FeatureDropout = 0.1 },
            Options with { WeightDecay = 0.01 }, Options with { LabelSmoothing = 0.1 }, Options with { Patience = 3 }, Options with { Members = 2 },
            Options with { CosineDecay = true }, Options with { Genres = GenreChoice.All }, Options with { DropoutWhileTesting = false }, Options with { Device = "cpu" },
        ];
        Assert.Equal(typeof(TrainingOptions).GetProperties().Count(option => option.CanWrite), others.Length);
        Assert.All(others, other => Assert.Null(store.Find(ModelKind.Lyrics, data, other)));
    }

    [Fact]
    public void A_run_on_other_songs_or_another_vocabulary_is_another_run()
    {
        store.Keep(SomeRun.Create() with { Options = Options }, data);
        var sameSongs = SmallData.Prepare(folder.File("same"));
        var otherSongs = SmallData.Prepare(folder.File("songs"), seed: 1);
        var otherVocabulary = SmallData.Prepare(folder.File("vocabulary"), changeVocabulary: path =>
            File.WriteAllText(path, File.ReadAllText(path).Replace("[unused5]", "[unused-5]")));
        Assert.NotNull(store.Find(ModelKind.Lyrics, sameSongs, Options));
        Assert.Null(store.Find(ModelKind.Lyrics, otherSongs, Options));
        Assert.Null(store.Find(ModelKind.Lyrics, otherVocabulary, Options));
    }

    [Fact]
    public void All_runs_of_a_network_on_these_songs_are_found_the_oldest_first_and_compared()
    {
        Assert.Empty(store.FindAll(ModelKind.Lyrics, data));
        TrainingOptions[] settings = [Options with { EmbeddingDim = 64 }, Options, Options with { EmbeddingDim = 8, Seed = 2 }];
        foreach (var (age, options) in settings.Index())
        {
            store.Keep(SomeRun.Create() with { Options = options }, data);
            File.SetLastWriteTimeUtc(store.PathOf(ModelKind.Lyrics, data, options), DateTime.UnixEpoch.AddDays(age));
        }
        store.Keep(SomeRun.Create() with { Model = "combined", Options = Options }, data);
        store.Keep(SomeRun.Create() with { Options = Options with { Depth = 0 } }, SmallData.Prepare(folder.File("songs"), seed: 1));
        File.WriteAllText(Path.Combine(store.Folder, "lyrics-0123456789abcdef.json"), "damaged");

        var runs = store.FindAll(ModelKind.Lyrics, data);

        Assert.Equal(settings, runs.Select(run => run.Options));
        Assert.Equal(
            ["lyrics, embedding_dim 64, seed 0", "lyrics, embedding_dim 32, seed 0", "lyrics, embedding_dim 8, seed 2"],
            new Figure(Plot.CompareRuns("Runs", runs)).TraceNames);
        Assert.Throws<InputException>(() => Plot.CompareRuns("Runs", []));
    }

    [Fact]
    public void A_missing_run_is_trained_once_and_then_found_and_the_progress_says_which()
    {
        var (trained, first) = FindOrTrain();
        Assert.Equal("metadata: no such run yet, training 1 epochs", first[0]);
        Assert.StartsWith("| epoch   1 | train accuracy", first[1]);
        var (found, second) = FindOrTrain();
        Assert.StartsWith("metadata: finished run found, same options, data and library build (metadata-", Assert.Single(second));
        Assert.Equal(trained.ToJson(), found.ToJson()); // including its seconds
    }

    [Theory]
    [InlineData("")]
    [InlineData("{\"model\": \"metadata\"")]
    public void A_damaged_record_counts_as_none_and_is_replaced(string content)
    {
        var path = store.PathOf(ModelKind.Metadata, data, Options);
        Directory.CreateDirectory(store.Folder);
        File.WriteAllText(path, content);
        Assert.Null(store.Find(ModelKind.Metadata, data, Options));
        var (run, _) = FindOrTrain();
        Assert.Equal(run.ToJson(), RunRecord.Load(path).ToJson());
    }

    [Fact]
    public void An_interrupted_run_counts_as_none()
    {
        store.Keep(SomeRun.Create() with { Options = Options, Final = null }, data);
        Assert.Null(store.Find(ModelKind.Lyrics, data, Options));
    }

    [Fact]
    public void The_default_store_is_the_repositorys_unless_the_variable_names_another()
    {
        var before = Environment.GetEnvironmentVariable(RunStore.EnvironmentVariable);
        try
        {
            Environment.SetEnvironmentVariable(RunStore.EnvironmentVariable, folder.File("elsewhere"));
            Assert.Equal(folder.File("elsewhere"), RunStore.Default.Folder);
            Environment.SetEnvironmentVariable(RunStore.EnvironmentVariable, null);
            Assert.Equal(Packaging.Repository.File("artifacts/runs"), RunStore.Default.Folder);
        }
        finally
        {
            Environment.SetEnvironmentVariable(RunStore.EnvironmentVariable, before);
        }
    }

    private (RunRecord Run, string[] Lines) FindOrTrain()
    {
        var lines = new List<string>();
        return (store.FindOrTrain(ModelKind.Metadata, data, Options, lines.Add), [.. lines]);
    }
}
