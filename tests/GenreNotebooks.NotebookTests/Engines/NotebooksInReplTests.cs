using GenreNotebooks.Tests.Packaging;
using Xunit;

namespace GenreNotebooks.NotebookTests.Engines;

/// <summary>All cells of all notebooks in dotnet-repl without a terminal.</summary>
[Trait("Suite", "Engines")]
public sealed class NotebooksInReplTests(EngineHome home) : IClassFixture<EngineHome>
{
    [Theory(Explicit = true)]
    [MemberData(nameof(SmallNotebooks.Names), MemberType = typeof(SmallNotebooks))]
    public async Task Every_cell_runs(string name)
    {
        var (notebook, written) = (home.File($"{name}.dib"), home.File($"{name}.ipynb"));
        await File.WriteAllTextAsync(notebook, SmallNotebooks.Dib(name));
        var start = home.Command(
            "dotnet", EngineTools.Repl, "--run", notebook, "--exit-after-run", "--working-dir", Repository.File("notebooks"), "--output-format", "ipynb", "--output-path", written);
        start.WorkingDirectory = Repository.File("notebooks");
        var executed = await ExecutedFile.RunAsync(start, written);
        executed.AssertSucceeded(SmallNotebooks.Cells(name).Count);
        Assert.Contains("SAMPLE DATA: synthetic songs", executed.All("text/plain"));
    }
}
