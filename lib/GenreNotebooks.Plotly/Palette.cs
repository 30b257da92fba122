namespace GenreNotebooks.Plotly;

/// <summary>The colours of Okabe and Ito, which people with any colour vision tell apart, on white paper or dark.</summary>
internal static class Palette
{
    public const string Paper = "#ffffff";
    public const string Ink = "#222222";
    public const string Grid = "#e3e3e3";
    public const string Level = "#000000";

    private const string Black = "#000000";
    private const string Orange = "#e69f00";
    private const string SkyBlue = "#56b4e9";
    private const string Green = "#009e73";
    private const string Blue = "#0072b2";
    private const string Vermilion = "#d55e00";
    private const string Purple = "#cc79a7";

    // All seven in both of the first: as many as there are genres.
    private static readonly string[] Strong = [Blue, Vermilion, Green, Purple, Black, Orange, SkyBlue];
    private static readonly string[] Bars = [Blue, Orange, Vermilion, SkyBlue, Green, Purple, Black];
    private static readonly string[] Soft = [Orange, SkyBlue, Purple, Green, Black];

    /// <summary>White to a blue that is light enough for ink, for shares of 0 to 1.</summary>
    public static object[][] Shares { get; } = [[0.0, Paper], [1.0, SkyBlue]];

    /// <summary>What a light figure's paper and ink become on dark paper.</summary>
    public static IReadOnlyDictionary<string, string> OnDark { get; } = new Dictionary<string, string>
    {
        [Paper] = "#15181c",
        [Ink] = "#e6e8eb",
        [Grid] = "#3a414a",
        [Black] = "#ffffff",
    };

    /// <summary>Dark paper to a blue that is dark enough for light ink.</summary>
    public static IReadOnlyDictionary<string, string> SharesOnDark { get; } = new Dictionary<string, string>
    {
        [Paper] = "#22272e",
        [SkyBlue] = "#005a8c",
    };

    public static string StrongAt(int index) => Strong[index % Strong.Length];

    public static string SoftAt(int index) => Soft[index % Soft.Length];

    public static string BarAt(int index) => Bars[index % Bars.Length];
}
