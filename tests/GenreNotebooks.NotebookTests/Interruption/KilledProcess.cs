using System.Diagnostics;
using GenreNotebooks.NotebookTests.Processes;
using Xunit;

namespace GenreNotebooks.NotebookTests.Interruption;

/// <summary>The command line in a child process that is killed by SIGKILL, as by a power cut.</summary>
/// <param name="folder">The folder that it writes to.</param>
/// <param name="arguments">The command.</param>
internal sealed class KilledProcess(string folder, params string[] arguments)
{
    private const int Killed = 137; // 128 and SIGKILL's number

    /// <summary>The number of killed processes, and how many of them were killed during a write and left part of a file.</summary>
    public (int All, int InWrite) Kills { get; private set; }

    /// <summary>Runs the command to its end.</summary>
    /// <returns>The run time.</returns>
    public async Task<TimeSpan> RunAsync()
    {
        var clock = Stopwatch.StartNew();
        Assert.False(await KillAsync(_ => Task.Delay(Timeout.Infinite)));
        return clock.Elapsed;
    }

    /// <summary>Runs the command and kills it after a time.</summary>
    /// <returns>Whether it was killed; false if it had ended well before.</returns>
    public Task<bool> KillAfterAsync(TimeSpan time) => KillAsync(_ => Task.Delay(time));

    /// <summary>Runs the command and kills it as soon as one of its files grows, after skipping some.</summary>
    /// <returns>As <see cref="KillAfterAsync"/>.</returns>
    public Task<bool> KillInWriteAsync(int passing) => KillAsync(process => GrowingAsync(process, passing));

    private async Task<bool> KillAsync(Func<CliProcess, Task> moment)
    {
        using var process = new CliProcess(arguments);
        var end = process.EndAsync();
        await Task.WhenAny(end, moment(process));
        process.Kill();
        var (exit, output, error) = await end;
        if (exit == 0)
        {
            return false;
        }
        Assert.True(exit == Killed, $"exit code {exit}: {output}{error}");
        Kills = (Kills.All + 1, Kills.InWrite + (Parts(process.Id).Length > 0 ? 1 : 0));
        return true;
    }

    private async Task GrowingAsync(CliProcess process, int passing)
    {
        var seen = new HashSet<string>();
        while (seen.Count <= passing && !process.HasExited)
        {
            seen.UnionWith(Parts(process.Id));
            await Task.Delay(1);
        }
    }

    private string[] Parts(int process)
    {
        try
        {
            return Directory.GetFileSystemEntries(folder, $"*.{process}-*.tmp", SearchOption.AllDirectories);
        }
        catch (DirectoryNotFoundException)
        {
            return []; // one that went away while it was looked into
        }
    }
}
