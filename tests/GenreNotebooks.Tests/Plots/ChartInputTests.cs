using GenreNotebooks.Data;
using GenreNotebooks.Evaluation;
using GenreNotebooks.Plots;
using GenreNotebooks.Tests.Data;
using GenreNotebooks.Tests.Runs;
using GenreNotebooks.Training;
using Xunit;

namespace GenreNotebooks.Tests.Plots;

/// <summary>What a chart would draw wrong is refused, with one message for all charts.</summary>
public class ChartInputTests
{
    private static readonly Estimate Fine = new(0.5, null, 0.45, 0.52, 1);
    private static readonly Song ASong = SongText.Read(SongText.Table(SongText.Row()))[0];

    /// <summary>What each chart is given, and its message without the title.</summary>
    private static readonly Dictionary<string, (Func<Plot> Draw, string Message)> Wrong = new()
    {
        ["bars of one name"] = (() => Plot.Comparison("T", ["lyrics", "lyrics", "both"], [0.4, 0.5, 0.6]),
            "models: found 2 times 'lyrics', expected a name once, because a chart cannot tell two apart."),
        ["names that look the same"] = (() => Plot.Comparison("T", ["the  trees", "the trees "], [0.4, 0.5]),
            "models: found 2 times 'the trees', expected a name once, because a chart cannot tell two apart."),
        ["series of one name"] = (() => Plot.PerGenreAccuracy("T", ["jazz"], ("ours", [0.5]), ("ours", [0.6])),
            "series: found 2 times 'ours', expected a name once, because a chart cannot tell two apart."),
        ["genre twice"] = (() => Plot.PerGenreAccuracy("T", ["jazz", "jazz"], ("ours", [0.5, 0.6])),
            "genres: found 2 times 'jazz', expected a name once, because a chart cannot tell two apart."),
        ["genre without a name"] = (() => Plot.PerGenreAccuracy("T", ["jazz", " "], ("ours", [0.5, 0.6])), "genres: found an empty name, expected a text for each genre."),
        ["no series"] = (() => Plot.PerGenreAccuracy("T", ["jazz"], Array.Empty<(string, IReadOnlyList<double>)>()), "series: found no series, expected at least one series."),
        ["no model"] = (() => Plot.Comparison("T", [], []), "models: found no model, expected at least one model."),
        ["too few values"] = (() => Plot.PerGenreAccuracy("T", ["jazz", "rock"], ("ours", [0.5])), "'ours': found 1 values for 2 names, expected one for each of jazz, rock."),
        ["infinite value"] = (() => Plot.PerGenreAccuracy("T", ["jazz", "rock"], ("ours", [0.5, double.PositiveInfinity])), "'ours': found Infinity, expected 0 to 1."),
        ["percent"] = (() => Plot.Comparison("T", ["lyrics"], [56]), "'accuracy': found 56, expected 0 to 1."),
        ["negative accuracy"] = (() => Plot.Comparison("T", ["lyrics"], [-0.1]), "'accuracy': found -0.1, expected 0 to 1."),
        ["no value at all"] = (() => Plot.Comparison("T", ["lyrics"], [double.NaN]), "'accuracy': found no value, expected at least one."),
        ["base rate not a number"] = (() => Plot.Comparison("T", ["lyrics"], [0.5], double.NaN), "baseRate: found NaN, expected 0 to 1."),
        ["base rate in percent"] = (() => Plot.Comparison("T", ["lyrics"], [0.5], 35.8), "baseRate: found 35.8, expected 0 to 1."),
        ["base rate of curves"] = (() => Plot.AccuracyCurves("T", [new Curve("test", [0.5])], double.NaN), "baseRate: found NaN, expected 0 to 1."),
        ["base rate of intervals"] = (() => Plot.Comparison("T", [("trees", Fine)], double.NegativeInfinity), "baseRate: found -Infinity, expected 0 to 1."),
        ["models of one name"] = (() => Plot.Comparison("T", [("trees", Fine), ("trees", Fine)]),
            "models: found 2 times 'trees', expected a name once, because a chart cannot tell two apart."),
        ["mean not a number"] = (() => Plot.Comparison("T", [("trees", Fine with { Mean = double.NaN })]), "'trees': found NaN, expected 0 to 1."),
        ["interval upside down"] = (() => Plot.Comparison("T", [("trees", new(0.5, null, 0.6, 0.4, 1))]), "'trees': found the interval [0.6000, 0.4000], expected the lower end first."),
        ["interval of a genre"] = (() => Plot.PerGenreAccuracy("T", ("trees", new Dictionary<string, Estimate?> { ["jazz"] = Fine with { High = 1.2 } })),
            "jazz of 'trees': found 1.2, expected 0 to 1."),
        ["bars of models of one name"] = (() => Plot.PerGenreAccuracy(
            "T", ("trees", new Dictionary<string, Estimate?> { ["jazz"] = Fine }), ("trees", new Dictionary<string, Estimate?> { ["jazz"] = Fine })),
            "models: found 2 times 'trees', expected a name once, because a chart cannot tell two apart."),
        ["negative score"] = (() => Plot.Comparison("T", [("trees", new(-1, null, -2, 0, 1))], score: "log odds"), "'trees': found -1, expected a finite number, 0 or more."),
        ["published twice"] = (() => Plot.Comparison("T", [("trees", Fine)], published: [("a", 0.5), ("a", 0.6)]),
            "published: found 2 times 'a', expected a name once, because a chart cannot tell two apart."),
        ["published in percent"] = (() => Plot.Comparison("T", [("trees", Fine)], published: [("trees", 50)]), "'trees' by the post: found 50, expected 0 to 1."),
        ["curves of one name"] = (() => Plot.AccuracyCurves("T", [new Curve("test", [0.5]), new Curve("test", [0.6])]),
            "curves: found 2 times 'test', expected a name once, because a chart cannot tell two apart."),
        ["published curve called test"] = (() => Plot.AccuracyCurves("T", Figure.ThreeEpochs, [0.5], publishedName: "test"),
            "curves: found 2 times 'test', expected a name once, because a chart cannot tell two apart."),
        ["curve in percent"] = (() => Plot.AccuracyCurves("T", [new Curve("test", [0.5, 50])]), "'test': found 50, expected 0 to 1."),
        ["curve without a value"] = (() => Plot.AccuracyCurves("T", [new Curve("test", [0.5]), new Curve("ours", [double.NaN])]), "'ours': found no value, expected at least one."),
        ["no curve"] = (() => Plot.AccuracyCurves("T", []), "curves: found no epoch, expected at least one curve with at least one value."),
        ["one run twice"] = (() => Plot.CompareRuns("T", [SomeRun.Create(), SomeRun.Create()]),
            "curves: found 2 times 'lyrics', expected a name once, because a chart cannot tell two apart."),
        ["no loss"] = (() => Plot.LossCurves("T", new TrainingHistory([])), "curves: found no epoch, expected at least one curve with at least one value."),
        ["genre counted twice"] = (() => Plot.SongsPerGenre([new("jazz", 3, 0.5), new("jazz", 3, 0.5)], "T"),
            "counts: found 2 times 'jazz', expected a name once, because a chart cannot tell two apart."),
        ["negative songs"] = (() => Plot.SongsPerGenre([new("jazz", -3, 0.5)], "T"), "songs of jazz: found -3, expected a finite number, 0 or more."),
        ["share not a number"] = (() => Plot.SongsPerGenre([new("jazz", 3, double.NaN)], "T"), "share of jazz: found NaN, expected 0 to 1."),
        ["no song by decade"] = (() => Plot.SongsPerDecade([], "T"), "songs: found no song, expected at least one."),
        ["no song with features"] = (() => Plot.FeatureDistributions([], title: "T"), "songs: found no song, expected at least one."),
        ["feature twice"] = (() => Plot.FeatureDistributions([ASong], ["energy", "energy"], "T"),
            "features: found 2 times 'energy', expected a name once, because a chart cannot tell two apart."),
        ["feature above its axis"] = (() => Plot.FeatureDistributions([ASong with { Features = [.. Enumerable.Repeat(7.0, 22)] }], ["energy"], "T"),
            "energy of jazz: found 7, expected 0 to 1."),
        ["negative count"] = (() => Plot.ConfusionHeatMap("T", new(["jazz", "rock"], new[,] { { 1, -2 }, { 0, 1 } })), "counts: found -2, expected a finite number, 0 or more."),
        ["genre twice in a confusion"] = (() => Plot.ConfusionHeatMap("T", new(["jazz", "jazz"], new int[2, 2])),
            "genres: found 2 times 'jazz', expected a name once, because a chart cannot tell two apart."),
        ["calibration of two of one name"] = (() => Plot.Reliability("T", ("a", Bins(0.5)), ("a", Bins(0.5))),
            "models: found 2 times 'a', expected a name once, because a chart cannot tell two apart."),
        ["calibration not a number"] = (() => Plot.Reliability("T", ("a", Bins(1.5))), "accuracy of 'a': found 1.5, expected 0 to 1."),
        ["calibration of nothing"] = (() => Plot.Reliability("T"), "models: found no model, expected at least one."),
        ["token twice"] = (() => Plot.Contributions("T", [new("love", 1, 0.5), new("love", 1, 0.6)]),
            "tokens: found 2 times 'love', expected a name once, because a chart cannot tell two apart."),
        ["contribution not a number"] = (() => Plot.Contributions("T", [new("love", 1, double.NaN)]), "contribution of love: found NaN, expected a finite number that fits into a float."),
        ["no token shown"] = (() => Plot.Contributions("T", [new("love", 1, 0.5)], most: 0), "most: found 0, expected 1 or more."),
        ["point nowhere"] = (() => Plot.Map("T", [new(0, double.NaN, "love", "jazz")]), "Y of 'love': found NaN, expected a finite number that fits into a float."),
        ["points too far apart"] = (() => Plot.Map("T", [new(1e308, 0, "love", "jazz"), new(-1e308, 0, "hate", "jazz")]), "X of 'love': found 1E+308, expected a finite number that fits into a float."),
        ["groups that look the same"] = (() => Plot.Map("T", [new(0, 0, "love", "jazz"), new(0, 1, "hate", "jazz ")]),
            "groups: found 2 times 'jazz', expected a name once, because a chart cannot tell two apart."),
    };

