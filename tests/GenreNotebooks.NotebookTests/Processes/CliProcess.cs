using System.Diagnostics;
using GenreNotebooks.Cli;

namespace GenreNotebooks.NotebookTests.Processes;

/// <summary>The built command line in a child process.</summary>
internal sealed class CliProcess : IDisposable
{
    private readonly Process process;
    private readonly Task<string> output, error;

    /// <summary>Starts it.</summary>
    /// <param name="arguments">Its arguments.</param>
    /// <param name="folder">Its working directory; by default this process's.</param>
    /// <param name="variables">Environment variables to set, or to remove with null.</param>
    public CliProcess(string[] arguments, string? folder = null, params (string Name, string? Value)[] variables)
    {
        var start = CommandLine.StartInfo(arguments);
        start.WorkingDirectory = folder ?? "";
        foreach (var (name, value) in variables)
        {
            start.Environment.Remove(name);
            if (value is not null)
            {
                start.Environment.Add(name, value);
            }
        }
        process = Process.Start(start)!;
        process.StandardInput.Close();
        (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
    }

    public int Id => process.Id;

    public bool HasExited => process.HasExited;

    /// <summary>Kills it unless it has ended.</summary>
    public void Kill() => process.Kill();

    public async Task<(int Exit, string Output, string Error)> EndAsync()
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(3));
        await process.WaitForExitAsync(patience.Token);
        return (process.ExitCode, await output, await error);
    }

    public void Dispose()
    {
        if (!process.HasExited)
        {
            process.Kill(entireProcessTree: true);
        }
        process.Dispose();
    }
}
