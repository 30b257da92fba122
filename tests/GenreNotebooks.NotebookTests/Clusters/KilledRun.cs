using System.Diagnostics;
using System.Globalization;
using System.Text;
using Xunit;

namespace GenreNotebooks.NotebookTests.Clusters;

/// <summary>One of the commands of a list, killed while it runs.</summary>
internal static class KilledRun
{
    /// <summary>
    /// Waits until one of the commands has loaded LibTorch, stops it, makes sure that its run has not been kept yet, and kills it by SIGKILL.
    /// </summary>
    /// <param name="commands">The lines of the list.</param>
    /// <param name="file">The file in which the commands keep their runs.</param>
    /// <returns>The number of the killed line, from 1.</returns>
    public static async Task<int> KillOneAsync(string[] commands, string file)
    {
        var killed = 0;
        await Waiting.UntilAsync(() =>
        {
            killed = Enumerable.Range(1, commands.Length).FirstOrDefault(number => TryKill(commands[number - 1], file));
            return Task.FromResult(killed > 0);
        });
        return killed;
    }

    private static bool TryKill(string command, string file)
    {
        if (Find(command) is not { } process || !Signals.Send("STOP", process))
        {
            return false;
        }
        if (IsKept(command, file))
        {
            Signals.Send("CONT", process);
            return false;
        }
        Assert.True(Signals.Send("KILL", process), $"{process} had ended although it was stopped: {command}");
        return true;
    }

    private static int? Find(string command)
    {
        var words = command.Replace(' ', '\0') + '\0';
        foreach (var folder in Directory.EnumerateDirectories("/proc").Where(folder => char.IsAsciiDigit(Path.GetFileName(folder)[0])))
        {
            try
            {
                if (File.ReadAllText(Path.Combine(folder, "cmdline")) == words && File.ReadAllText(Path.Combine(folder, "maps")).Contains("/libtorch", StringComparison.Ordinal))
                {
                    return int.Parse(Path.GetFileName(folder), CultureInfo.InvariantCulture);
                }
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                // It has ended.
            }
        }
        return null;
    }

    /// <summary>Whether the run of a command is in the file. The stopped command may hold the file's lock, so it is read without one.</summary>
    private static bool IsKept(string command, string file)
    {
        if (!File.Exists(file))
        {
            return false;
        }
        using var reader = new StreamReader(new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite), Encoding.UTF8);
        var words = command.Split(' ');
        string[] marks = [$"\"seed\":{words[Array.IndexOf(words, "--first-seed") + 1]},", .. Array.IndexOf(words, "sweep") is > 0 and var place ? new[] { $"{{\"model\":\"{words[place + 1]}\"" } : []];
        return reader.ReadToEnd().Split('\n').Any(line => marks.All(mark => line.Contains(mark, StringComparison.Ordinal)));
    }
}

/// <summary>Signals to a process.</summary>
internal static class Signals
{
    /// <summary>Sends a signal; false if the process has ended.</summary>
    public static bool Send(string signal, int process)
    {
        using var kill = Process.Start(new ProcessStartInfo("bash", ["-c", $"kill -{signal} {process}"]) { RedirectStandardError = true })!;
        kill.WaitForExit();
        return kill.ExitCode == 0;
    }
}

/// <summary>Waits for a condition.</summary>
internal static class Waiting
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    /// <exception cref="TimeoutException">It did not come about in two minutes.</exception>
    public static async Task UntilAsync(Func<Task<bool>> condition)
    {
        for (var clock = Stopwatch.StartNew(); !await condition();)
        {
            if (clock.Elapsed > Patience)
            {
                throw new TimeoutException();
            }
            await Task.Delay(50, TestContext.Current.CancellationToken);
        }
    }
}
