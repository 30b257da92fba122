using Xunit;

namespace GenreNotebooks.NotebookTests.Engines;

/// <summary>The package changes under an engine: engines keep packages, and what a reference resolved to, by version.</summary>
[Trait("Suite", "Engines")]
public sealed class PackageTests : IDisposable
{
    private const string Old = "SAMPLE DATA: synthetic songs", New = "Sample data: synthetic songs";

    private const string Notice = "Console.WriteLine(GenreNotebooks.Data.DataFolder.Find().Notice);";

    private readonly EngineHome home = new();

    public void Dispose() => home.Dispose();

    [Fact(Explicit = true)]
    public async Task After_a_build_an_open_kernel_goes_on_and_a_new_one_has_the_new_library()
    {
        var folder = new PackageFolder(home);
        await using var open = Start(folder.Path, home.Packages);
        Assert.Contains(Old, (await open.RunAsync(SmallCells.Reference, Notice))[^1].Output);

        await folder.RebuildAsync(Old, New, home.Packages);

        Assert.Contains(Old, (await open.RunAsync(Notice))[^1].Output);
        await open.RunAsync("using GenreNotebooks.Plots;", "Plot.Of(" + SmallCells.OwnChart + ")");
        await using var fresh = Start(folder.Path, home.Packages);
        Assert.Contains(New, (await fresh.RunAsync(SmallCells.Reference, Notice))[^1].Output);
    }

    [Theory(Explicit = true)]
    [InlineData("")]
    [InlineData("/")]
    public async Task A_build_replaces_older_copies_in_the_folder_that_the_environment_names_now(string slash)
    {
        var copy = Directory.CreateDirectory(Path.Combine(home.File("elsewhere"), "genrenotebooks", "2.0.0")).FullName;
        await PackageFolder.ForgetAsync(home, home.File("elsewhere") + slash);
        Assert.True(File.Exists(Path.Combine(copy, "lib", "net10.0", "GenreNotebooks.dll")), copy);
    }

    [Fact(Explicit = true)]
    public async Task A_kernel_finds_the_library_where_the_environment_names_another_folder_than_at_the_last_restore()
    {
        await using (var first = Start(null, home.Packages))
        {
            await first.RunAsync(SmallCells.Reference, Notice);
        }
        var other = home.File("other packages");
        EngineHome.LinkPackages(other);
        Directory.Delete(Path.Combine(home.Packages, "genrenotebooks"), recursive: true);
        await PackageFolder.ForgetAsync(home, other);

        await using var second = Start(null, other + "/");
        var cells = await second.RunAsync(SmallCells.Reference, "Console.WriteLine(typeof(GenreNotebooks.Data.DataFolder).Assembly.Location);");
        Assert.StartsWith(other, cells[^1].Output);
    }

    private InteractiveKernel Start(string? folder, string packages) => InteractiveKernel.Start(Engine.Stdio, home, folder, ("NUGET_PACKAGES", packages));
}
