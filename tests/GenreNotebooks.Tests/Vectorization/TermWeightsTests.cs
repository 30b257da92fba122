using GenreNotebooks.Vectorization;
using Xunit;

namespace GenreNotebooks.Tests.Vectorization;

public class TermWeightsTests
{
    // Every song starts with token 1 and ends with token 2; 5 is in all three songs, 6 in two, 7 in one.
    private static readonly SongDataset Songs = SmallSongs.Dataset([[1, 5, 6, 5, 2], [1, 5, 6, 2], [1, 7, 5, 2]], new float[3 * 22], [0, 1, 0], 8);

    [Fact]
    public void The_weights_of_a_token_add_up_to_its_tf_idf_as_scikit_learn_has_it()
    {
        var weights = new float[5];
        new TermWeights(SongStatistics.Of(Songs), minFrequency: 1).Weigh(Songs.TokensOf(0), weights);
        var (five, six) = ((1 + Math.Log(2)) * 1.0, Math.Log(4.0 / 3) + 1); // idf ln((1 + 3) / (1 + songs)) + 1
        var length = Math.Sqrt((five * five) + (six * six));
        float[] expected = [0, (float)(five / 2 / length), (float)(six / length), (float)(five / 2 / length), 0];
        Assert.All(expected.Zip(weights), pair => Assert.Equal(pair.First, pair.Second, 1e-6f));
    }

    [Fact]
    public void Tokens_in_too_few_songs_and_markers_do_not_count()
    {
        var terms = new TermWeights(SongStatistics.Of(Songs), minFrequency: 2);
        var weights = new float[4];
        terms.Weigh(Songs.TokensOf(2), weights);
        Assert.Equal(2, terms.Count);
        Assert.Equal([0, 0, 1, 0], weights);
    }

    [Fact]
    public void A_song_without_a_known_token_weighs_nothing()
    {
        var weights = new float[] { 9, 9, 9 };
        new TermWeights(SongStatistics.Of(Songs), minFrequency: 1).Weigh([1, 8, 2], weights);
        Assert.Equal([0, 0, 0], weights);
    }
}
