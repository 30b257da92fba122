using System.Text;
using FsCheck;
using FsCheck.Fluent;
using GenreNotebooks.Data;
using GenreNotebooks.Evaluation;
using GenreNotebooks.Models;
using GenreNotebooks.Runs;
using GenreNotebooks.Tests.Data;
using GenreNotebooks.Training;
using GenreNotebooks.Vectorization;
using Xunit;

namespace GenreNotebooks.Tests.Runs;

public sealed class RunRecordProperties
{
    private static readonly Gen<double> Shares = Gen.Choose(0, int.MaxValue).Select(part => part / (double)int.MaxValue);

    private static readonly Gen<double> Losses = Gen.OneOf(Gen.Elements(0, double.Epsilon, double.MaxValue), Shares);

    private static readonly Gen<TrainingOptions> Options =
        from seed in Gen.Choose(0, RandomSeed.Largest)
        from epochs in Gen.Choose(1, int.MaxValue)
        from rate in Shares.Where(rate => rate > 0)
        from sizes in Gen.Choose(1, 4096).Two()
        from layers in Gen.Elements<int?>(null, 0, 1, 8).Two()
        from pooling in Gen.Elements(Enum.GetValues<Pooling>())
        from scaling in Gen.Elements(Enum.GetValues<FeatureScaling>())
        from split in Gen.Elements(Enum.GetValues<SplitKind>())
        from genres in Gen.Elements(Enum.GetValues<GenreChoice>())
        from choices in Gen.Elements(false, true).Four()
        from device in Gen.Elements("auto", "cpu", "cuda")
        select new TrainingOptions
        {
            Seed = seed,
            Epochs = epochs,
            LearningRate = rate,
            WeightDecay = rate,
            EmbeddingDim = sizes.Item1,
            HiddenDim = sizes.Item2,
            Depth = layers.Item1,
            LyricsDepth = layers.Item2,
            Pooling = pooling,
            FeatureScaling = scaling,
            Split = split,
            Genres = genres,
            WithYear = choices.Item1,
            CosineDecay = choices.Item2,
            ResetOptimizerEachEpoch = choices.Item3,
            DropoutWhileTesting = choices.Item4,
            Device = device,
        };

    private static readonly Gen<ConfusionMatrix> Matrices =
        from names in AnySongs.Texts.NonEmptyListOf().Select(names => names.Append("jazz").Distinct().Take(7).ToArray()).Where(names => names.Length > 1)
        from counts in Gen.Choose(0, 10_000).Array2DOf(names.Length, names.Length)
        select new ConfusionMatrix(names, counts);

    private static readonly Gen<RunRecord> Runs =
        from options in Options
        from texts in AnySongs.Texts.Three()
        from kind in Gen.Elements(Enum.GetValues<ModelKind>())
        from losses in Losses.NonEmptyListOf()
        from share in Shares
        from matrix in Matrices
        from interrupted in Gen.Elements(false, true)
        select SomeRun.Create() with
        {
            Model = ModelDefinition.NameOf(kind),
            Seed = options.Seed,
            Options = options,
            Split = options.Split,
            Data = new(texts.Item1, texts.Item2, losses.Count, texts.Item3),
            History = [.. losses.Select((loss, place) => new EpochResult(place + 1, loss, share, loss, share, share))],
            Best = new(losses.Count, share, texts.Item1),
            RestoredEpoch = interrupted ? null : losses.Count,
            Final = interrupted ? null : FinalScore.Of(matrix),
        };

    [Fact]
    public void A_record_comes_back_as_it_was() => Prop.ForAll(Runs.ToArbitrary(), run =>
    {
        var (indented, line) = (RunRecord.Parse(Bytes(run.ToJson()), "here"), RunRecord.Parse(Bytes(run.ToLine()), "here"));
        return IsSame(run, indented) && IsSame(run, line) && !run.ToLine().Contains('\n', StringComparison.Ordinal);
    }).Check(Cases.Of(400));

    private static byte[] Bytes(string json) => Encoding.UTF8.GetBytes(json);

    private static bool IsSame(RunRecord one, RunRecord other) =>
        one.ToJson() == other.ToJson() && one.Options == other.Options && one.Data == other.Data && one.History.SequenceEqual(other.History)
        && (one.Final is null ? other.Final is null : one.Confusion.Genres.SequenceEqual(other.Confusion.Genres)
            && one.Confusion.Counts.Cast<int>().SequenceEqual(other.Confusion.Counts.Cast<int>()));
}
