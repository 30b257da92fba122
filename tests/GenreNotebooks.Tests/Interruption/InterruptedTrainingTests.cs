using GenreNotebooks.Models;
using GenreNotebooks.Runs;
using GenreNotebooks.SavedModels;
using GenreNotebooks.Tests.Runs;
using GenreNotebooks.Training;
using GenreNotebooks.Vectorization;
using Xunit;

namespace GenreNotebooks.Tests.Interruption;

[Collection<Alone>]
public sealed class InterruptedTrainingTests : IDisposable
{
    private static readonly TrainingOptions Options = new() { Epochs = 5, Seed = 3 };

    private static readonly SongDataset Train = SmallSongs.Create(80), Test = SmallSongs.Create(40, seed: 2);

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    public static TheoryData<ModelKind> Kinds { get; } = [.. Enum.GetValues<ModelKind>()];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Fit_ends_and_the_trainer_has_the_finished_epochs(ModelKind kind)
    {
        var (trainer, expected) = (new Trainer(Options), Fit(new(Options), kind).Epochs.WithoutTimes());
        using (var cell = new RunningCell())
        {
            Assert.Throws<OperationCanceledException>(() => Fit(trainer, kind, epoch => InterruptAt(2, epoch, cell)));
        }
        Assert.Equal(expected[..2], trainer.History.Epochs.WithoutTimes());
        using var next = new RunningCell();
        var history = Fit(trainer, kind);
        Assert.Equal(expected, history.Epochs.WithoutTimes());
        Assert.Same(history, trainer.History);
    }

    [Fact]
    public void In_a_cell_the_callers_token_ends_Fit_too()
    {
        using var cell = new RunningCell();
        using var cancellation = new CancellationTokenSource();
        var trainer = new Trainer(Options);
        Assert.Throws<OperationCanceledException>(() => Fit(trainer, ModelKind.Metadata, _ => cancellation.Cancel(), cancellation.Token));
        Assert.Single(trainer.History.Epochs);
    }

    [Fact]
    public void Before_its_first_epoch_a_trainer_has_an_empty_history_that_can_be_shown()
    {
        var trainer = new Trainer(Options);
        Assert.Empty(trainer.History.Epochs);
        using var cell = RunningCell.Interrupted();
        Assert.Throws<OperationCanceledException>(() => Fit(trainer, ModelKind.Metadata));
        Assert.Empty(trainer.History.ToString());
    }

    [Fact]
    public void The_history_has_the_finished_epochs_whatever_ends_Fit()
    {
        var trainer = new Trainer(Options);
        Assert.Throws<InvalidOperationException>(
            () => Fit(trainer, ModelKind.Metadata, epoch => _ = epoch.Epoch < 3 ? 0 : throw new InvalidOperationException()));
        Assert.Equal([1, 2, 3], trainer.History.Epochs.Select(epoch => epoch.Epoch));
    }

    [Fact]
    public void A_checkpoint_is_whole_and_the_next_cell_goes_on_from_it()
    {
        var path = folder.File("run.checkpoint");
        using (var cell = new RunningCell())
        {
            var trainer = new Trainer(Options) { Checkpoint = new(path, "run") };
            Assert.Throws<OperationCanceledException>(() => Fit(trainer, ModelKind.Lyrics, epoch => InterruptAt(3, epoch, cell)));
        }
        Assert.Equal([path], Directory.GetFiles(folder.Path));
        var checkpoint = new TrainingCheckpoint(path, "run");
        checkpoint.Find();
        Assert.Equal(3, checkpoint.Epochs.Count);
        var goneOn = Fit(new(Options) { Checkpoint = checkpoint }, ModelKind.Lyrics);
        Assert.Equal(Fit(new(Options), ModelKind.Lyrics).Epochs.WithoutTimes(), goneOn.Epochs.WithoutTimes());
    }

    [Fact]
    public void A_run_ends_with_no_record_of_a_part()
    {
        var data = SmallData.Prepare(folder.File("data"), options: Options);
        using (var cell = new RunningCell())
        {
            Assert.Throws<OperationCanceledException>(() => TrainingRun.Train(ModelKind.Metadata, data, Options, _ => cell.Interrupt()));
        }
        Assert.Equal(5, TrainingRun.Train(ModelKind.Metadata, data, Options).History.Count);
    }

    [Fact]
    public void A_store_keeps_nothing_of_a_run_that_was_interrupted()
    {
        var (store, data) = (new RunStore(folder.File("runs")), SmallData.Prepare(folder.File("data"), options: Options));
        using (RunningCell.Interrupted())
        {
            Assert.Throws<OperationCanceledException>(() => store.FindOrTrain(ModelKind.Metadata, data, Options));
        }
        Assert.False(Directory.Exists(store.Folder));
        Assert.NotNull(store.FindOrTrain(ModelKind.Metadata, data, Options).Final);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void A_classifier_is_not_made(int members)
    {
        var options = Options with { Members = members };
        var data = SmallData.Prepare(folder.File("data"), options: Options);
        using (RunningCell.Interrupted())
        {
            Assert.ThrowsAny<OperationCanceledException>(() => GenreClassifier.Train(ModelKind.Metadata, data, options));
        }
        using var classifier = GenreClassifier.Train(ModelKind.Metadata, data, options);
        Assert.Equal(members, classifier.Networks.Count);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void A_sweep_keeps_its_finished_runs_and_makes_the_others_in_the_next_cell(int jobs)
    {
        using var small = new SmallSweep();
        var sweep = small.Sweep(jobs);
        using (var cell = new RunningCell())
        {
            Assert.Throws<OperationCanceledException>(() => sweep.Run(SmallSweep.Seeds(40), run => InterruptAt(3, run.Number, cell)));
        }
        var kept = sweep.Lines.Read().Count;
        Assert.InRange(kept, 3, 39);
        Assert.Equal(kept, File.ReadAllLines(sweep.Lines.FilePath).Length);
        var told = new List<SweepRun>();
        using var next = new RunningCell();
        sweep.Run(SmallSweep.Seeds(40), told.Add);
        Assert.Equal((kept, 40), (told.Count(run => run.Found), told.Count));
    }

    private static TrainingHistory Fit(
        Trainer trainer, ModelKind kind, Action<EpochResult>? onEpoch = null, CancellationToken cancellation = default)
    {
        using var network = kind.Create(Options, SmallSongs.VocabularySize, SmallSongs.Classes);
        return trainer.Fit(network, Train, Test, onEpoch, cancellation);
    }

    private static void InterruptAt(int last, EpochResult epoch, RunningCell cell) => InterruptAt(last, epoch.Epoch, cell);

    private static void InterruptAt(int last, int number, RunningCell cell)
    {
        if (number == last)
        {
            cell.Interrupt();
        }
    }
}
