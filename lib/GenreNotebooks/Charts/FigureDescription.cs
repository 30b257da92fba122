namespace GenreNotebooks.Charts;

/// <summary>What a figure shows, in plain values. How it looks is up to the plug-in that draws it.</summary>
internal sealed record FigureDescription(string Title, AxisDescription X, AxisDescription Y)
{
    public IReadOnlyList<LineSeries> Lines { get; init; } = [];

    public IReadOnlyList<PointSeries> Points { get; init; } = [];

    public IReadOnlyList<BarSeries> Bars { get; init; } = [];

    public HeatMapCells? HeatMap { get; init; }

    /// <summary>A horizontal line across the figure.</summary>
    public Level? Level { get; init; }
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

    public bool Logarithmic { get; init; }

    /// <summary>A d3 number format for ticks and hover texts, or null.</summary>
    public string? Format { get; init; }
}

/// <summary>A curve over 1, 2, 3 …; null where there is no value.</summary>
internal sealed record LineSeries(string Name, CurveStyle Style, IReadOnlyList<double?> Values);

/// <summary>Points joined by a line, each with half the length of its error bar (null for none) and a hover text.</summary>
internal sealed record PointSeries(
    string Name, IReadOnlyList<double> At, IReadOnlyList<double> Values, IReadOnlyList<double?> Errors, IReadOnlyList<string> Hovers);

/// <summary>A bar, its label and its hover text for each category.</summary>
internal sealed record BarSeries(
    string Name, IReadOnlyList<double?> Values, IReadOnlyList<string> Labels, IReadOnlyList<string> Hovers);

/// <summary>Cells by row (from the top) and column: a share between 0 and 1, a label, a hover text.</summary>
internal sealed record HeatMapCells(
    IReadOnlyList<IReadOnlyList<double>> Shares,
    IReadOnlyList<IReadOnlyList<string>> Labels,
    IReadOnlyList<IReadOnlyList<string>> Hovers);

/// <summary>A value with a name, such as the base rate.</summary>
internal sealed record Level(string Name, double Value);
