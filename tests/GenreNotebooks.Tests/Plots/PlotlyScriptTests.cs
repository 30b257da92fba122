using GenreNotebooks.Plots;
using Xunit;

namespace GenreNotebooks.Tests.Plots;

public class PlotlyScriptTests
{
    [Fact]
    public void Module_loaders_do_not_see_the_script_and_a_plotly_that_is_there_stays()
    {
        var html = Plot.Script.ToHtml();
        var guard = "(function (define, module, exports) { if (!window.Plotly) {";
        Assert.True(html.IndexOf(guard, StringComparison.Ordinal) < html.IndexOf("plotly.js v2.28.0", StringComparison.Ordinal));
        Assert.Contains("} })();", html, StringComparison.Ordinal);
    }

    [Fact]
    public void The_script_does_not_end_its_own_element() =>
        Assert.DoesNotContain("</script", Plot.Script.Source, StringComparison.OrdinalIgnoreCase);

    [Fact]
    public void Charts_that_came_before_the_script_are_drawn_after_it()
    {
        var html = Plot.Script.ToHtml();
        Assert.True(html.IndexOf(PlotlyScript.FitScript, StringComparison.Ordinal) > html.IndexOf("} })();", StringComparison.Ordinal));
    }

    [Fact]
    public void As_text_the_script_is_one_short_line()
    {
        Assert.DoesNotContain('\n', Plot.Script.ToString());
        Assert.InRange(Plot.Script.ToString().Length, 1, 100);
    }
}
