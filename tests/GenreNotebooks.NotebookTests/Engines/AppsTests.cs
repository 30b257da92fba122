using GenreNotebooks.Cli.Notebooks;
using GenreNotebooks.Tests.Packaging;
using Xunit;

namespace GenreNotebooks.NotebookTests.Engines;

/// <summary>Notebooks as file-based apps, run by <c>dotnet run</c>.</summary>
[Trait("Suite", "Engines")]
public sealed class AppsTests(EngineHome home) : IClassFixture<EngineHome>
{
    // The folder of the apps within what the repository has around it.
    [Fact(Explicit = true)]
    public Task An_app_runs_within_the_repository()
    {
        var root = Directory.CreateDirectory(home.File("repository")).FullName;
        string[] around = ["Directory.Build.props", "Directory.Packages.props", "global.json", "notebooks/NuGet.config", "notebooks/apps/Directory.Build.props", "notebooks/apps/Directory.Packages.props"];
        Directory.CreateDirectory(Path.Combine(root, "notebooks", "apps"));
        Array.ForEach(around, file => File.Copy(Repository.File(file), Path.Combine(root, file)));
        Directory.CreateSymbolicLink(Path.Combine(root, "feed"), Repository.File("feed"));
        return RunAsync(Path.Combine(root, "notebooks", "apps"), "04-metadata", "Metadata network: accuracy");
    }

    [Fact(Explicit = true)]
    public Task An_app_runs_in_a_folder_with_nothing_but_the_feed() => RunAsync(new PackageFolder(home).Path, "06-closing-remarks", "Test accuracy");

    private async Task RunAsync(string folder, string name, string chart)
    {
        await File.WriteAllTextAsync(Path.Combine(folder, $"{name}.cs"), AppWriter.Write(SmallNotebooks.Of(name)));
        var start = home.Command("dotnet", "run", $"{name}.cs");
        start.WorkingDirectory = folder;
        var app = await FinishedProcess.RunAsync(start);
        Assert.True(app.Exit == 0, app.Log);
        Assert.Contains("SAMPLE DATA: synthetic songs", app.Log, StringComparison.Ordinal);
        Assert.DoesNotContain("warning", app.Log, StringComparison.Ordinal);
        var page = app.Log.Split('\n').Single(line => line.StartsWith($"{chart}: ", StringComparison.Ordinal))[(chart.Length + 2)..];
        Assert.Contains("Plotly", await File.ReadAllTextAsync(page, TestContext.Current.CancellationToken), StringComparison.Ordinal);
        var artifacts = Directory.GetFiles(Path.Combine(home.Path, ".local"), "*", SearchOption.AllDirectories).Sum(file => new FileInfo(file).Length);
        Assert.InRange(artifacts, 1, 50_000_000); // without LibTorch
    }
}
