using Xunit;

namespace GenreNotebooks.NotebookTests.Engines;

/// <summary>The editor's stop button, and Jupyter's: what runs in the cell stops, too.</summary>
[Trait("Suite", "Engines")]
public sealed class InterruptionTests(EngineHome home) : IClassFixture<EngineHome>
{
    private const int Times = 8;
    private const string Print = "epoch => Console.WriteLine(epoch)";

    [Theory(Explicit = true)]
    [InlineData(Engine.Stdio, "Fit")]
    [InlineData(Engine.Stdio, "FitLive")]
    [InlineData(Engine.Jupyter, "FitLive")]
    public async Task An_interrupted_training_ends_keeps_its_epochs_and_lets_the_next_cell_answer(Engine engine, string fit)
    {
        await using var kernel = InteractiveKernel.Start(engine, home);
        await kernel.RunAsync([.. SmallCells.Training(epochs: 2000), "var ended = new System.Threading.ManualResetEventSlim();"]);
        // Again and again: the tool now and then loses the end of a cell that ends while it is being cancelled.
        for (var time = 0; time < Times; time++)
        {
            var training = kernel.Begin($$"""ended.Reset(); try { trainer.{{fit}}(model, data.Train, data.Test, {{Print}}); } finally { ended.Set(); }""");
            await training.UntilAsync(events => events.Count(one => one.Type == "StandardOutputValueProduced") >= 5);

            await kernel.CancelAsync();

            await training.EndAsync();
            Assert.False(training.Succeeded);
            Assert.Contains("cancel", training.Error, StringComparison.OrdinalIgnoreCase);
            // A thread that goes on training would let this wait for half a minute.
            var next = await kernel.SubmitAsync("Console.WriteLine($\"ended {ended.Wait(30_000)}, kept {trainer.History.Epochs.Count is >= 5 and < 2000}\");");
            Assert.Equal("ended True, kept True", next.AssertSucceeded().Output.Trim());
        }
    }

    [Fact(Explicit = true)]
    public async Task An_interrupted_sweep_ends_within_a_run()
    {
        await using var kernel = InteractiveKernel.Start(Engine.Stdio, home);
        await kernel.RunAsync(
            [.. SmallCells.Training(epochs: 2000), $"var sweep = new Sweep(DataFolder.Find(), {Folder()}); var ended = new System.Threading.ManualResetEventSlim();"]);
        var running = kernel.Begin("""
            Console.WriteLine("begun");
            try { sweep.Run([new SweepPoint(ModelKind.Metadata, options)], Console.WriteLine); } finally { ended.Set(); }
            """);
        await running.UntilAsync(events => events.Any(one => one.Type == "StandardOutputValueProduced"));

        await kernel.CancelAsync();

        Assert.False((await running.EndAsync()).Succeeded);
        var next = await kernel.SubmitAsync("Console.WriteLine(ended.Wait(30_000));");
        Assert.Equal("True", next.AssertSucceeded().Output.Trim());
    }

    private string Folder() => $"@\"{home.File($"sweep-{Guid.NewGuid():N}")}\"";
}
