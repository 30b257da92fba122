using GenreNotebooks.Data;
using GenreNotebooks.Evaluation;
using GenreNotebooks.Runs;

namespace GenreNotebooks.Tests.Runs;

/// <summary>A record made by hand: 16 test songs, 11 of them predicted correctly.</summary>
internal static class SomeRun
{
    public static readonly ConfusionMatrix Matrix = new(
        ["hip hop", "jazz", "reggae", "rock"], new[,] { { 1, 0, 2, 0 }, { 0, 4, 0, 1 }, { 0, 0, 2, 0 }, { 1, 1, 0, 4 } });

    public static RunRecord Create(double trainLoss = 1.25) => new()
    {
        Model = "lyrics",
        Seed = 3,
        Split = SplitKind.Artist,
        Data = new("sample", "sample/songs.csv", 2300, new string('a', 64)) { BaseRate = 0.3576 },
        VocabularySha256 = new string('b', 64),
        Options = new() { Seed = 3, Epochs = 2, Split = SplitKind.Artist, LearningRate = 1 / 3.0 },
        Parameters = 977_924,
        History = [new(1, trainLoss, 0.5, 1.5, 0.625, 0.1), new(2, 1.125, 2 / 3.0, 1.375, 0.5, 0.2)],
        Final = FinalScore.Of(Matrix),
        Best = new(1, 0.625),
        Environment = RunEnvironment.Current("cpu"),
    };
}
