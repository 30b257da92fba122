using System.CommandLine;
using System.Text;
using GenreNotebooks.Cli;
using GenreNotebooks.Cli.Commands;
using GenreNotebooks.Tests;
using Xunit;

namespace GenreNotebooks.NotebookTests;

/// <summary>Models trained for one epoch on the sample, once each, and <c>predict</c> called on them in this process.</summary>
public sealed class SavedModels : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public string Of(string model)
    {
        var saved = folder.File(model);
        if (!Directory.Exists(saved))
        {
            var (exit, _, error) = InvokeAsync(null, "train", model, "--sample", "--epochs", "1", "--batch-size", "64", "--save", saved).GetAwaiter().GetResult();
            Assert.Equal((0, ""), (exit, error));
        }
        return saved;
    }

    public Task<(int Exit, string Output, string Error)> PredictAsync(string model, string? input, params string[] arguments) =>
        InvokeAsync(input, ["predict", "--model", Of(model), .. arguments]);

    public static async Task<(int Exit, string Output, string Error)> InvokeAsync(string? input, params string[] arguments)
    {
        using var output = new StringWriter { NewLine = "\n" };
        using var error = new StringWriter { NewLine = "\n" };
        using var stream = new MemoryStream(Encoding.UTF8.GetBytes(input ?? ""));
        var root = new RootCommand { TrainCommand.Create(), PredictCommand.Create(() => stream) };
        var exit = await CommandLine.InvokeAsync(root, arguments, output, error);
        return (exit, output.ToString(), error.ToString());
    }

    public void Dispose() => folder.Dispose();
}
