using GenreNotebooks.Data;
using GenreNotebooks.Estimators;
using GenreNotebooks.Evaluation;
using GenreNotebooks.Models;
using GenreNotebooks.Runs;
using GenreNotebooks.SavedModels;
using GenreNotebooks.Tests.Runs;
using GenreNotebooks.Training;
using GenreNotebooks.Vectorization;
using TorchSharp;
using TorchSharp.Modules;
using Xunit;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace GenreNotebooks.Tests.OwnNetworks;

/// <summary>A network of one's own, recorded, swept, compared, saved, loaded and used for predictions.</summary>
[Collection<Torch>]
public sealed class OwnRunTests : IDisposable
{
    private static readonly TrainingOptions TwoEpochs = new() { Epochs = 2, Device = "cpu" };

    private readonly SmallSweep small = new();

    public void Dispose() => small.Dispose();

    private PreparedData Data => PreparedData.Load(small.Data, TwoEpochs);

    [Fact]
    public void A_record_has_the_networks_name_and_parameters_and_no_option_that_it_lacks()
    {
        var run = TrainingRun.Train(TokenNet.Definition(dim: 5, training: new("SGD") { Optimizer = (parameters, rate) => optim.SGD(parameters, rate) }), Data, TwoEpochs);
        var json = run.ToJson();
        Assert.Equal(("token net", null, """{"dim":5,"training":"SGD"}"""), (run.Model, run.Kind, run.Network!.ToJsonString()));
        Assert.DoesNotContain("embedding_dim", json, StringComparison.Ordinal);
        Assert.Contains("\"batch_size\": 8", json, StringComparison.Ordinal);
        run.Save(small.File("run.json"));
        Assert.Equal(json, RunRecord.Load(small.File("run.json")).ToJson());
    }

    [Fact]
    public void A_sweep_over_its_parameters_resumes_and_puts_them_in_the_table()
    {
        SweepPoint[] points = [.. from dim in (int[])[3, 6] from seed in (int[])[0, 1] select new SweepPoint(TokenNet.Definition(dim), TwoEpochs with { Seed = seed }), new(ModelKind.Metadata, TwoEpochs)];
        var first = small.Sweep().Run(points);
        Assert.All(points.Zip(first), pair => Assert.Equal(
            TrainingRun.Train(pair.First.Model, PreparedData.Load(small.Data, pair.First.Options), pair.First.Options).JsonWithoutTimes(), pair.Second.JsonWithoutTimes()));
        var again = new List<SweepRun>();
        Assert.Equal(first.Select(run => run.ToJson()), small.Sweep().Run(points, again.Add).Select(run => run.ToJson()));
        Assert.All(again, run => Assert.True(run.Found));

        var summary = SweepSummary.Of(small.Sweep().Lines.Read());
        Assert.Equal([("metadata", 1), ("token net", 2), ("token net", 2)], summary.Rows.Select(row => (row.Setting.Model, row.Runs)));
        Assert.Equal(["metadata", "token net, dim 3", "token net, dim 6"], summary.Rows.Select(row => summary.Names.Of(row.Setting, without: "embedding_dim")).Select(name => name.Split(", dropout")[0]));
        Assert.Equal(3, RunNames.NumberOf(summary.Rows[1].Setting, "dim"));
        summary.Save(small.File("summary.csv"));
        var csv = File.ReadAllLines(small.File("summary.csv"));
        Assert.Contains(",dim,data,runs,", csv[0], StringComparison.Ordinal);
        Assert.All(csv.Skip(2), line => Assert.StartsWith("token net,,", line, StringComparison.Ordinal));
    }

    [Fact]
    public void The_store_finds_it_by_name_and_parameters()
    {
        var (store, data) = (new RunStore(small.File("store")), Data);
        var run = store.FindOrTrain(TokenNet.Definition(3), data, TwoEpochs);
        Assert.Equal(run.ToJson(), store.Find(TokenNet.Definition(3), data, TwoEpochs)!.ToJson());
        Assert.Null(store.Find(TokenNet.Definition(4), data, TwoEpochs));
        store.FindOrTrain(TokenNet.Definition(4), data, TwoEpochs);
        Assert.Equal(["""{"dim":3}""", """{"dim":4}"""], store.FindAll(TokenNet.Definition(), data).Select(found => found.Network!.ToJsonString()));
        Assert.Empty(store.FindAll(ModelKind.Lyrics, data));
    }

