using GenreNotebooks.Models;
using GenreNotebooks.Training;
using Xunit;

namespace GenreNotebooks.Tests.Models;

[Collection<Torch>]
public class LayerTableTests
{
    private const int Vocabulary = 30_522;

    public static TheoryData<ModelKind> Kinds { get; } = [.. Enum.GetValues<ModelKind>()];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Parameters_are_those_the_post_prints(ModelKind kind)
    {
        using var model = kind.Create(new TrainingOptions(), Vocabulary, classes: 4);
        var table = LayerTable.Of(model);
        var facts = BlogFacts.Model(kind);
        Assert.Equal(facts.GetProperty("parameters").GetInt64(), table.TotalParameters);
        var expected = facts.GetProperty("layers").EnumerateObject().Select(layer => layer.Value.GetInt64());
        Assert.Equal(expected, table.Rows.Where(row => row.Parameters > 0).Select(row => row.Parameters));
    }

    [Fact]
    public void Rows_stand_in_the_order_of_the_post_with_their_nesting()
    {
        using var model = ModelKind.Combined.Create(new TrainingOptions(), Vocabulary, classes: 4);
        var rows = LayerTable.Of(model).Rows;
        Assert.Equal(
            ["", "eng_pipeline", "embedding", "relu", "fc", "combine"],
            rows.Where(row => row.Depth <= 1).Select(row => row.Name));
        Assert.Equal(
            ["Linear", "ReLU", "Linear", "ReLU", "Linear"],
            rows.SkipWhile(row => row.Name != "eng_pipeline").Skip(1).TakeWhile(row => row.Depth == 2).Select(row => row.Type));
    }

    [Fact]
    public void With_a_batch_the_table_has_output_shapes()
    {
        using var model = ModelKind.Lyrics.Create(new TrainingOptions(), SmallSongs.VocabularySize, SmallSongs.Classes);
        var songs = SmallSongs.Create(8);
        using var batch = songs.Collate(0, 1, 2, 3, 4);
        Assert.Equal(
            """
            ===================================================
            Layer                    Output Shape       Param #
            ===================================================
            TextClassificationModel  [5, 4]                  --
            ├─Embedding (embedding)  [54, 32]             1,952
            ├─Dropout (dropout)      [54, 32]                --
            ├─Linear (fc_flat)       [54, 32]             1,056
            ├─Linear (fc)            [5, 4]                 132
            ├─ReLU (relu)            [54, 32]                --
            ===================================================
            Total params: 3,140
            ===================================================
            """,
            LayerTable.Of(model, batch).ToString(),
            ignoreLineEndingDifferences: true);
    }

    [Fact]
    public void Padding_tokens_enter_the_mean_as_in_the_post()
    {
        using var model = ModelKind.Lyrics.Create(new TrainingOptions { Dropout = 0 }, SmallSongs.VocabularySize, SmallSongs.Classes);
        var shorter = SmallSongs.Dataset([[1, 5, 2]], new float[22], [0], 8);
        var longer = SmallSongs.Dataset([[1, 5, 2]], new float[22], [0], 16);
        using var scope = TorchSharp.torch.NewDisposeScope();
        var difference = (model.call(shorter.Collate(0)) - model.call(longer.Collate(0))).abs().max().item<float>();
        Assert.True(difference > 1e-4);
    }
}
