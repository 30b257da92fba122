using System.Text.Json;
using System.Text.RegularExpressions;
using FsCheck;
using FsCheck.Fluent;
using GenreNotebooks.Data;
using GenreNotebooks.Display;
using GenreNotebooks.Evaluation;
using GenreNotebooks.Plots;
using GenreNotebooks.Runs;
using GenreNotebooks.SavedModels;
using GenreNotebooks.Tests.Runs;
using Xunit;

namespace GenreNotebooks.Tests.Plots;

/// <summary>A genre without test songs is absent, and one with test songs is there, wherever its score shows.</summary>
public class AbsentGenreTests
{
    private static readonly string[] Genres = ["hip hop", "jazz", "reggae", "rock"];

    private static readonly Gen<ConfusionMatrix> Matrices =
        from counts in Gen.Choose(0, 9).Array2DOf(4, 4)
        from empty in Gen.Elements(false, true).ArrayOf(4)
        select new ConfusionMatrix(Genres, Cleared(counts, empty));

    [Fact]
    public void It_is_absent_in_record_card_table_and_chart_alike() => Prop.ForAll(Matrices.Where(matrix => matrix.Total > 0).ToArbitrary(), matrix =>
    {
        bool[] absent = [.. Genres.Select((_, genre) => matrix.RowSum(genre) == 0)];
        var run = SomeRun.Create() with { Final = FinalScore.Of(matrix) };
        using var json = JsonDocument.Parse(run.ToJson());
        var bars = Plot.PerGenreAccuracy("By genre", Genres, ("run", matrix.PerClass));
        var cells = new Figure(Plot.ConfusionHeatMap("Confusion", matrix)).Traces[0].GetProperty("z").EnumerateArray().ToList();
        var card = ModelCard.Of(Describe(run));
        foreach (var (genre, name) in Genres.Index())
        {
            Assert.Equal(absent[genre], double.IsNaN(matrix.PerClass[genre]));
            Assert.Equal(absent[genre], json.RootElement.GetProperty("final").GetProperty("per_class").GetProperty(name).ValueKind == JsonValueKind.Null);
            Assert.Equal(absent[genre], Figure.Numbers(new Figure(bars).Trace("run").GetProperty("y"))[genre] is null);
            Assert.Equal(absent[genre], Regex.IsMatch(bars.ToString(), $"{name} +{Table.Absent}"));
            Assert.All(Figure.Numbers(cells[genre]), share => Assert.Equal(absent[genre], share is null));
            Assert.Equal(absent[genre], card.Contains($"| {name} | {Table.Absent} |", StringComparison.Ordinal));
        }
        Assert.Equal(absent.Contains(true), card.Contains("there are no test songs", StringComparison.Ordinal));
        Assert.Equal(run.ToJson(), RunRecord.Parse(System.Text.Encoding.UTF8.GetBytes(run.ToJson()), "here").ToJson());
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(100));

    private static int[,] Cleared(int[,] counts, bool[] empty)
    {
        for (var genre = 0; genre < empty.Length; genre++)
        {
            for (var predicted = 0; empty[genre] && predicted < empty.Length; predicted++)
            {
                counts[genre, predicted] = 0;
            }
        }
        return counts;
    }

    private static ModelDescription Describe(RunRecord run) => new()
    {
        Model = run.Model,
        Genres = Genres,
        Options = run.Options,
        Parameters = run.Parameters,
        VocabularySha256 = run.VocabularySha256,
        Data = run.Data,
        TrainingSongs = 1,
        TestSongs = run.Confusion.Total,
        FeatureMeans = EngineeredFeatures.Names.Append(ModelDescription.ReleaseYear).ToDictionary(name => name, _ => 0.5),
        Final = run.Final!,
        Environment = run.Environment,
    };
}
