using System.CommandLine;
using GenreNotebooks.Cli;
using GenreNotebooks.Cli.Commands;
using Xunit;

namespace GenreNotebooks.NotebookTests;

/// <summary>The command line that knows <c>sweep</c> alone.</summary>
internal static class SweepCommandLine
{
    public static async Task<(int Exit, string Output, string Error)> RunAsync(params string[] arguments)
    {
        using StringWriter output = new() { NewLine = "\n" }, error = new() { NewLine = "\n" };
        var exit = await InvokeAsync(output, error, TestContext.Current.CancellationToken, arguments);
        return (exit, output.ToString(), error.ToString());
    }

    public static Task<int> InvokeAsync(TextWriter output, TextWriter error, CancellationToken cancellation, params string[] arguments) =>
        CommandLine.InvokeAsync(new RootCommand { SweepCommand.Create() }, ["sweep", .. arguments], output, error, cancellation);
}
