using GenreNotebooks.Data;
using GenreNotebooks.Tests.Data;
using GenreNotebooks.Vectorization;
using TorchSharp;
using Xunit;

namespace GenreNotebooks.Tests.Vectorization;

[Collection<Torch>]
public class SongDatasetTests
{
    private const int Length = 6;
    private static readonly int[][] Tokens = [[1, 5, 2], [1, 6, 7, 8, 9, 2], [1, 2]];
    private static readonly SongDataset Songs = SmallSongs.Dataset(Tokens, Features(), [3, 0, 2], Length);

    // Song s, feature f: s + f / 100.
    private static float[] Features() => [.. Enumerable.Range(0, 3 * 22).Select(place => (place / 22) + ((place % 22) / 100f))];

    [Fact]
    public void An_item_is_a_song_padded_with_its_features_and_label()
    {
        var item = Songs[0];
        Assert.Equal([1, 5, 2, 0, 0, 0], item.Ids);
        Assert.Equal(Features()[..22], item.Features);
        Assert.Equal(3, item.Label);
        Assert.Equal(Tokens[1], Songs[1].Ids);
        Assert.Equal(3, Songs.Count);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(3)]
    public void A_place_outside_of_the_dataset_is_refused(int place) => Assert.Throws<ArgumentOutOfRangeException>(() => Songs[place]);

    [Fact]
    public void A_batch_gathers_songs_in_the_order_given_even_twice()
    {
        using var batch = Songs.Collate(2, 0, 2, 1);
        Assert.Equal((4, Length), (batch.Size, batch.Length));
        Assert.Equal([2, 3, 2, 0], batch.Labels.data<long>());
        Assert.Equal([1, 2, 1, 5, 2, 1, 2, 1, 6, 7, 8, 9, 2, 0, 0, 0, 0], batch.Tokens.data<long>());
        Assert.Equal([0, 0, 1, 1, 1, 2, 2, 3, 3, 3, 3, 3, 3, 0, 1, 2, 3], batch.SongOfToken.data<long>());
        var features = Features();
        Assert.Equal([.. features[44..], .. features[..22], .. features[44..], .. features[22..44]], batch.Features.data<float>().ToArray());
        Assert.Equal([4, 22], batch.Features.shape);
    }

    [Fact]
    public void The_ids_of_a_batch_are_its_tokens_padded_with_0()
    {
        using var batch = Songs.Collate(2, 1, 0);
        Assert.Equal([3, Length], batch.Ids.shape);
        Assert.Equal([1, 2, 0, 0, 0, 0, 1, 6, 7, 8, 9, 2, 1, 5, 2, 0, 0, 0], batch.Ids.data<long>());
        Assert.Equal(torch.int64, batch.Ids.dtype);
    }

    [Fact]
    public void A_token_has_the_share_of_one_position_and_a_songs_PAD_that_of_all_padded_ones()
    {
        using var batch = Songs.Collate(0, 1, 2);
        Assert.Equal([14, 1], batch.Shares.shape);
        Assert.Equal([.. Enumerable.Repeat(1 / 6f, 11), 3 / 6f, 0, 4 / 6f], batch.Shares.data<float>());
    }

    [Fact]
    public void A_batch_frees_its_tensors_when_disposed_of_and_outlives_the_scope_it_was_asked_in()
    {
        var before = LiveTensors.Settled();
        var batch = Songs.Collate(0, 1);
        using (torch.NewDisposeScope())
        {
            _ = (batch.Ids, batch.Tokens, batch.SongOfToken, batch.Shares, batch.Features, batch.Labels);
        }
        Assert.InRange(torch.Tensor.TotalCount, 0, before + 6);
        Assert.Equal([3, 0], batch.Labels.data<long>());
        batch.Dispose();
        Assert.InRange(torch.Tensor.TotalCount, 0, before);
    }

    [Fact]
    public void A_batch_shows_shapes_and_first_values()
    {
        using var batch = Songs.Collate(1, 0);
        Assert.Equal(
            """
            Ids      [2, 6] int64, first song: 1 6 7 8 9 2 …
            Features [2, 22] float32, first song: 1.0000 1.0100 1.0200 1.0300 1.0400 1.0500 …
            Labels   [2] int64: 0 3
            9 of the 12 positions hold a token, the others are padding
            """.ReplaceLineEndings(), batch.ToString());
    }

    [Fact]
    public void An_item_shows_ids_named_features_and_label()
    {
        var lines = Songs[0].ToString().Split(Environment.NewLine);
        Assert.Equal(["ids (6)", "  1 5 2 0 0 0", "features (22)"], lines[..3]);
        Assert.StartsWith("  dating 0.0000, violence 0.0100, ", lines[3]);
        Assert.Equal(["label", "  3"], lines[4..]);
    }

    [Fact]
    public void Songs_are_tokenized_cut_and_labelled()
    {
        var songs = SongText.Read(SongText.Table(SongText.Row("lyrics", "i love reggae music reggae")));
        var song = songs[0];
        var item = new SongDataset(SongTable.Tokenize(songs, SmallVocabulary.Tokenizer, maxLength: 4), [0], GenreSet.Blog)[0];
        Assert.Equal(["[CLS]", "i", "love", "[SEP]"], item.Ids.Select(SmallVocabulary.Tokenizer.Token));
        Assert.Equal(song.Features.Select(value => (float)value), item.Features);
        Assert.Equal(GenreSet.Blog.LabelOf(song.Genre), item.Label);
    }

    [Fact]
    public void A_dataset_without_songs_is_refused() => Assert.Equal(
        "A dataset needs at least one song, but got none.",
        Assert.Throws<InputException>(() => new SongDataset(SmallSongs.Create(2).Table, [], GenreSet.Blog)).Message);

    [Fact]
    public void A_song_of_another_genre_is_refused_by_name()
    {
        var songs = SongTable.Tokenize(SongText.Read(SongText.Table(SongText.Row("genre", "country"))), SmallVocabulary.Tokenizer);
        var exception = Assert.Throws<InputException>(() => new SongDataset(songs, [0], GenreSet.Blog));
        Assert.Contains("'country'", exception.Message);
    }
}