    [Fact]
    public void The_sealed_test_songs_judge_it_beside_the_others()
    {
        var songs = SongTable.Load(small.Data).OfGenres(GenreSet.Blog);
        var models = new (string, IEstimator)[] { ("mine", new NetworkEstimator(TokenNet.Definition(), TwoEpochs)), ("the post's", new NetworkEstimator(ModelKind.Metadata, TwoEpochs)) };
        var measured = ModelComparison.Measure(songs, models, SplitKind.Random, seeds: 2, cancellation: TestContext.Current.CancellationToken);
        Assert.Equal(["mine", "the post's"], measured.Names);
        Assert.Equal("token net, dim 4", new NetworkEstimator(TokenNet.Definition()).Name);
        Assert.Equal("3 times token net, dim 4", new NetworkEnsemble(TokenNet.Definition(), TwoEpochs with { Members = 3 }).Name);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Saved_and_loaded_with_its_definition_it_predicts_the_same(int members)
    {
        var options = TwoEpochs with { Members = members };
        using var model = GenreClassifier.Train(TokenNet.Definition(), Data, options, cancellation: TestContext.Current.CancellationToken);
        model.Save(small.File("model"));
        Assert.Equal((true, 0), (model.ReadsLyrics, model.Features.Count));
        using var loaded = GenreClassifier.Load(small.File("model"), TokenNet.Definition());
        Assert.Equal(model.Predict("love rain").Probabilities, loaded.Predict("love rain").Probabilities);
        Assert.Equal((model.Model, model.ReadsLyrics, 0), (loaded.Model, loaded.ReadsLyrics, loaded.Features.Count));
        var card = File.ReadAllText(small.File("model/README.md"));
        Assert.Contains("of the user's own, token net", card, StringComparison.Ordinal);
        Assert.Contains("""GenreClassifier.Load("DIR", definition).Predict("TEXT")""", card, StringComparison.Ordinal);
        Assert.DoesNotContain("predict --model", card, StringComparison.Ordinal);
    }

    [Fact]
    public void Loaded_without_its_definition_or_with_another_it_is_refused()
    {
        using var model = GenreClassifier.Train(TokenNet.Definition(), Data, TwoEpochs, cancellation: TestContext.Current.CancellationToken);
        model.Save(small.File("model"));
        var weights = Path.Combine(small.File("model"), "model.safetensors");
        Assert.Equal(
            $"{weights}: found the weights of 'token net, dim 4', a network that the library cannot create: load it in C# with its definition, GenreClassifier.Load(folder, definition).",
            Assert.Throws<InputException>(() => GenreClassifier.Load(small.File("model"))).Message);
        Assert.Equal(
            $"{weights}: found the weights of 'token net, dim 4', but the definition is of 'token net, dim 5': pass the definition that the network was trained with.",
            Assert.Throws<InputException>(() => GenreClassifier.Load(small.File("model"), TokenNet.Definition(5))).Message);
        var wider = new ModelDefinition("token net", (vocabularySize, genres) => new TokenNet(vocabularySize, genres, 9), new { dim = 4 });
        Assert.Contains("expected F32 [", Assert.Throws<InputException>(() => GenreClassifier.Load(small.File("model"), wider)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void It_resumes_from_a_checkpoint_of_its_own_and_of_no_other()
    {
        var (definition, data, path) = (TokenNet.Definition(), Data, small.File("checkpoint"));
        using var network = definition.Create(TwoEpochs, data.Train);
        using var stop = new CancellationTokenSource();
        var begun = TrainingRun.Train(definition, data, TwoEpochs, network, _ => stop.Cancel(), RunCheckpoints.At(path, definition, data, TwoEpochs), stop.Token);
        Assert.Single(begun.History);
        var other = RunCheckpoints.At(path, TokenNet.Definition(7), data, TwoEpochs);
        Assert.Contains("dim 4, expected 7", Assert.Throws<InputException>(() => RunCheckpoints.Resume(other)).Message, StringComparison.Ordinal);
        var checkpoint = RunCheckpoints.At(path, definition, data, TwoEpochs);
        Assert.True(RunCheckpoints.Resume(checkpoint));
        using var resumed = definition.Create(TwoEpochs, data.Train);
        Assert.Equal(
            TrainingRun.Train(definition, data, TwoEpochs).JsonWithoutTimes(), TrainingRun.Train(definition, data, TwoEpochs, resumed, checkpoint: checkpoint).JsonWithoutTimes());
    }

    [Fact]
    public void A_loaded_network_can_be_saved_again()
    {
        using (var model = GenreClassifier.Train(TokenNet.Definition(), Data, TwoEpochs, cancellation: TestContext.Current.CancellationToken))
        {
            model.Save(small.File("model"));
        }
        using var loaded = GenreClassifier.Load(small.File("model"), TokenNet.Definition());
        loaded.Save(small.File("again"));
        Assert.Equal(File.ReadAllBytes(small.File("model/model.safetensors")), File.ReadAllBytes(small.File("again/model.safetensors")));
        Assert.Equal(4, new LyricsEmbedding(loaded, [.. MusicData.Load(small.Data)]).Dim);
    }

    [Fact]
    public void Trained_twice_or_by_another_method_or_from_other_weights_a_run_says_so()
    {
        var (data, options) = (Data, TwoEpochs);
        using var network = ModelKind.Metadata.Create(options, data.VocabularySize, data.Genres.Count);
        var trainer = new Trainer(options);
        Assert.Null(TrainingRun.Record(ModelKind.Metadata, data, options, network, trainer.Fit(network, data.Train, data.Test)).Network);
        Assert.Contains("first_weights", TrainingRun.Record(ModelKind.Metadata, data, options, network, trainer.Fit(network, data.Train, data.Test)).Network!.ToJsonString(), StringComparison.Ordinal);
        using var other = ModelKind.Metadata.Create(options, data.VocabularySize, data.Genres.Count);
        var sgd = new Trainer(options, new("SGD") { Optimizer = (parameters, rate) => optim.SGD(parameters, rate) });
        Assert.Equal("""{"training":"SGD"}""", TrainingRun.Record(ModelKind.Metadata, data, options, other, sgd.Fit(other, data.Train, data.Test)).Network!.ToJsonString());
        Assert.Equal(
            "The network was trained with other options than those given to record: pass the options of the trainer.",
            Assert.Throws<InputException>(() => TrainingRun.Record(ModelKind.Metadata, data, options with { LearningRate = 0.5 }, other, sgd.History)).Message);
    }

    [Fact]
    public void Another_network_under_the_same_name_is_noticed()
    {
        var (store, data) = (new RunStore(small.File("store")), Data);
        ModelDefinition Of(int dim) => new("same", (vocabularySize, genres) => new TokenNet(vocabularySize, genres, dim));
        store.FindOrTrain(Of(3), data, TwoEpochs);
        Assert.StartsWith("The run that was found for 'same' is of a network with ", Assert.Throws<InputException>(() => store.FindOrTrain(Of(4), data, TwoEpochs)).Message, StringComparison.Ordinal);
    }

    public static TheoryData<int, bool, bool, string?> Cells => new()
    {
        { 32, false, false, null },
        { 64, false, false, "^first Linear 22-64, last Linear 64-4 \\([0-9a-f]{4}\\)$" },
        { 32, true, false, "^relu Tanh \\([0-9a-f]{4}\\)$" },
        { 32, false, true, "^forward \\([0-9a-f]{4}\\)$" },
    };

    [Theory]
    [MemberData(nameof(Cells))]
    public void How_a_network_in_a_cell_differs_from_the_librarys_is_told(int width, bool tanh, bool doubled, string? changes)
    {
        using var network = new Cell(width, tanh, doubled);
        using var library = new Cell(32, false, false);
        using var batch = SmallSongs.Create(8).Collate(0, 1, 2, 3, 4, 5, 6, 7);
        var before = network.state_dict().ToDictionary(entry => entry.Key, entry => entry.Value.clone());
        var found = NetworkChanges.Of(network, library, batch);
        Assert.True(changes is null ? found is null : System.Text.RegularExpressions.Regex.IsMatch(found!, changes), found);
        Assert.All(network.state_dict(), entry => Assert.True(entry.Value.equal(before[entry.Key]).all().item<bool>()));
    }

    private sealed class Cell : Module<SongBatch, Tensor>
    {
        private readonly Linear first;
        private readonly Linear last;
        private readonly Module<Tensor, Tensor> relu;
        private readonly bool doubled;

        public Cell(int width, bool tanh, bool doubled)
            : base(nameof(Cell))
        {
            (first, last, relu, this.doubled) = (Linear(22, width), Linear(width, 4), tanh ? Tanh() : ReLU(), doubled);
            RegisterComponents();
        }

        public override Tensor forward(SongBatch batch)
        {
            using Scalar factor = doubled ? 2 : 1;
            return last.call(relu.call(first.call(batch.Features)) * factor);
        }
    }
}
