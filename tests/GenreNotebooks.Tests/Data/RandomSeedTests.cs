using GenreNotebooks.Data;
using GenreNotebooks.Estimators;
using GenreNotebooks.Evaluation;
using GenreNotebooks.Models;
using GenreNotebooks.Runs;
using GenreNotebooks.Tests.Evaluation;
using GenreNotebooks.Training;
using GenreNotebooks.Vectorization;
using Xunit;

namespace GenreNotebooks.Tests.Data;

[Collection<Torch>]
public sealed class RandomSeedTests
{
    private static readonly SongDataset Songs = SomeSongs.Create(40);
    private static readonly Predictions[] Runs = [SomePredictions.Random(30, seed: 1)];

    /// <summary>Every place where a seed enters the library.</summary>
    private static readonly Dictionary<string, Action<int>> Places = new()
    {
        ["split"] = seed => Songs.Split(SplitKind.Random, seed),
        ["stratified split"] = seed => Songs.Split(SplitKind.Stratified, seed),
        ["split by artist"] = seed => Songs.Split(SplitKind.Artist, seed),
        ["validation songs"] = seed => Songs.SplitValidation(seed),
        ["folds"] = seed => Songs.Folds(3, seed),
        ["sealed test songs"] = seed => SealedTestSongs.Split(Songs, SplitKind.Random, seed),
        ["batches"] = seed => _ = new SongBatches(Songs, 8, seed),
        ["network"] = seed => ModelKind.Metadata.Create(new() { Seed = seed }, 60, 3),
        ["network with other layers"] = seed => ModelKind.Metadata.Create(new() { Seed = seed, Depth = 1 }, Songs, 3),
        ["options"] = seed => new TrainingOptions { Seed = seed }.Validated(),
        ["trainer"] = seed => _ = new Trainer(new() { Seed = seed }),
        ["network as estimator"] = seed => new NetworkEstimator(ModelKind.Metadata, new() { Epochs = 1 }).Fit(Songs, seed, TestContext.Current.CancellationToken),
        ["ensemble"] = seed => new NetworkEnsemble(ModelKind.Metadata, new() { Epochs = 1 }).Fit(Songs, seed, TestContext.Current.CancellationToken),
        ["logistic regression"] = seed => new TfidfLogisticRegression().Fit(Songs, seed, TestContext.Current.CancellationToken),
        ["choice on validation songs"] = seed => TfidfLogisticRegression.Tuned.Choose(Songs, seed, TestContext.Current.CancellationToken),
        ["comparison of models"] = seed => ModelComparison.Measure(
            Songs, [("majority", Recipe.Named("majority", ModelKind.Combined, false))], SplitKind.Random, 1, seed, cancellation: TestContext.Current.CancellationToken),
        ["evaluation"] = seed => new RecipeSeeds(Songs.Table, GenreChoice.All, new("majority"), SplitKind.Random).Run(
            seed, 1, cancellation: TestContext.Current.CancellationToken),
        ["interval"] = seed => ScoreSummary.Of(Runs, 10, seed),
        ["paired interval"] = seed => PairedComparison.Of(Runs, Runs, 10, seed),
    };

    public static TheoryData<string> Names { get; } = new(Places.Keys);

    [Theory]
    [MemberData(nameof(Names))]
    public void A_number_that_repeats_the_draws_of_a_seed_is_refused_wherever_a_seed_enters(string place)
    {
        foreach (var seed in new[] { -1, -7, int.MinValue, int.MaxValue })
        {
            var message = Assert.Throws<InputException>(() => Places[place](seed)).Message;
            Assert.Contains(FormattableString.Invariant($"{seed}"), message, StringComparison.Ordinal);
            Assert.Contains("expected", message, StringComparison.Ordinal);
            Assert.Contains("0 to 2147", message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void The_message_says_why() => Assert.Equal(
        "The seed is -7: expected 0 to 2147483646, because other numbers repeat the draws of these.",
        Assert.Throws<InputException>(() => Songs.Split(SplitKind.Random, -7)).Message);

    [Theory]
    [InlineData(-1, 3)]
    [InlineData(0, 0)]
    [InlineData(0, -2)]
    [InlineData(2_147_483_646, 2)]
    [InlineData(int.MaxValue, int.MaxValue)]
    public void Several_seeds_are_refused_unless_all_are_seeds(int first, int count) =>
        Assert.Contains("expected at least one, each 0 to 2147483646", Assert.Throws<InputException>(() => RandomSeed.Range(first, count)).Message);

    [Fact]
    public void Seeds_follow_the_first() => Assert.Equal([2_147_483_644, 2_147_483_645, 2_147_483_646], RandomSeed.Range(2_147_483_644, 3));

    [Theory]
    [InlineData(2_147_483)]
    [InlineData(536_870_912)] // times 1000 it overflows to 0, the draws of seed 0
    public void An_ensemble_refuses_a_seed_whose_networks_would_repeat_those_of_another(int seed) => Assert.Equal(
        $"The seed of an ensemble is {seed}: expected 0 to 2147482, because each seed stands for a thousand seeds of networks.",
        Assert.Throws<InputException>(() => new NetworkEnsemble(ModelKind.Metadata, new() { Epochs = 1, Members = 2 })
            .Fit(Songs, seed, TestContext.Current.CancellationToken)).Message);

    [Fact]
    public void Seeds_from_the_smallest_to_the_largest_divide_songs_differently()
    {
        int[] seeds = [.. Enumerable.Range(0, 300), 2147, 2148, 4294, 1_000_003, 1_073_741_823, 1_073_741_824, 2_147_483_645, RandomSeed.Largest];
        var parts = seeds.Select(seed => string.Join(' ', Songs.Split(SplitKind.Random, seed).Test.Rows)).ToList();
        Assert.Equal(seeds.Length, parts.Distinct().Count());
    }

    [Fact]
    public void A_million_seeds_and_600_epochs_have_no_order_in_common()
    {
        // The order is drawn from |seed * 1000003 + epoch|, in 32 bits. Two of these are equal if sum or difference of the seeds, times 1000003, is
        // near 0: as near as the sum or difference of their epochs.
        var closest = Enumerable.Range(1, 2_000_000).Min(sum => unchecked((uint)(-sum * 1_000_003)));
        var closestApart = Enumerable.Range(1, 1_000_000).Min(apart => Math.Abs((long)unchecked(apart * 1_000_003)));
        Assert.True(closest > 2 * 600 && closestApart > 600, $"{closest} {closestApart}");
    }
}