    public static TheoryData<string> Names { get; } = new(Wrong.Keys);

    [Theory]
    [MemberData(nameof(Names))]
    public void What_a_chart_would_draw_wrong_is_refused(string name) =>
        Assert.Equal($"The chart 'T', {Wrong[name].Message}", Assert.Throws<InputException>(() => Wrong[name].Draw().ToHtml()).Message);

    [Fact]
    public void Values_at_the_edge_of_the_range_are_drawn()
    {
        Assert.NotEmpty(Plot.Comparison("T", ["a", "b", "c"], [0, 1, double.NaN], 1).FigureJson);
        Assert.NotEmpty(Plot.Comparison("T", [("trees", new(1, 0, 1, 1, 2)), ("year", new(0, null, 0, 0, 1))], 0).FigureJson);
        Assert.NotEmpty(Plot.Comparison("T", [("trees", new(1.4, null, 1.2, 1.7, 1))], score: "log loss (nats)").FigureJson);
    }

    [Fact]
    public void A_loss_that_is_not_finite_is_a_gap()
    {
        var figure = new Figure(Plot.LossCurves("T", new TrainingHistory([new(1, 1.5, 0.4, 1.4, 0.4, 1), new(2, double.NaN, 0.4, double.PositiveInfinity, 0.4, 1)])));
        Assert.Equal([1.5, null], Figure.Numbers(figure.Trace("train").GetProperty("y")));
        Assert.Equal([1.4, null], Figure.Numbers(figure.Trace("test").GetProperty("y")));
    }

    private static Calibration Bins(double accuracy) => new([new(0, 1, 3, 0.5, accuracy)]);
}
