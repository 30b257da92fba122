using Plotly.NET;

namespace GenreNotebooks.Plots;

/// <summary>What a figure shows, in plain values. How it looks is up to <see cref="Traces"/> and <see cref="Frame"/>.</summary>
internal sealed record FigureDescription(string Title, AxisDescription X, AxisDescription Y)
{
    public IReadOnlyList<LineSeries> Lines { get; init; } = [];

    public IReadOnlyList<PointSeries> Points { get; init; } = [];

    public IReadOnlyList<BarSeries> Bars { get; init; } = [];

    /// <summary>Whether bars stand on each other; if not, side by side.</summary>
    public bool Stacked { get; init; }

    public IReadOnlyList<BoxSeries> Boxes { get; init; } = [];

    public HeatMapCells? HeatMap { get; init; }

    /// <summary>A line from edge to edge of the figure.</summary>
    public Level? Level { get; init; }

    /// <summary>Draws the figure. Plotly.NET's defaults (600 x 600 pixels, its template) stay out.</summary>
    public GenericChart Draw(Theme theme) => GenericChart.setLayout(
        new Frame(this, theme).ToLayout(), GenericChart.ofTraceObjects(useDefaults: false, new Traces(this, theme).ToTraces()));
}

/// <summary>An axis: with categories if it has names, with a range if it is not to be found from the values.</summary>
internal sealed record AxisDescription(string Title)
{
    public IReadOnlyList<string>? Categories { get; init; }

    public IReadOnlyList<double>? Range { get; init; }

    /// <summary>The distance of ticks, or null to find it.</summary>
    public double? Step { get; init; }

    /// <summary>The values that have a tick, or null to find them.</summary>
    public IReadOnlyList<double>? Ticks { get; init; }

    /// <summary>What stands at each of <see cref="Ticks"/> in place of its value, or null.</summary>
    public IReadOnlyList<string>? TickLabels { get; init; }

    public bool Logarithmic { get; init; }

    /// <summary>A d3 number format for ticks and hover texts, or null.</summary>
    public string? Format { get; init; }
}

/// <summary>A curve over 1, 2, 3 …; null where there is no value.</summary>
internal sealed record LineSeries(string Name, CurveStyle Style, IReadOnlyList<double?> Values);

/// <summary>Points, each with a hover text, joined by a line if <see cref="Joined"/>.</summary>
internal sealed record PointSeries(string Name, IReadOnlyList<double> At, IReadOnlyList<double> Values, IReadOnlyList<string> Hovers)
{
    public bool Joined { get; init; } = true;

    /// <summary>Error bars along the x axis, or null.</summary>
    public ErrorBars? ErrorsX { get; init; }

    /// <summary>Error bars along the y axis, or null.</summary>
    public ErrorBars? ErrorsY { get; init; }

    /// <summary>A text beside each point, empty for none; or null.</summary>
    public IReadOnlyList<string>? Labels { get; init; }
}

/// <summary>How far each error bar reaches from its value to either side; null for no bar.</summary>
internal sealed record ErrorBars(IReadOnlyList<double?> Up, IReadOnlyList<double?> Down);

/// <summary>A bar, its label and its hover text for each category.</summary>
internal sealed record BarSeries(
    string Name, IReadOnlyList<double?> Values, IReadOnlyList<string> Labels, IReadOnlyList<string> Hovers)
{
    public ErrorBars? Errors { get; init; }
}

/// <summary>A lying box for each category of the y axis: whiskers from <c>Low</c> to <c>High</c>, the box between the quartiles.</summary>
internal sealed record BoxSeries(
    string Name, IReadOnlyList<double> Low, IReadOnlyList<double> Q1, IReadOnlyList<double> Median, IReadOnlyList<double> Q3, IReadOnlyList<double> High);

/// <summary>Cells by row (from the top) and column: a share between 0 and 1, a label, a hover text.</summary>
internal sealed record HeatMapCells(
    IReadOnlyList<IReadOnlyList<double>> Shares,
    IReadOnlyList<IReadOnlyList<string>> Labels,
    IReadOnlyList<IReadOnlyList<string>> Hovers);

/// <summary>A line with a name, such as the base rate at its value.</summary>
internal sealed record Level(string Name, double Value)
{
    public LevelDirection Direction { get; init; }
}

/// <summary>How a <see cref="Level"/> runs: at a value of y, at a value of x, or where x and y are equal, from 0 to its value.</summary>
internal enum LevelDirection
{
    Across,
    Upright,
    Diagonal,
}
