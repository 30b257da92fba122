using System.Diagnostics;
using GenreNotebooks.Cli.Notebooks;
using Xunit;

namespace GenreNotebooks.NotebookTests.Interruption;

/// <summary>The real command line in a process of its own that ends by SIGKILL, as by a power cut: it can do nothing about it.</summary>
/// <param name="folder">The folder that it writes to.</param>
/// <param name="arguments">The command.</param>
internal sealed class KilledProcess(string folder, params string[] arguments)
{
    /// <summary>How many were killed, and how many of these in the middle of a write: they left a part of a file behind.</summary>
    public (int All, int InWrite) Kills { get; private set; }

    /// <summary>Runs the command to its end.</summary>
    /// <returns>How long it took.</returns>
    public async Task<TimeSpan> RunAsync()
    {
        var clock = Stopwatch.StartNew();
        Assert.False(await KillAsync(_ => Task.Delay(Timeout.Infinite)));
        return clock.Elapsed;
    }

    /// <summary>Runs the command and kills it after a time.</summary>
    /// <returns>Whether it was killed; if not, it had ended well before.</returns>
    public Task<bool> KillAfterAsync(TimeSpan time) => KillAsync(_ => Task.Delay(time));

    /// <summary>Runs the command and kills it as soon as one of its files grows, after some that it lets pass.</summary>
    public Task<bool> KillInWriteAsync(int passing) => KillAsync(process => GrowingAsync(process.Id, passing));

    private async Task<bool> KillAsync(Func<Process, Task> moment)
    {
        using var process = Process.Start(HostCommand.Create(arguments))!;
        process.StandardInput.Close();
        var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        var end = process.WaitForExitAsync();
        await Task.WhenAny(end, moment(process));
        process.Kill();
        await end;
        if (process.ExitCode == 0)
        {
            return false;
        }
        Assert.True(process.ExitCode == 137, $"exit code {process.ExitCode}: {await output}{await error}"); // 128 and SIGKILL's number
        Kills = (Kills.All + 1, Kills.InWrite + (Parts(process.Id).Any() ? 1 : 0));
        return true;
    }

    private async Task GrowingAsync(int process, int passing)
    {
        var seen = new HashSet<string>();
        while (seen.Count <= passing)
        {
            seen.UnionWith(Parts(process));
            await Task.Delay(1);
        }
    }

    private IEnumerable<string> Parts(int process) =>
        Directory.EnumerateFileSystemEntries(folder, $"*.{process}-*.tmp", SearchOption.AllDirectories);
}
