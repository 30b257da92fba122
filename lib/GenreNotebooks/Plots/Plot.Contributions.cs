using GenreNotebooks.Display;
using GenreNotebooks.SavedModels;
using static System.FormattableString;

namespace GenreNotebooks.Plots;

public sealed partial class Plot
{
    /// <summary>The tokens that did most for and against a genre, as bars above and below zero.</summary>
    /// <param name="title">The title above the chart.</param>
    /// <param name="tokens">The tokens, as <see cref="GenreClassifier.Explain"/> gives them.</param>
    /// <param name="most">The number of tokens to show; those of the largest contributions.</param>
    /// <exception cref="InputException">There is no token.</exception>
    public static Plot Contributions(string title, IReadOnlyList<TokenContribution> tokens, int most = 20)
    {
        ArgumentNullException.ThrowIfNull(tokens);
        var shown = tokens.OrderByDescending(token => Math.Abs(token.Contribution)).Take(most).OrderByDescending(token => token.Contribution).ToList();
        if (shown.Count == 0)
        {
            throw new InputException($"The chart '{title}' has no token to show: give a text with at least one word.");
        }
        var bars = new BarSeries(
            "contribution",
            [.. shown.Select(token => (double?)token.Contribution)],
            [.. shown.Select(token => Invariant($"{token.Contribution:+0.00;-0.00;0.00}"))],
            [.. shown.Select(token => Invariant($"{token.Token}\n{token.Count} in the text\n{token.Contribution:+0.0000;-0.0000;0}"))]);
        var rows = shown.Select(token => new object?[] { token.Token, token.Count, token.Contribution });
        var (low, high) = (Math.Min(0, shown[^1].Contribution), Math.Max(0, shown[0].Contribution));
        var room = high > low ? (RoomForLabel - 1) * (high - low) : 1;
        var x = new AxisDescription("token") { Categories = [.. shown.Select(token => token.Token)] };
        var y = new AxisDescription("log odds") { Range = [low - room, high + room], Format = "+.1f" };
        return new Plot(new FigureDescription(title, x, y) { Bars = [bars] }, Table.Of(["token", "count", "contribution"], rows));
    }
}
