using Xunit;

namespace GenreNotebooks.NotebookTests.Browser;

internal static class PageChecks
{
    /// <summary>Everything of the figure is in the document, and every text of it can be read.</summary>
    public static void AssertDrawn(DrawnChart drawn)
    {
        var expected = new ExpectedChart(drawn.Figure);
        Assert.Equal(expected.Traces, drawn.Traces);
        Assert.Equal(expected.Points, drawn.Points);
        Assert.Empty(expected.Missing(drawn.Texts));
        Assert.Empty(drawn.Faults);
    }
}
