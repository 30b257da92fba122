using GenreNotebooks.Tests.Packaging;
using GenreNotebooks.Tests.Plots;
using Xunit;

namespace GenreNotebooks.NotebookTests.Browser;

/// <summary>The rules of axe-core, which find faults that keep readers out.</summary>
internal static class AxeCore
{
    /// <summary>The command that installs it into the ignored folder <c>artifacts</c>.</summary>
    public const string Install = "npm install --no-save --prefix artifacts/axe-core axe-core@4.14.1";

    private const string Run = """
        async () => (await axe.run(document, { resultTypes: ["violations"] })).violations
          .filter(fault => fault.impact === "serious" || fault.impact === "critical")
          .flatMap(fault => fault.nodes.map(node => `${fault.impact}: ${fault.id}: ${node.html.slice(0, 200)}`))
        """;

    /// <summary>Skips the test if axe-core is not installed.</summary>
    public static string Find()
    {
        SomeBrowser.Find();
        var path = Repository.File("artifacts/axe-core/node_modules/axe-core/axe.min.js");
        Assert.SkipUnless(File.Exists(path), $"needs axe-core: {Install}");
        return File.ReadAllText(path);
    }

    /// <summary>The serious and critical faults of a page.</summary>
    public static async Task<string[]> FaultsAsync(OpenedPage page, string axe)
    {
        await page.EvaluateAsync<object>($"{axe};0");
        return await page.CallAsync<string[]>(Run);
    }
}
