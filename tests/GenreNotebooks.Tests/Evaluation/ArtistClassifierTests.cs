using GenreNotebooks.Data;
using GenreNotebooks.Estimators;
using GenreNotebooks.Evaluation;
using GenreNotebooks.Vectorization;
using Xunit;

namespace GenreNotebooks.Tests.Evaluation;

/// <summary>Answers for artists, from all their songs or from some.</summary>
[Collection<Torch>]
public class ArtistClassifierTests
{
    private static readonly (SongDataset Train, SongDataset Test) Songs = SomeSongs.Create(120).Split(SplitKind.Artist, 0);
    private static readonly IEstimator Estimator = new SoftVote("both", new ArtistVote(new NaiveBayes()), new ArtistVote(new YearBaseline()));
    private static readonly FrozenModel Model = FrozenModel.Fit(Estimator, Songs.Train, 0);

    [Fact]
    public void All_songs_of_an_artist_get_the_same_answer_and_artists_do_not_share_it()
    {
        var test = Model.Predict(Songs.Test);
        var answers = Enumerable.Range(0, test.Count).GroupBy(song => test.Artists![song]).Select(artist => artist.Select(song => string.Join(' ', test.Probabilities[song])).Distinct().ToList()).ToList();
        Assert.All(answers, answer => Assert.Single(answer));
        Assert.True(answers.DistinctBy(answer => answer[0]).Count() > answers.Count / 2);
    }

    [Fact]
    public void The_answer_is_the_normalized_geometric_mean_of_the_songs_probabilities()
    {
        var bySong = FrozenModel.Fit(new NaiveBayes(), Songs.Train, 0).Predict(Songs.Test);
        var byArtist = FrozenModel.Fit(new ArtistVote(new NaiveBayes()), Songs.Train, 0).Predict(Songs.Test);
        int[] artist = [.. Enumerable.Range(0, bySong.Count).GroupBy(song => bySong.Artists![song]).MaxBy(songs => songs.Count())!];
        var means = Enumerable.Range(0, 3).Select(genre => Math.Exp(artist.Average(song => Math.Log(bySong.Probabilities[song][genre])))).ToArray();
        Assert.True(artist.Length > 1);
        Assert.Equal(means.Select(mean => mean / means.Sum()), byArtist.Probabilities[artist[0]], (one, other) => Math.Abs(one - other) < 1e-6);
    }

    [Fact]
    public void One_known_song_is_the_song_alone_and_enough_known_songs_are_all()
    {
        var (one, all) = (Model.Knowing(1, seed: 3).Predict(Songs.Test), Model.Knowing(99, seed: 3).Predict(Songs.Test));
        var alone = Enumerable.Range(0, Songs.Test.Count).Select(song => Model.Predict(Songs.Test.At([song])).Probabilities[0]);
        Assert.Equal(alone, one.Probabilities);
        Assert.Equal(Model.Predict(Songs.Test).Probabilities.SelectMany(row => row), all.Probabilities.SelectMany(row => row), (first, second) => Math.Abs(first - second) < 1e-6);
    }

    [Fact]
    public void Known_songs_are_drawn_by_the_seed()
    {
        double[][] Two(int seed) => Model.Knowing(2, seed).Predict(Songs.Test).Probabilities;
        Assert.Equal(Two(0), Two(0));
        Assert.NotEqual(Two(0), Two(1));
    }

    [Fact]
    public void A_model_of_single_songs_cannot_know_only_some() => Assert.Equal(
        "The model 'year' judges single songs: expected one that judges artists, such as a recipe by artist.",
        Assert.Throws<InputException>(() => FrozenModel.Fit(ClassicalModels.Year, Songs.Train, 0).Knowing(1, 0)).Message);

    [Fact]
    public void A_vote_of_artists_and_songs_judges_songs()
    {
        var mixed = new SoftVote("mixed", new ArtistVote(new NaiveBayes()), new YearBaseline()).Fit(Songs.Train, 0);
        Assert.IsNotType<ArtistClassifier>(mixed, exactMatch: false);
        Assert.IsType<ArtistClassifier>(Model.Classifier, exactMatch: false);
    }
}
