using GenreNotebooks.Evaluation;
using GenreNotebooks.Vectorization;
using TorchSharp.Modules;
using Xunit;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace GenreNotebooks.Tests.Evaluation;

[Collection<Torch>]
public class EvaluatorTests
{
    /// <summary>Its logits are a song's first three features, so each song sets its own prediction.</summary>
    private sealed class Oracle : Module<SongBatch, Tensor>
    {
        private readonly Parameter weight = new(zeros(1));

        public Oracle() : base(nameof(Oracle)) => RegisterComponents();

        public override Tensor forward(SongBatch input) => input.Features.narrow(1, 0, 3) + weight;
    }

    [Fact]
    public void Predictions_are_counted_by_true_genre()
    {
        using var oracle = new Oracle();
        var matrix = Evaluator.Evaluate(oracle, Songs((0, 0), (0, 2), (1, 1), (1, 1), (2, 0), (2, 2), (2, 0)));
        Assert.Equal(new[,] { { 1, 0, 1 }, { 0, 2, 0 }, { 2, 0, 1 } }, matrix.Counts);
        Assert.Equal(["genre 0", "genre 1", "genre 2"], matrix.Genres);
    }

    [Fact]
    public void Every_song_is_counted_once_however_many_there_are()
    {
        using var oracle = new Oracle();
        var matrix = Evaluator.Evaluate(oracle, Songs([.. Enumerable.Range(0, 600).Select(song => (song % 3, song % 2))]));
        Assert.Equal(new[,] { { 100, 100, 0 }, { 100, 100, 0 }, { 100, 100, 0 } }, matrix.Counts);
    }

    [Fact]
    public void The_model_is_measured_in_eval_mode_and_no_tensor_stays()
    {
        using var oracle = new Oracle();
        var songs = Songs((0, 0), (1, 2), (2, 2));
        oracle.train();
        var before = LiveTensors.Settled();
        Evaluator.Evaluate(oracle, songs);
        Assert.False(oracle.training);
        Assert.InRange(Tensor.TotalCount, 0, before);
    }

    private static SongDataset Songs(params (int Label, int Predicted)[] songs) => SmallSongs.Dataset(
        [.. songs.Select(song => new[] { 1, song.Label })],
        [.. songs.SelectMany(song => Enumerable.Range(0, 22).Select(feature => feature == song.Predicted ? 1f : 0f))],
        [.. songs.Select(song => song.Label)],
        maxLength: 4);
}
