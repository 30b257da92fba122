using System.Diagnostics;
using Xunit;

namespace GenreNotebooks.NotebookTests.Engines;

/// <summary>A program that has run to its end.</summary>
/// <param name="Exit">Its exit code.</param>
/// <param name="Log">All that it printed.</param>
internal sealed record FinishedProcess(int Exit, string Log)
{
    public static async Task<FinishedProcess> RunAsync(ProcessStartInfo start)
    {
        using var process = Process.Start(start)!;
        try
        {
            process.StandardInput.Close();
            Task<string> output = process.StandardOutput.ReadToEndAsync(), error = process.StandardError.ReadToEndAsync();
            await process.WaitForExitAsync(TestContext.Current.CancellationToken);
            return new(process.ExitCode, await output + await error);
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill(entireProcessTree: true);
            }
        }
    }
}
