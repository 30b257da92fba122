using GenreNotebooks.Data;
using GenreNotebooks.Estimators;
using GenreNotebooks.Evaluation;
using GenreNotebooks.Files;
using GenreNotebooks.Models;
using GenreNotebooks.Tests.Evaluation;
using GenreNotebooks.Vectorization;
using Xunit;
using static TorchSharp.torch;

namespace GenreNotebooks.Tests.Estimators;

[Collection<Torch>]
public sealed class SavableEstimatorTests
{
    private static readonly SongDataset Songs = SomeSongs.Create(200).Split(SplitKind.Artist, 0).Train;
    private static readonly GradientBoostedTrees Few = new() { Trees = 8, MinSongsPerLeaf = 5, WithYear = true };
    private static readonly StackedTrees Stacked = new() { Lyrics = [new TfidfLogisticRegression(), new NaiveBayes()], Trees = Few, Folds = 2 };

    internal static IReadOnlyDictionary<string, ISavableEstimator> Estimators { get; } = new ISavableEstimator[]
    {
        Few, Stacked, new NaiveBayes(), new TfidfLogisticRegression(),
        new BestOnValidation("best", [new NaiveBayes { Trust = 0.01 }, new TfidfLogisticRegression()]),
        new SoftVote("vote", Few, new NaiveBayes()),
        new ArtistVote(Stacked), new ArtistTrees(Few) { Folds = 2 }, new ArtistTrees(Stacked) { Folds = 2 },
        new SetNetworks(ModelKind.Combined, Recipe.Network(ModelKind.Combined) with { Epochs = 1, EmbeddingDim = 3, HiddenDim = 5, Members = 2 }),
        new SoftVote("vote of artists", new ArtistVote(Few), new ArtistTrees(Stacked) { Folds = 2 }),
    }.ToDictionary(estimator => estimator.Name);

    public static TheoryData<string> Names => [.. Estimators.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_classifier_that_was_read_predicts_to_the_bit_like_the_one_that_was_written(string name)
    {
        using var scope = NewDisposeScope();
        var (estimator, writer, stream) = (Estimators[name], new ClassifierWriter(), new MemoryStream());
        var fitted = (ISavableClassifier)estimator.Fit(Songs, 0, TestContext.Current.CancellationToken);
        fitted.Write(writer);
        SafeTensorsFile.Write(stream, writer.Tensors, new Dictionary<string, string>());
        stream.Position = 0;
        var reader = new ClassifierReader(SafeTensorsFile.Open(stream, "here", "Copy it again."))
        {
            Genres = Songs.Genres.Count,
            VocabularySize = Songs.VocabularySize,
            Songs = Songs.Count,
        };
        var read = estimator.Read(reader);
        Assert.Null(reader.Unused);
        Assert.Equal(fitted.GetType(), read.GetType());
        Assert.Equal(fitted.Predict(Songs.WithoutLabels()), read.Predict(Songs.WithoutLabels()));
    }
}
