using GenreNotebooks.Data;
using GenreNotebooks.Evaluation;
using GenreNotebooks.Vectorization;
using Xunit;

namespace GenreNotebooks.Tests.Evaluation;

[Collection<Torch>]
public class SealedTestSongsTests
{
    private static FrozenModel Fit(SongDataset songs, string name = "memory") => FrozenModel.Fit(new Memory(name), songs, seed: 0);

    [Fact]
    public void Test_songs_are_measured_with_their_true_genres()
    {
        var (train, test) = SealedTestSongs.Split(SomeSongs.Create(), SplitKind.Random, 0);
        var results = test.Open(Fit(train), Fit(train, "other"));
        Assert.Equal(["memory", "other"], results.Names);
        Assert.Equal(60, results["memory"].Count);
        // It knows none of these songs, so it predicts the first genre for all.
        Assert.Equal(Math.Log(3), results["memory"].LogLoss, 1e-12);
        Assert.Equal(results["memory"].Labels.Count(label => label == 0) / 60.0, results["memory"].Confusion.Accuracy, 1e-12);
    }

    /// <summary>Records whether it could read the labels of the songs it predicts.</summary>
    private sealed class Curious : IEstimator, IClassifier
    {
        public Exception? Refusal { get; private set; }

        public string Name => "curious";

        public IClassifier Fit(SongDataset songs, int seed, CancellationToken cancellation = default) => this;

        public double[][] Predict(SongDataset songs)
        {
            Refusal = Record.Exception(() => songs.Labels);
            return [.. Enumerable.Repeat(new[] { 1.0, 0, 0 }, songs.Count)];
        }
    }

    [Fact]
    public void A_classifier_does_not_see_the_genres_of_the_songs_it_predicts()
    {
        var (train, test) = SealedTestSongs.Split(SomeSongs.Create(origin: "songs for the curious"), SplitKind.Random, 0);
        var curious = new Curious();
        test.Open(FrozenModel.Fit(curious, train, seed: 0));
        Assert.IsType<InvalidOperationException>(curious.Refusal);
    }

    [Fact]
    public void A_model_of_a_table_of_some_genres_has_learnt_from_the_same_songs_of_the_whole_file()
    {
        var songs = MusicData.Load(DataFolder.Sample);
        var genres = new GenreSet("jazz", "rock");
        var some = SongTable.Tokenize(songs.OfGenres(genres), LyricsTokenizer.Load(DataFolder.Sample)).OfGenres(genres);
        var (_, test) = SealedTestSongs.Split(SongTable.Load(DataFolder.Sample).OfGenres(genres), SplitKind.Random, 0);
        var exception = Assert.Throws<InputException>(() => test.Open(FrozenModel.Fit(new Memory("all"), some, seed: 0)));
        Assert.StartsWith($"The model 'all' has learnt from {test.Count} of these {test.Count} test songs", exception.Message);
    }

    [Fact]
    public void Test_songs_open_once()
    {
        var (train, test) = SealedTestSongs.Split(SomeSongs.Create(), SplitKind.Random, 0);
        Assert.False(test.IsOpen);
        test.Open(Fit(train));
        Assert.True(test.IsOpen);
        var exception = Assert.Throws<InputException>(() => test.Open(Fit(train)));
        Assert.Contains("have been opened", exception.Message, StringComparison.Ordinal);
        Assert.Contains("choose between models on a validation part of the training songs", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Dividing_anew_to_open_again_is_told()
    {
        var songs = SomeSongs.Create(origin: "songs that are opened again");
        TestResults Open(int seed)
        {
            var (train, test) = SealedTestSongs.Split(songs, SplitKind.Random, seed);
            return test.Open(Fit(train));
        }
        Assert.Equal([1, 2, 1, 3], new[] { Open(0), Open(0), Open(1), Open(0) }.Select(results => results.Opening));
        Assert.EndsWith("These test songs were opened 4 times: do not choose anything by these results.\nSample data: synthetic songs", Open(0).ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_model_that_has_learnt_from_a_test_song_is_refused_and_nothing_opened()
    {
        var songs = SomeSongs.Create();
        var (train, test) = SealedTestSongs.Split(songs, SplitKind.Random, 0);
        var elsewhere = Fit(SealedTestSongs.Split(songs, SplitKind.Random, 1).Train, "of another split");
        var exception = Assert.Throws<InputException>(() => test.Open(Fit(train), elsewhere));
        Assert.Matches("^The model 'of another split' has learnt from [0-9]+ of these 60 test songs", exception.Message);
        Assert.False(test.IsOpen);
    }

    [Fact]
    public void A_vote_has_learnt_from_what_its_members_have()
    {
        var songs = SomeSongs.Create();
        var (train, test) = SealedTestSongs.Split(songs, SplitKind.Random, 0);
        var vote = FrozenModel.SoftVote("vote", Fit(train), Fit(SealedTestSongs.Split(songs, SplitKind.Random, 1).Train));
        Assert.Throws<InputException>(() => test.Open(vote));
    }

    [Fact]
    public void Songs_of_another_table_in_the_same_rows_are_other_songs()
    {
        var elsewhere = Fit(SealedTestSongs.Split(SomeSongs.Create(origin: "other songs"), SplitKind.Random, 1).Train);
        Assert.Equal(60, SealedTestSongs.Split(SomeSongs.Create(), SplitKind.Random, 0).Test.Open(elsewhere)["memory"].Count);
    }

    [Fact]
    public void A_model_of_other_genres_is_refused()
    {
        var model = Fit(SealedTestSongs.Split(SomeSongs.Create(origin: "other songs", genres: new GenreSet("rock", "jazz")), SplitKind.Random, 0).Train);
        var exception = Assert.Throws<InputException>(() => SealedTestSongs.Split(SomeSongs.Create(), SplitKind.Random, 0).Test.Open(model));
        Assert.Contains("predicts rock, jazz: expected hip hop, jazz, rock", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Each_model_needs_a_name_of_its_own()
    {
        var (train, test) = SealedTestSongs.Split(SomeSongs.Create(), SplitKind.Random, 0);
        Assert.Contains("'memory'", Assert.Throws<InputException>(() => test.Open(Fit(train), Fit(train))).Message, StringComparison.Ordinal);
        Assert.Throws<InputException>(() => test.Open());
        Assert.False(test.IsOpen);
    }
}
