using GenreNotebooks.Models;
using GenreNotebooks.Runs;
using Xunit;

namespace GenreNotebooks.Tests.Runs;

public class BlogResultsTests
{
    public static TheoryData<ModelKind> Kinds { get; } = [.. Enum.GetValues<ModelKind>()];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Figures_are_those_of_the_reference(ModelKind kind)
    {
        var (blog, facts) = (BlogResults.Of(kind), BlogFacts.Model(kind));
        Assert.Equal(facts.GetProperty("parameters").GetInt64(), blog.Parameters);
        Assert.Equal(facts.GetProperty("final_accuracy").GetDouble(), blog.FinalAccuracy);
        Assert.Equal(facts.GetProperty("per_class").EnumerateArray().Select(accuracy => accuracy.GetDouble()), blog.PerClass);
        Assert.Equal(facts.GetProperty("epoch_25_printed").GetDouble(), blog.TestAccuracy[^1]);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Each_network_has_25_epochs(ModelKind kind)
    {
        var blog = BlogResults.Of(kind);
        Assert.Equal((25, 25, 25), (blog.TrainAccuracy.Count, blog.TestAccuracy.Count, blog.Seconds.Count));
        Assert.All(blog.TrainAccuracy.Concat(blog.TestAccuracy), accuracy => Assert.InRange(accuracy, 0.2, 1));
        Assert.All(blog.Seconds, seconds => Assert.InRange(seconds, 0.5, 60));
    }

    // The post says that the combined network was best at epoch 20.
    [Fact]
    public void The_combined_network_was_best_at_epoch_20()
    {
        var (epoch, accuracy) = BlogResults.Of(ModelKind.Combined).TestAccuracy.Index().MaxBy(epoch => epoch.Item);
        Assert.Equal((20, 0.6642), (epoch + 1, Math.Round(accuracy, 4)));
    }

    // The accuracies by genre, weighted by the post's test songs, give its final accuracy.
    [Theory]
    [MemberData(nameof(Kinds))]
    public void Accuracies_by_genre_stand_in_the_order_of_the_labels(ModelKind kind)
    {
        int[] songs = [174, 784, 483, 816];
        var blog = BlogResults.Of(kind);
        Assert.Equal(blog.FinalAccuracy, blog.PerClass.Zip(songs, (accuracy, count) => accuracy * count).Sum() / songs.Sum(), 1e-9);
    }
}
