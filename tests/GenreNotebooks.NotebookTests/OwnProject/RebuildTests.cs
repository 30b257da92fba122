using GenreNotebooks.NotebookTests.Engines;
using Xunit;

namespace GenreNotebooks.NotebookTests.OwnProject;

/// <summary>The repository is built again while a project outside refers to its package.</summary>
[Trait("Suite", "Long")]
public sealed class RebuildTests : IDisposable
{
    private const string Old = "SAMPLE DATA: synthetic songs", New = "Sample data: synthetic songs";

    private const string Program = "Console.WriteLine(GenreNotebooks.Data.DataFolder.Find().Notice);";

    private readonly EngineHome home = new();

    public void Dispose() => home.Dispose();

    [Theory(Explicit = true)]
    [InlineData]
    [InlineData("--no-restore")]
    [InlineData("-p:RestorePackagesWithLockFile=true")]
    public async Task The_project_builds_as_before_and_has_the_new_library(params string[] arguments)
    {
        var folder = new PackageFolder(home);
        var project = new ConsoleProject(home, folder.Feed);
        await project.BuildAsync(Program, [.. arguments.Where(argument => argument != "--no-restore")]);
        Assert.Contains(Old, (await project.RunAsync("")).Log);

        await folder.RebuildAsync(Old, New, home.Packages);

        await project.BuildAsync(Program, arguments);
        Assert.Contains(New, (await project.RunAsync("")).Log);
    }
}
