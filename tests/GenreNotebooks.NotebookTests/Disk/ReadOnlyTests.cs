using GenreNotebooks.Data;
using GenreNotebooks.NotebookTests.Processes;
using GenreNotebooks.Runs;
using GenreNotebooks.Tests;
using GenreNotebooks.Tests.Packaging;
using GenreNotebooks.Vectorization;
using Xunit;

namespace GenreNotebooks.NotebookTests.Disk;

/// <summary>The built command line in a read-only checkout, with a home folder that is writable or not.</summary>
[Trait("Suite", "Failures")]
public sealed class ReadOnlyTests : IDisposable
{
    private readonly Mount checkout = Mount.ReadOnly(Repository.File("."));
    private readonly TemporaryFolder elsewhere = new();

    public void Dispose()
    {
        checkout.Dispose();
        elsewhere.Dispose();
    }

    [Theory(Explicit = true)]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Everything_works_with_results_elsewhere(bool home)
    {
        await RunAsync(home, "data", "info");
        await RunAsync(home, "train", "metadata", "--epochs", "1", "--json", elsewhere.File("run.json"), "--save", elsewhere.File("model"));
        await RunAsync(home, "sweep", "metadata", "--epochs", "1", "--out", elsewhere.File("sweep"));
        await RunAsync(home, "run", "04", "--set", "epochs=1", "--out", elsewhere.File("out"));
        Assert.Equal("metadata", RunRecord.Load(elsewhere.File("run.json")).Model.ToString(), ignoreCase: true);
        Assert.True(File.Exists(elsewhere.File("model/model.json")) && File.Exists(elsewhere.File("sweep/summary.csv")));
        var notebook = File.ReadAllText(elsewhere.File("out/04-metadata.ipynb"));
        Assert.Equal(!home, notebook.Contains($"metadata: not kept for later. {checkout.Path}/", StringComparison.Ordinal));
        // Without a writable checkout, the user's folder is used.
        Assert.Equal(home ? ["cache", "runs"] : [], Folders(elsewhere.File("home/.local/share/GenreNotebooks")));
        Assert.Equal(home ? ["home", "model", "out", "sweep"] : ["model", "out", "sweep"], Folders(elsewhere.Path));
    }

    [Theory(Explicit = true)]
    [InlineData("--out {0}/out: cannot be written (", "run", "04", "--out", "{0}/out")]
    [InlineData("{0}/run.json: cannot be written (", "train", "metadata", "--epochs", "1", "--json", "{0}/run.json")]
    [InlineData("{0}/model: cannot be written (", "train", "metadata", "--epochs", "1", "--save", "{0}/model")]
    [InlineData("--out {0}/artifacts/sweep: cannot be written (", "sweep", "metadata", "--epochs", "1")]
    [InlineData("{0}/songs.csv: cannot be written (", "data", "sample", "--rows", "10", "--out", "{0}/songs.csv")]
    [InlineData("{0}/data/new/vocab.txt: cannot be written (", "data", "fetch", "--sources", "{1}", "--out", "{0}/data/new")]
    public async Task Results_inside_it_are_one_clear_message(string expected, params string[] arguments)
    {
        await using var served = new Served(1000, TimeSpan.Zero, "vocab.txt");
        string[] given = [.. arguments.Select(argument => string.Format(null, argument, checkout.Path, served.Sources))];
        using var process = Start(true, given);
        var (exit, _, error) = await process.EndAsync();
        Assert.Equal(1, exit);
        Assert.StartsWith($"error: {string.Format(null, expected, checkout.Path)}", Assert.Single(error.TrimEnd().Split('\n')));
        Assert.Empty(served.Server.Requests);
    }

    private async Task RunAsync(bool home, params string[] arguments)
    {
        using var process = Start(home, arguments);
        var (exit, _, error) = await process.EndAsync();
        Assert.Equal((0, ""), (exit, error));
    }

    private CliProcess Start(bool home, string[] arguments) => new(arguments, checkout.Path,
        ("HOME", home ? elsewhere.File("home") : checkout.File("home")), ("XDG_CACHE_HOME", null), ("XDG_DATA_HOME", null),
        (DataFolder.EnvironmentVariable, DataFolder.SampleWord), (SongTableCache.EnvironmentVariable, null), (RunStore.EnvironmentVariable, null));

    private static IEnumerable<string> Folders(string folder) =>
        Directory.Exists(folder) ? Directory.EnumerateDirectories(folder).Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal) : [];
}
