using GenreNotebooks.Cli.Notebooks;
using GenreNotebooks.Data;
using GenreNotebooks.Estimators;
using GenreNotebooks.Evaluation;
using GenreNotebooks.Vectorization;
using Xunit;

namespace GenreNotebooks.NotebookTests.Notebooks;

/// <summary>Notebooks 8, 9 and 12 from start to end on the sample.</summary>
[Trait("Suite", "Long")]
public sealed class EvaluationNotebooksTests(EvaluationNotebooks notebooks) : IClassFixture<EvaluationNotebooks>
{
    public static TheoryData<string> Names { get; } = [EvaluationNotebooks.Honest, EvaluationNotebooks.AllGenres, EvaluationNotebooks.Data];

    [Fact(Explicit = true)]
    public void All_run_to_their_end_without_error_output()
    {
        Assert.Equal("", notebooks.Result.Error);
        Assert.Equal(0, notebooks.Result.Exit);
    }

    [Theory(Explicit = true)]
    [MemberData(nameof(Names))]
    public void The_output_says_that_these_are_not_the_real_songs(string name) =>
        Assert.Contains("SAMPLE DATA: synthetic songs", notebooks.Folder.Text(name));

    [Theory(Explicit = true)]
    [InlineData(EvaluationNotebooks.Honest, 4)]
    [InlineData(EvaluationNotebooks.AllGenres, 8)]
    [InlineData(EvaluationNotebooks.Data, 6)]
    public void Every_chart_is_left_as_a_figure(string name, int figures) =>
        Assert.Equal(figures, Directory.EnumerateFiles(Path.Combine(notebooks.Folder.Out, "figures"), $"{name}-*.json").Count());

    [Theory(Explicit = true)]
    [MemberData(nameof(Names))]
    public void No_score_is_typed_in(string name) => Assert.All(
        Notebook.Read(PostNotebooks.PathOf(name)).Cells, cell => Assert.DoesNotMatch(@"\b0\.0*[1-9]", cell.Source));

    [Fact(Explicit = true)]
    public void Test_songs_opened_once_stay_shut() =>
        Assert.Contains("These 460 test songs have been opened", notebooks.Folder.Text(EvaluationNotebooks.Honest));

    [Fact(Explicit = true)]
    public void The_scores_are_those_that_the_library_measures_on_these_splits()
    {
        var songs = SongTable.Load(DataFolder.Sample).OfGenres(GenreSet.Blog);
        foreach (var split in new[] { SplitKind.Random, SplitKind.Artist })
        {
            Assert.Contains($"{Year(songs, split, seed: 1).Accuracy}", notebooks.Folder.Text(EvaluationNotebooks.Honest));
        }
        foreach (var split in new[] { SplitKind.Stratified, SplitKind.Artist })
        {
            Assert.Contains(Year(songs, split, seed: 0).MacroF1.Interval, notebooks.Folder.Text(EvaluationNotebooks.AllGenres));
        }
    }

    private static Evaluation.ScoreSummary Year(SongDataset songs, SplitKind split, int seed) =>
        ModelComparison.Measure(songs, [("year", ClassicalModels.Year)], split, seeds: 1, seed)["year"];
}

/// <summary>One run of the evaluation notebooks on the sample, one split each, for all tests.</summary>
public sealed class EvaluationNotebooks : IAsyncLifetime
{
    internal const string Honest = "08-honest-evaluation", AllGenres = "09-all-genres", Data = "12-what-the-data-can-tell";

    internal NotebookFolder Folder { get; } = new();

    internal RunResult Result { get; private set; } = null!;

    public async ValueTask InitializeAsync() => Result = await Folder.RunAsync(
        TestContext.Current.CancellationToken,
        PostNotebooks.PathOf(Honest), PostNotebooks.PathOf(AllGenres), PostNotebooks.PathOf(Data), "--sample", "--set", "seeds=1", "--set", "candidates=2");

    public ValueTask DisposeAsync()
    {
        Folder.Dispose();
        return ValueTask.CompletedTask;
    }
}
