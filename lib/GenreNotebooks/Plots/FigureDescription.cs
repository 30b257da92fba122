using Plotly.NET;

namespace GenreNotebooks.Plots;

/// <summary>The content of a figure in plain values. <see cref="Traces"/> and <see cref="Frame"/> decide how it looks.</summary>
internal sealed record FigureDescription(string Title, AxisDescription X, AxisDescription Y)
{
    public IReadOnlyList<LineSeries> Lines { get; init; } = [];

    public IReadOnlyList<PointSeries> Points { get; init; } = [];

    public IReadOnlyList<BarSeries> Bars { get; init; } = [];

    /// <summary>Whether bars are stacked; otherwise they stand side by side.</summary>
    public bool Stacked { get; init; }

    public IReadOnlyList<BoxSeries> Boxes { get; init; } = [];

    public HeatMapCells? HeatMap { get; init; }

    /// <summary>A line from edge to edge of the figure.</summary>
    public Level? Level { get; init; }

    /// <summary>Draws the figure. It does not use Plotly.NET's defaults (600 x 600 pixels and a template).</summary>
    public GenericChart Draw(Theme theme) => GenericChart.setLayout(
        new Frame(this, theme).ToLayout(), GenericChart.ofTraceObjects(useDefaults: false, new Traces(this, theme).ToTraces()));
}

/// <summary>An axis. Without a range, plotly.js derives one from the values.</summary>
internal sealed record AxisDescription(string Title)
{
    public IReadOnlyList<string>? Categories { get; init; }

    public IReadOnlyList<double>? Range { get; init; }

    /// <summary>The distance between ticks; null to derive it.</summary>
    public double? Step { get; init; }

    /// <summary>The values that have a tick; null to derive them.</summary>
    public IReadOnlyList<double>? Ticks { get; init; }

    /// <summary>A label for each of <see cref="Ticks"/>; null to show the values.</summary>
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

/// <summary>A horizontal box for each category of the y axis: whiskers from <c>Low</c> to <c>High</c>, the box between the quartiles.</summary>
internal sealed record BoxSeries(
    string Name, IReadOnlyList<double> Low, IReadOnlyList<double> Q1, IReadOnlyList<double> Median, IReadOnlyList<double> Q3, IReadOnlyList<double> High);

/// <summary>Cells by row (from the top) and column: a share between 0 and 1 or null, a label, a hover text.</summary>
internal sealed record HeatMapCells(
    IReadOnlyList<IReadOnlyList<double?>> Shares,
    IReadOnlyList<IReadOnlyList<string>> Labels,
    IReadOnlyList<IReadOnlyList<string>> Hovers);

/// <summary>A line with a name, such as the base rate.</summary>
internal sealed record Level(string Name, double Value)
{
    public LevelDirection Direction { get; init; }
}

/// <summary>The direction of a <see cref="Level"/>: at a value of y, at a value of x, or along x = y from 0 to its value.</summary>
internal enum LevelDirection
{
    Across,
    Upright,
    Diagonal,
}
