using System.Globalization;
using Xunit;

namespace GenreNotebooks.NotebookTests.Notebooks;

/// <summary>A training under a plot that grows in place.</summary>
public sealed class LiveTrainingTests : IDisposable
{
    private const string Network = """
        using GenreNotebooks.Data;
        using GenreNotebooks.Runs;
        using GenreNotebooks.Models;
        using GenreNotebooks.Plots;
        using GenreNotebooks.Training;
        using System.IO;

        var options = new TrainingOptions { Epochs = epochs };
        var data = PreparedData.Load(DataFolder.Find(), options);
        var model = ModelKind.Metadata.Create(options, data.VocabularySize, data.Genres.Count);
        """;

    private readonly NotebookFolder folder = new();

    public void Dispose() => folder.Dispose();

    private string Add(int epochs) => folder.Add(
        "live.dib", "#r \"nuget: GenreNotebooks, 2.0.0\"", $"// parameters\nint epochs = {epochs};", Network,
        "var history = new Trainer(options).FitLive(model, data.Train, data.Test, epoch => File.WriteAllText(\"mark\", $\"{epoch.Epoch} {Environment.ProcessId}\"));");

    [Fact]
    public async Task The_executed_copy_holds_the_last_state_of_its_plot()
    {
        var result = await folder.RunAsync(TestContext.Current.CancellationToken, Add(6), "--sample");
        Assert.Equal((0, ""), (result.Exit, result.Error));
        var outputs = folder.Outputs("live", 3);
        Assert.Equal(["display_data", "display_data"], outputs.Select(output => (string?)output!["output_type"])); // plotly.js and the plot
        Assert.Equal(6, outputs[1]!["data"]!["application/vnd.plotly.v1+json"]!["data"]![0]!["y"]!.AsArray().Count);
    }

    [Fact(Explicit = true)]
    [Trait("Suite", "Failures")]
    public async Task Ctrl_C_in_the_middle_of_it_ends_the_process_and_says_so()
    {
        using var cancellation = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        var mark = Path.Combine(folder.Path, "mark");
        var run = folder.RunAsync(cancellation.Token, Add(100_000), "--sample");
        await NotebookFolder.UntilAsync(run, () => Epoch(mark) > 2);
        await cancellation.CancelAsync();
        var result = await run;
        Assert.Equal((130, "Cancelled.\n"), (result.Exit, result.Error));
        Assert.Contains("stopped", result.Output, StringComparison.Ordinal);
        var process = int.Parse(File.ReadAllText(mark).Split(' ')[1], CultureInfo.InvariantCulture);
        Assert.Throws<ArgumentException>(() => System.Diagnostics.Process.GetProcessById(process));
    }

    private static int Epoch(string mark)
    {
        try
        {
            return File.Exists(mark) && File.ReadAllText(mark).Split(' ') is [var epoch, _] ? int.Parse(epoch, CultureInfo.InvariantCulture) : 0;
        }
        catch (IOException)
        {
            return 0; // it is being written
        }
    }
}
