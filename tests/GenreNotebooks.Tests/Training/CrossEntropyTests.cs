using GenreNotebooks.Training;
using Xunit;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace GenreNotebooks.Tests.Training;

[Collection<Torch>]
public class CrossEntropyTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(100)] // exp(100) overflows a float32
    public void Loss_and_gradient_are_LibTorchs(double scale)
    {
        using var scope = NewDisposeScope();
        using var batch = SmallSongs.Create(50).Collate([.. Enumerable.Range(0, 50)]);
        manual_seed(1);
        var logits = (randn(50, SmallSongs.Classes) * scale).detach().requires_grad_();
        var loss = functional.cross_entropy(logits, batch.Labels);
        loss.backward();
        var score = new RunningScore();
        score.Add(logits, batch);
        var gradient = new CrossEntropy().Gradient(logits, batch);
        Assert.Equal(loss.item<float>(), score.Loss, 1e-5 * scale);
        Assert.InRange((gradient - logits.grad!).abs().max().item<float>(), 0, 1e-7f);
        Assert.Equal(logits.argmax(1).eq(batch.Labels).sum().item<long>() / 50.0, score.Accuracy);
    }

    [Theory]
    [InlineData(0.1)]
    [InlineData(0.6)]
    public void A_smoothed_label_gives_LibTorchs_gradient_and_the_loss_stays_that_of_the_true_genre(double smoothing)
    {
        using var scope = NewDisposeScope();
        using var batch = SmallSongs.Create(50).Collate([.. Enumerable.Range(0, 50)]);
        manual_seed(1);
        var logits = (randn(50, SmallSongs.Classes) * 3).detach().requires_grad_();
        functional.cross_entropy(logits, batch.Labels, label_smoothing: smoothing).backward();
        var score = new RunningScore();
        score.Add(logits, batch);
        Assert.InRange((new CrossEntropy(smoothing).Gradient(logits, batch) - logits.grad!).abs().max().item<float>(), 0, 1e-7f);
        Assert.Equal(functional.cross_entropy(logits, batch.Labels).item<float>(), score.Loss, 1e-5);
    }

    [Fact]
    public void Every_song_counts_the_same_however_large_its_batch()
    {
        using var scope = NewDisposeScope();
        var (whole, parts) = (new RunningScore(), new RunningScore());
        var songs = SmallSongs.Create(10);
        manual_seed(2);
        var logits = randn(10, SmallSongs.Classes);
        whole.Add(logits, songs.Collate([.. Enumerable.Range(0, 10)]));
        parts.Add(logits.narrow(0, 0, 7), songs.Collate([.. Enumerable.Range(0, 7)]));
        parts.Add(logits.narrow(0, 7, 3).contiguous(), songs.Collate(7, 8, 9));
        Assert.Equal(whole.Loss, parts.Loss, 1e-12);
        Assert.Equal(whole.Accuracy, parts.Accuracy);
    }
}
