using System.CommandLine;

namespace GenreNotebooks.Benchmarks;

/// <summary>The verbs of this program; exit codes are those of the command line.</summary>
internal static class BenchmarkCommand
{
    /// <summary>Runs a verb; returns the exit code.</summary>
    /// <param name="args">The arguments.</param>
    /// <param name="output">Where tables go; by default the console.</param>
    /// <param name="error">Where messages go; by default the console's error output.</param>
    public static Task<int> InvokeAsync(string[] args, TextWriter? output = null, TextWriter? error = null)
    {
        var root = new RootCommand("Measures how fast GenreNotebooks is.")
        {
            RatioCommand.Create(), PyTorchCommand.Create(), ScaleCommand.Create(), ScaleSizeCommand.Create(), MicroCommand.Create(), SweepCommand.Create(),
            ResultsCommand.Create(),
        };
        return Cli.CommandLine.InvokeAsync(root, args, output, error);
    }
}
