using GenreNotebooks.Tests.Packaging;
using Xunit;

namespace GenreNotebooks.NotebookTests.Engines;

/// <summary>All cells of all notebooks in Jupyter, executed by nbclient in the folder of their <c>.ipynb</c>.</summary>
[Trait("Suite", "Engines")]
public sealed class NotebooksInJupyterTests(EngineHome home) : IClassFixture<EngineHome>
{
    [Theory(Explicit = true)]
    [MemberData(nameof(SmallNotebooks.Names), MemberType = typeof(SmallNotebooks))]
    public async Task Every_cell_runs(string name)
    {
        var path = home.File($"{name}.ipynb");
        await File.WriteAllTextAsync(path, SmallNotebooks.Ipynb(name));
        var executed = await ExecutedFile.RunAsync(Jupyter.Python(home, "notebook.py", path, Repository.File("notebooks/ipynb")), path);
        executed.AssertSucceeded(SmallNotebooks.Cells(name).Count);
        Assert.Contains("SAMPLE DATA: synthetic songs", executed.All("text/plain"));
    }
}
