using GenreNotebooks.Data;
using GenreNotebooks.Estimators;
using GenreNotebooks.Evaluation;
using GenreNotebooks.Models;
using GenreNotebooks.Vectorization;
using Xunit;

namespace GenreNotebooks.Tests.Estimators;

/// <summary>The first column of the CSV gives the genre away and an artist's name nearly so: no estimator reads them.</summary>
[Collection<Torch>]
public class NeverAnInputTests
{
    private static readonly Song[] Some = [.. MusicData.Load(DataFolder.Sample).OfGenres(GenreSet.Blog).GroupBy(song => song.Genre).SelectMany(genre => genre.Take(40))];
    private static readonly SongDataset Songs = DatasetOf(song => song);

    // The number of each song and the name of each artist replaced, songs of an artist still together.
    private static readonly SongDataset Renamed = DatasetOf(song => song with
    {
        Index = 1_000_000 - (7 * song.Index),
        Artist = new string([.. song.Artist.Reverse()]) + " the other",
    });

    public static TheoryData<string, bool> Recipes => [.. from name in Recipe.Names from way in Enumerable.Range(0, 2) let byArtist = way == 1 where name != "artist" && (byArtist || name != "vote") select (name, byArtist)];

    [Theory]
    [MemberData(nameof(Recipes))]
    public void Other_numbers_of_songs_and_names_of_artists_change_no_bit(string name, bool byArtist)
    {
        var estimator = Small(new RecipeChoice(name) { ByArtist = byArtist });
        Assert.Equal(Predict(Songs), Predict(Renamed));

        double[][] Predict(SongDataset songs)
        {
            var (train, test) = songs.Split(SplitKind.Artist, 0);
            return estimator.Fit(train, 0, TestContext.Current.CancellationToken).Predict(test.WithoutLabels());
        }
    }

    [Fact]
    public void Looking_up_the_artist_is_the_one_baseline_that_depends_on_which_songs_are_whose()
    {
        var (train, test) = SongTable.Load(DataFolder.Sample, TestContext.Current.CancellationToken).OfGenres(GenreChoice.Four).Split(SplitKind.Random, 0);
        Assert.True(FrozenModel.Fit(ClassicalModels.Artist, train, 0).Predict(test).Confusion.Accuracy > 0.6);
    }

    /// <summary>The estimator of a recipe, its networks small.</summary>
    private static IEstimator Small(RecipeChoice choice)
    {
        var set = Recipe.SetNetwork(ModelKind.Combined) with { Epochs = 1, EmbeddingDim = 2, HiddenDim = 3 };
        var trees = new StackedTrees { Lyrics = [new TfidfLogisticRegression(), new NaiveBayes()], Trees = new() { Trees = 5, MinSongsPerLeaf = 5 }, Folds = 2 };
        var network = new NetworkEnsemble(ModelKind.Combined, Recipe.Network(ModelKind.Combined) with { Epochs = 1, EmbeddingDim = 2, HiddenDim = 3 });
        return (choice.Recipe, choice.ByArtist) switch
        {
            ("network" or "ensemble", true) => new SetNetworks(ModelKind.Combined, set),
            ("classical" or "recommended", true) => new ArtistTrees(trees) { Folds = 2 },
            ("vote", true) => new ArtistVote(new SoftVote("recommended", network, trees)),
            ("network" or "ensemble", false) => network,
            ("classical", false) => trees,
            ("recommended", false) => new SoftVote("recommended", network, trees),
            ("blog", false) => new NetworkEstimator(ModelKind.Combined, Recipe.Blog with { Epochs = 1, EmbeddingDim = 2 }),
            ("blog", true) => new ArtistVote(new NetworkEstimator(ModelKind.Combined, Recipe.Blog with { Epochs = 1, EmbeddingDim = 2 })),
            _ => choice.ToEstimator(),
        };
    }

    private static SongDataset DatasetOf(Func<Song, Song> change) =>
        SongTable.Tokenize(Some.Select(change), LyricsTokenizer.Load(DataFolder.Sample), maxLength: 64, TestContext.Current.CancellationToken).OfGenres(GenreSet.Blog);
}
