using System.Diagnostics;
using System.Globalization;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace GenreNotebooks.NotebookTests.Notebooks;

/// <summary>No process that a notebook started outlives it, however it ends.</summary>
[Trait("Suite", "Failures")]
public sealed class LeftBehindTests : IDisposable
{
    private const int Started = 6;

    private readonly FakeTimeProvider clock = new();
    private readonly NotebookFolder folder;

    // In the command line of every process of this test, and of no other.
    private readonly string sign = string.Create(CultureInfo.InvariantCulture, $"86400.{Random.Shared.Next(100_000_000, 1_000_000_000)}");

    private string Mark => Path.Combine(folder.Path, "mark");

    public LeftBehindTests() => folder = new() { Clock = clock };

    public void Dispose() => folder.Dispose();

    [Theory(Explicit = true)]
    [InlineData("1", 0, "")]
    [InlineData("System.Environment.Exit(3);", 1, "exit code 3")]
    [InlineData("System.Environment.FailFast(\"over\");", 1, "over")]
    [InlineData("throw new System.Exception(\"odd\");", 1, "Exception: odd")]
    public async Task Nothing_is_left_after(string lastCell, int exit, string error)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Looks into /proc.");
        var result = await folder.RunAsync(TestContext.Current.CancellationToken, AddNotebook(lastCell), "--sample");
        Assert.Equal(exit, result.Exit);
        Assert.Contains(error, result.Error, StringComparison.Ordinal);
        Assert.True(File.Exists(Mark), result.Error);
        Assert.Equal(0, Alive());
    }

    [Fact(Explicit = true)]
    public async Task Nothing_is_left_after_a_cell_that_ran_too_long()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Looks into /proc.");
        var last = Path.Combine(folder.Path, "last");
        var run = folder.RunAsync(TestContext.Current.CancellationToken, AddNotebook($"File.WriteAllText(@\"{last}\", \"\");\nwhile (true);"), "--sample", "--timeout", "10");
        await NotebookFolder.UntilAsync(run, () => File.Exists(last));
        Assert.Equal(Started, Alive());
        clock.Advance(TimeSpan.FromSeconds(10));
        Assert.Contains("cell 2 ran longer than 10 s", (await run).Error, StringComparison.Ordinal);
        Assert.Equal(0, Alive());
    }

    [Fact(Explicit = true)]
    public async Task Nothing_is_left_after_a_cancelled_run()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Looks into /proc.");
        using var cancellation = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        var run = folder.RunAsync(cancellation.Token, AddNotebook("while (true);"), "--sample");
        await NotebookFolder.UntilAsync(run, () => File.Exists(Mark) && Alive() == Started);
        await cancellation.CancelAsync();
        Assert.Equal(130, (await run).Exit);
        Assert.Equal(0, Alive());
    }

    [Fact(Explicit = true)]
    public async Task Nothing_is_left_after_a_run_that_was_killed()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Looks into /proc.");
        using var run = Process.Start(Cli.CommandLine.StartInfo("run", AddNotebook("while (true);"), "--sample", "--out", folder.Out))!;
        await UntilAsync(() => run.HasExited || File.Exists(Mark));
        await UntilAsync(() => run.HasExited || Alive() == Started);
        run.Kill();
        // The process of its notebook notices and kills them.
        await UntilAsync(() => Alive() == 0);
        await UntilAsync(() => !IsAlive(int.Parse(File.ReadAllText(Mark), CultureInfo.InvariantCulture)));
    }

    /// <summary>A notebook that starts six processes, waits for them, writes a file, and goes on.</summary>
    private string AddNotebook(string lastCell) => folder.Add("starts.dib", $$"""
        using System.Diagnostics;
        using System.IO;
        using System.Linq;
        void Start(string program, params string[] arguments) => Process.Start(new ProcessStartInfo(program, arguments));
        int Alive() => Directory.GetDirectories("/proc").Count(process =>
        {
            try { return File.ReadAllText(process + "/cmdline").Contains("{{sign}}"); }
            catch (System.Exception) { return false; }
        });
        Start("sleep", "{{sign}}");
        Start("sh", "-c", "trap '' TERM HUP INT; while true; do sleep 1; done # {{sign}}");
        Start("sh", "-c", "sleep {{sign}} & exit 0");
        Start("setsid", "sleep", "{{sign}}");
        Start("setsid", "sh", "-c", "(setsid sleep {{sign}} &) ; exit 0");
        Start("env", "-i", "sleep", "{{sign}}");
        while (Alive() != {{Started}}) { System.Threading.Thread.Sleep(20); }
        File.WriteAllText(@"{{Mark}}.new", System.Environment.ProcessId.ToString());
        File.Move(@"{{Mark}}.new", @"{{Mark}}");
        """, lastCell);

    private int Alive() => Directory.EnumerateDirectories("/proc").Count(process => CommandLine(process).Contains(sign, StringComparison.Ordinal));

    private static bool IsAlive(int process) => CommandLine($"/proc/{process}").Length > 0;

    private static string CommandLine(string process)
    {
        try
        {
            return File.ReadAllText(Path.Combine(process, "cmdline"));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }

    private static async Task UntilAsync(Func<bool> condition)
    {
        while (!condition())
        {
            await Task.Delay(20, TestContext.Current.CancellationToken);
        }
    }
}
