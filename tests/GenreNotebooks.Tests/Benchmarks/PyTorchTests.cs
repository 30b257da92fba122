using System.Text.Json;
using GenreNotebooks.Benchmarks;
using GenreNotebooks.Data;
using GenreNotebooks.Models;
using GenreNotebooks.Runs;
using GenreNotebooks.Training;
using GenreNotebooks.Vectorization;
using Xunit;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace GenreNotebooks.Tests.Benchmarks;

[Collection<Torch>]
public class PyTorchTests
{
    private const int Steps = 40;
    private const double Tolerance = 1e-4;

    private static readonly TrainingOptions Options = new() { Epochs = 1, Dropout = 0, Device = "cpu" };
    private static readonly Lazy<string> Found = new(() => PyTorchProcess.Find(PyTorchProcess.Pythons).Python);
    private static readonly PyTorchComparison Some = new(new("lyrics", 9, 2, 1, 0.2), new("metadata", 0.4, 0.3, 0.1, null), new("combined", 8, 3, 0.5, 0.1));

    public static TheoryData<ModelKind> Kinds { get; } = [.. Enum.GetValues<ModelKind>()];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void With_the_same_weights_and_batches_all_three_codes_have_the_same_losses(ModelKind kind)
    {
        var python = Python();
        var data = PreparedData.Load(DataFolder.Sample, Options);
        using var network = kind.Create(Options, data.VocabularySize, data.Genres.Count);
        using var songs = new PyTorchSongs(data.Train, Options.Dropout);
        songs.Write(kind, network);
        using var post = new PyTorchProcess(python, "post", songs);
        using var expert = new PyTorchProcess(python, "expert", songs);

        using var ours = new Recorder(network, data.Train);
        new Trainer(Options).Fit(ours, data.Train, data.Test, cancellation: TestContext.Current.CancellationToken);
        var order = ours.Songs.Take(Steps * Options.BatchSize).ToList();
        var losses = post.Epoch(kind, order).Losses;

        AssertClose(ours.Losses.Take(Steps), losses);
        // Adam also moves rows of the embedding that an earlier batch has met; SparseAdam does not, so its third loss may differ.
        var same = kind == ModelKind.Metadata ? Steps : 2;
        AssertClose(losses.Take(same), expert.Epoch(kind, order).Losses.Take(same));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void While_every_batch_has_the_same_songs_the_experts_SparseAdam_is_the_posts_Adam(ModelKind kind)
    {
        var python = Python();
        var data = PreparedData.Load(DataFolder.Sample, Options);
        using var network = kind.Create(Options, data.VocabularySize, data.Genres.Count);
        using var songs = new PyTorchSongs(data.Train, Options.Dropout);
        songs.Write(kind, network);
        using var post = new PyTorchProcess(python, "post", songs);
        using var expert = new PyTorchProcess(python, "expert", songs);
        int[] order = [.. Enumerable.Range(0, Steps * Options.BatchSize).Select(position => position % Options.BatchSize)];
        var losses = post.Epoch(kind, order).Losses;
        Assert.True(losses[^1] < losses[0] - (100 * Tolerance), "the network has not learnt");
        AssertClose(losses, expert.Epoch(kind, order).Losses);
    }

    [Fact(Explicit = true)]
    [Trait("Suite", "Long")]
    public void A_small_measurement_has_a_row_of_each_network_and_of_all()
    {
        var python = Python();
        using var songs = new GeneratedSongs(60);
        var output = new StringWriter();
        var measured = new PyTorchMeasurement(python, PreparedData.Load(songs.Folder, Options), rounds: 1, output, TestContext.Current.CancellationToken).Measure();
        Assert.StartsWith("48 songs an epoch", output.ToString());
        Assert.All((PyTorchSeconds[])[measured.Lyrics, measured.Metadata, measured.Combined, measured.All], network =>
        {
            Assert.Contains(network.ToString(), output.ToString());
            Assert.True(network is { Post: > 0, Expert: > 0, Ours: > 0, Limit: null or > 0 }, network.ToString());
        });
    }

    [Fact]
    public void All_three_is_the_time_of_the_networks_together_not_the_mean_of_their_ratios()
    {
        Assert.Equal(17.4 / 1.6, Some.All.TimesPost, 1e-9);
        Assert.Equal(5.3 / 1.6, Some.All.TimesExpert, 1e-9);
    }

    [Fact]
    public void The_file_has_seconds_and_ratios_of_each_network_and_of_all()
    {
        using var json = JsonDocument.Parse(Some.ToJson());
        Assert.Equal(["lyrics", "metadata", "combined", "all"], json.RootElement.EnumerateObject().Select(network => network.Name));
        Assert.All(json.RootElement.EnumerateObject(), network => Assert.Equal(
            ["network", "post", "expert", "ours", "limit", "times_post", "times_expert"], network.Value.EnumerateObject().Select(value => value.Name)));
    }

    [Fact]
    public void A_row_moves_for_a_hundred_steps_after_each_batch_that_has_it()
    {
        const int Batches = 150;
        var size = PlainPort.BatchSize;
        // [PAD] and the token 1 are in every batch, the token 2 in one.
        var songs = SmallSongs.Dataset(
            [.. Enumerable.Repeat<int[]>([1], (Batches * size) - 1), [1, 2]], new float[Batches * size * 22], new int[Batches * size], maxLength: 4);
        var first = new SongBatches(songs, size, seed: 0).OfEpoch().Index().First(batch => batch.Item.Tokens.data<long>().Contains(2)).Index;
        var (tokens, steps) = Limit.Count(songs);
        Assert.Equal(Enumerable.Range(0, Batches).Select(batch => 2L * size + (batch == first ? 1 : 0)), tokens);
        Assert.Equal((2 * Batches) + Math.Min(100, Batches - first), steps);
    }

    [Fact]
    public void Without_PyTorch_the_message_names_the_package() => Assert.Equal(
        "/nowhere/python3 and /nowhere/python: found no PyTorch. Install it, on Debian with: apt-get install python3-torch libopenblas0-pthread",
        Assert.Throws<InputException>(() => PyTorchProcess.Find("/nowhere/python3", "/nowhere/python")).Message);

    private static string Python()
    {
        try
        {
            return Found.Value;
        }
        catch (InputException exception)
        {
            Assert.Skip(exception.Message);
            throw;
        }
    }

    private static void AssertClose(IEnumerable<double> expected, IEnumerable<double> actual) =>
        Assert.Equal(expected, actual, (one, other) => Math.Abs(one - other) < Tolerance);

    /// <summary>Notes the songs of each batch that passes through a network, and their mean loss.</summary>
    private sealed class Recorder : Module<SongBatch, Tensor>
    {
        private readonly Module<SongBatch, Tensor> network;
        private readonly SongDataset songs;

        public Recorder(Module<SongBatch, Tensor> network, SongDataset songs) : base(nameof(Recorder))
        {
            (this.network, this.songs) = (network, songs);
            RegisterComponents();
        }

        public List<int> Songs { get; } = [];

        public List<double> Losses { get; } = [];

        public override Tensor forward(SongBatch batch)
        {
            var logits = network.call(batch);
            Losses.Add(functional.cross_entropy(logits.detach(), batch.Labels).item<float>());
            Songs.AddRange(Enumerable.Range(0, batch.Size).Select(song =>
                Enumerable.Range(0, songs.Count).FirstOrDefault(row => songs.FeaturesOf(row).SequenceEqual(batch.FeaturesOf(song)), -1)));
            return logits;
        }
    }
}
