using GenreNotebooks.NotebookTests.Engines;
using Xunit;

namespace GenreNotebooks.NotebookTests.Notebooks;

/// <summary>LibTorch loads by itself in a notebook's process, whatever uses it first.</summary>
public sealed class FirstLayerTests : IDisposable
{
    private readonly NotebookFolder folder = new();

    public static TheoryData<string> Uses { get; } = [.. SmallCells.FirstUses];

    public void Dispose() => folder.Dispose();

    [Theory]
    [MemberData(nameof(Uses))]
    public async Task The_first_cell_after_the_reference_may_use_it(string use)
    {
        var notebook = folder.Add("01-first.dib", SmallCells.Reference, SmallCells.OwnNetwork, use);
        var result = await folder.RunAsync(TestContext.Current.CancellationToken, notebook, "--sample");
        Assert.Equal((0, ""), (result.Exit, result.Error));
        Assert.Equal("92", folder.Text("01-first").Trim());
    }
}
