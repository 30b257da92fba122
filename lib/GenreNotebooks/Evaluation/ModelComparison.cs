using GenreNotebooks.Data;
using GenreNotebooks.Display;
using GenreNotebooks.Models;
using GenreNotebooks.Vectorization;
using static System.FormattableString;

namespace GenreNotebooks.Evaluation;

/// <summary>Models evaluated on the same test songs of one or more splits. Each split's test songs open once, for all models.</summary>
[TypeFormatterSource(typeof(HtmlFormatterSource))]
public sealed class ModelComparison : IHtmlDisplay
{
    private readonly OrderedDictionary<string, IReadOnlyList<Predictions>> runs;
    private readonly Dictionary<string, Lazy<ScoreSummary>> scores;
    private readonly string note;

    private ModelComparison(IReadOnlyList<string> names, IReadOnlyList<TestResults> splits)
    {
        runs = new(names.Select(name => KeyValuePair.Create<string, IReadOnlyList<Predictions>>(name, [.. splits.Select(split => split[name])])));
        note = splits.Any(split => split.OfSample) ? DataOrigin.SampleNote : "";
        // PublicationOnly does not cache exceptions, such as an interrupt.
        scores = runs.ToDictionary(
            model => model.Key, model => new Lazy<ScoreSummary>(() => ScoreSummary.Of(model.Value), LazyThreadSafetyMode.PublicationOnly));
    }

    /// <summary>The names of the models.</summary>
    public IReadOnlyList<string> Names => runs.Keys;

    /// <summary>The accuracy of each model, in the form that the chart of models takes.</summary>
    public IReadOnlyList<(string Name, Estimate Accuracy)> Accuracies => [.. Names.Select(name => (name, this[name].Accuracy))];

    /// <summary>A model's scores over all splits.</summary>
    /// <exception cref="KeyNotFoundException">There is no model with this name.</exception>
    public ScoreSummary this[string name] => scores[name].Value;

    /// <summary>A model's predictions for the test songs of each split.</summary>
    /// <exception cref="KeyNotFoundException">There is no model with this name.</exception>
    public IReadOnlyList<Predictions> RunsOf(string name) => runs[name];

    /// <summary>Compares two of the models song by song.</summary>
    /// <exception cref="KeyNotFoundException">There is no model with one of the names.</exception>
    public PairedComparison Paired(string first, string second) => PairedComparison.Of(runs[first], runs[second]);

    /// <summary>For each seed, splits the songs, fits all models in parallel and evaluates them on the test songs.</summary>
    /// <param name="songs">The songs.</param>
    /// <param name="models">The estimators, at least one, each with its own name.</param>
    /// <param name="split">The kind of split.</param>
    /// <param name="seeds">The number of seeds, at least one. Each gives a different split.</param>
    /// <param name="firstSeed">The first seed; the others follow it.</param>
    /// <param name="progress">Called with one line after each seed.</param>
    /// <param name="cancellation">Stops fitting early.</param>
    /// <exception cref="InputException">The songs cannot be split this way, two models have the same name, or training diverged.</exception>
    /// <exception cref="OperationCanceledException">Fitting was cancelled.</exception>
    public static ModelComparison Measure(
        SongDataset songs, IReadOnlyList<(string Name, IEstimator Estimator)> models, SplitKind split, int seeds, int firstSeed = 0,
        Action<string>? progress = null, CancellationToken cancellation = default)
        => MeasureSeeds(songs, models, split, seeds, firstSeed, progress, (_, _) => { }, cancellation);

    /// <summary>A table of each model's accuracy and macro-F1 with 95 % intervals, log loss and calibration error.</summary>
    public Table ToTable() => Table.Of(["model", "accuracy", "95 %", "macro F1", "95 %", "log loss", "calibration error"], Names.Select(name =>
    {
        var (scores, error) = (this[name], this[name].Calibration.ExpectedError);
        object[] cells = [name, scores.Accuracy.MeanAndSd, scores.Accuracy.Interval, scores.MacroF1.MeanAndSd, scores.MacroF1.Interval];
        return (IReadOnlyList<object?>)[.. cells, Invariant($"{scores.LogLoss:0.000}"), Invariant($"{error:0.000}")];
    }), note);

    /// <summary>
    /// A table of pairs of models compared song by song: the first accuracy minus the second with its 95 % interval, and McNemar's
    /// p-value for each seed, unless artists are apart.
    /// </summary>
    /// <param name="pairs">The names of the models.</param>
    /// <exception cref="KeyNotFoundException">There is no model with one of the names.</exception>
    public Table PairedTable(params IReadOnlyList<(string First, string Second)> pairs)
    {
        ArgumentNullException.ThrowIfNull(pairs);
        var rows = pairs.Select(pair => (pair.First, pair.Second, Paired: Paired(pair.First, pair.Second))).ToList();
        string[] columns = ["first", "second", "first - second", "95 %"];
        return rows.Exists(row => row.Paired.Tests.Count > 0)
            ? Table.Of([.. columns, "McNemar's p by seed"], rows.Select(row => (IReadOnlyList<object?>)[.. Cells(row), string.Join(", ", row.Paired.Tests.Select(test => test.PValueText))]), note)
            : Table.Of(columns, rows.Select(row => (IReadOnlyList<object?>)Cells(row)), note);

        static object[] Cells((string First, string Second, PairedComparison Paired) row) =>
            [row.First, row.Second, row.Paired.Difference.MeanAndSd, row.Paired.Difference.Interval];
    }

    /// <summary>The <see cref="ToTable">table</see> as HTML.</summary>
    public string ToHtml() => ToTable().ToHtml();

    /// <summary>The <see cref="ToTable">table</see> as text.</summary>
    public override string ToString() => ToTable().ToString();

    /// <summary>As <see cref="Measure"/>. <paramref name="onFitted"/> is called, on any thread, with the seed and name of each fitted model.</summary>
    internal static ModelComparison MeasureSeeds(
        SongDataset songs, IReadOnlyList<(string Name, IEstimator Estimator)> models, SplitKind split, int seeds, int firstSeed,
        Action<string>? progress, Action<int, string> onFitted, CancellationToken cancellation)
    {
        using var stop = NotebookEngine.Linked(cancellation);
        var splits = new List<TestResults>();
        foreach (var seed in RandomSeed.Range(firstSeed, seeds))
        {
            var (train, test) = SealedTestSongs.Split(songs, split, seed);
            var fits = models.Select(model => Task.Run(() => Fit(model.Name, model.Estimator), stop.Token));
            splits.Add(test.Open(Task.WhenAll(fits).GetAwaiter().GetResult()));
            progress?.Invoke(Invariant($"seed {seed}: {models.Count} models measured on {test.Count:N0} test songs"));

            FrozenModel Fit(string name, IEstimator estimator)
            {
                try
                {
                    var model = FrozenModel.Fit(estimator, train, seed, stop.Token).Named(name);
                    onFitted(seed, name);
                    return model;
                }
                catch (DivergedException exception)
                {
                    throw new InputException($"The model '{name}' with seed {seed}: {exception.Message}", exception);
                }
            }
        }
        return new([.. models.Select(model => model.Name)], splits);
    }
}
