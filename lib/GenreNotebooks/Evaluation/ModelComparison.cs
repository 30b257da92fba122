using GenreNotebooks.Data;
using GenreNotebooks.Display;
using GenreNotebooks.Vectorization;
using static System.FormattableString;

namespace GenreNotebooks.Evaluation;

/// <summary>Models measured on the same test songs of one or more splits, each opened once for all of them.</summary>
[TypeFormatterSource(typeof(HtmlFormatterSource))]
public sealed class ModelComparison : IHtmlDisplay
{
    private readonly OrderedDictionary<string, IReadOnlyList<Predictions>> runs;
    private readonly Dictionary<string, Lazy<ScoreSummary>> scores;

    private ModelComparison(IReadOnlyList<string> names, IReadOnlyList<TestResults> splits)
    {
        runs = new(names.Select(name => KeyValuePair.Create<string, IReadOnlyList<Predictions>>(name, [.. splits.Select(split => split[name])])));
        // Publication only: it keeps no exception, such as an interruption.
        scores = runs.ToDictionary(
            model => model.Key, model => new Lazy<ScoreSummary>(() => ScoreSummary.Of(model.Value), LazyThreadSafetyMode.PublicationOnly));
    }

    /// <summary>The names of the models.</summary>
    public IReadOnlyList<string> Names => runs.Keys;

    /// <summary>The accuracy of each model, as a chart of models takes them.</summary>
    public IReadOnlyList<(string Name, Estimate Accuracy)> Accuracies => [.. Names.Select(name => (name, this[name].Accuracy))];

    /// <summary>The scores of a model over all splits.</summary>
    /// <exception cref="KeyNotFoundException">There is no model of that name.</exception>
    public ScoreSummary this[string name] => scores[name].Value;

    /// <summary>What a model says of the test songs, split by split.</summary>
    /// <exception cref="KeyNotFoundException">There is no model of that name.</exception>
    public IReadOnlyList<Predictions> RunsOf(string name) => runs[name];

    /// <summary>Two of the models compared song by song.</summary>
    /// <exception cref="KeyNotFoundException">There is no model of one of the names.</exception>
    public PairedComparison Paired(string first, string second) => PairedComparison.Of(runs[first], runs[second]);

    /// <summary>Divides the songs, lets all models learn side by side, opens the test songs, seed after seed.</summary>
    /// <param name="songs">The songs.</param>
    /// <param name="models">The ways to make the models; at least one, each with a name of its own.</param>
    /// <param name="split">How test songs are chosen.</param>
    /// <param name="seeds">The number of seeds, at least one; each divides the songs anew.</param>
    /// <param name="firstSeed">The first of them; the others follow.</param>
    /// <param name="progress">Is told a line a seed.</param>
    /// <param name="cancellation">Ends the learning early.</param>
    /// <exception cref="InputException">The songs cannot be divided so, or two models have one name.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static ModelComparison Measure(
        SongDataset songs, IReadOnlyList<(string Name, IEstimator Estimator)> models, SplitKind split, int seeds, int firstSeed = 0,
        Action<string>? progress = null, CancellationToken cancellation = default)
        => MeasureSeeds(songs, models, split, seeds, firstSeed, progress, (_, _) => { }, cancellation);

    /// <summary>A table: for each model the accuracy and macro-F1 with 95 % intervals, the log loss and the calibration error.</summary>
    public Table ToTable() => Table.Of(["model", "accuracy", "95 %", "macro F1", "95 %", "log loss", "calibration error"], Names.Select(name =>
    {
        var (scores, error) = (this[name], this[name].Calibration.ExpectedError);
        object[] cells = [name, scores.Accuracy.MeanAndSd, scores.Accuracy.Interval, scores.MacroF1.MeanAndSd, scores.MacroF1.Interval];
        return (IReadOnlyList<object?>)[.. cells, Invariant($"{scores.LogLoss:0.000}"), Invariant($"{error:0.000}")];
    }));

    /// <summary>
    /// A table of pairs of models compared song by song: the accuracy of the first minus that of the second with its 95 % interval, and
    /// for each seed the p-value of McNemar's test.
    /// </summary>
    /// <param name="pairs">The names of the models.</param>
    /// <exception cref="KeyNotFoundException">There is no model of one of the names.</exception>
    public Table PairedTable(params IReadOnlyList<(string First, string Second)> pairs)
    {
        ArgumentNullException.ThrowIfNull(pairs);
        return Table.Of(["first", "second", "first - second", "95 %", "McNemar's p by seed"], pairs.Select(pair =>
        {
            var paired = Paired(pair.First, pair.Second);
            var tests = string.Join(", ", paired.Tests.Select(test => test.PValueText));
            return (IReadOnlyList<object?>)[pair.First, pair.Second, paired.Difference.MeanAndSd, paired.Difference.Interval, tests];
        }));
    }

    /// <summary>The <see cref="ToTable">table</see> of the models as HTML.</summary>
    public string ToHtml() => ToTable().ToHtml();

    /// <summary>The <see cref="ToTable">table</see> of the models as text.</summary>
    public override string ToString() => ToTable().ToString();

    /// <summary>Measures, and tells of each seed which model has learnt, on any thread.</summary>
    internal static ModelComparison MeasureSeeds(
        SongDataset songs, IReadOnlyList<(string Name, IEstimator Estimator)> models, SplitKind split, int seeds, int firstSeed,
        Action<string>? progress, Action<int, string> onLearnt, CancellationToken cancellation)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(seeds, 1);
        using var stop = NotebookEngine.Linked(cancellation);
        var splits = new List<TestResults>();
        foreach (var seed in Enumerable.Range(firstSeed, seeds))
        {
            var (train, test) = SealedTestSongs.Split(songs, split, seed);
            var learning = models.Select(model => Task.Run(() => Learn(model.Name, model.Estimator), stop.Token));
            splits.Add(test.Open(Task.WhenAll(learning).GetAwaiter().GetResult()));
            progress?.Invoke(Invariant($"seed {seed}: {models.Count} models measured on {test.Count:N0} test songs"));

            FrozenModel Learn(string name, IEstimator estimator)
            {
                var model = FrozenModel.Fit(estimator, train, seed, stop.Token).Named(name);
                onLearnt(seed, name);
                return model;
            }
        }
        return new([.. models.Select(model => model.Name)], splits);
    }
}
