using System.CommandLine;
using System.Text.Json.Nodes;
using GenreNotebooks.Cli;
using GenreNotebooks.Cli.Commands;
using Xunit;

namespace GenreNotebooks.NotebookTests.Notebooks;

/// <summary>A folder of small notebooks, and <c>run</c> called on them in this process.</summary>
internal sealed class NotebookFolder : IDisposable
{
    public NotebookFolder() => Path = Directory.CreateTempSubdirectory("genre notebooks ü").FullName;

    public string Path { get; }

    /// <summary>The clock of the run.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>The folder of training runs.</summary>
    public string Runs => System.IO.Path.Combine(Path, "runs");

    public string Out => System.IO.Path.Combine(Path, "out");

    /// <summary>The results of the last run: those of a run that failed are kept apart.</summary>
    public string Results => System.IO.Path.Combine(Out, "unfinished") is var unfinished && Directory.Exists(unfinished) ? unfinished : Out;

    /// <summary>The runs without <c>--out</c>.</summary>
    public string Kept => System.IO.Path.Combine(Path, "artifacts", "run");

    /// <summary>Writes a notebook of code cells; the first begins in line 3, each next one two lines after the last.</summary>
    public string Add(string name, params string[] cells) => AddText(name, string.Concat(cells.Select(cell => $"#!csharp\n\n{cell}\n")));

    public string AddText(string name, string text)
    {
        var path = System.IO.Path.Combine(Path, name);
        File.WriteAllText(path, text);
        return path;
    }

    public Task<RunResult> RunAsync(CancellationToken cancellation, params string[] arguments) => RunKeptAsync(cancellation, [.. arguments, "--out", Out]);

    /// <summary>Runs without <c>--out</c>, in this folder.</summary>
    public async Task<RunResult> RunKeptAsync(CancellationToken cancellation, params string[] arguments)
    {
        using StringWriter output = new() { NewLine = "\n" }, error = new() { NewLine = "\n" };
        var exit = await CommandLine.InvokeAsync(new RootCommand { RunCommand.Create(Clock, Path, Runs) }, ["run", .. arguments], output, error, cancellation);
        return new RunResult(exit, output.ToString(), error.ToString());
    }

    /// <summary>Waits until a condition is true or the run has ended.</summary>
    public static async Task UntilAsync(Task run, Func<bool> condition)
    {
        while (!run.IsCompleted && !condition())
        {
            await Task.Delay(20, TestContext.Current.CancellationToken);
        }
    }

    public JsonNode Ipynb(string name) => JsonNode.Parse(File.ReadAllText(System.IO.Path.Combine(Results, $"{name}.ipynb")))!;

    /// <summary>The outputs of a cell, counted from 0 over all cells.</summary>
    public JsonArray Outputs(string name, int cell) => Ipynb(name)["cells"]![cell]!["outputs"]!.AsArray();

    /// <summary>All text outputs of a notebook.</summary>
    public string Text(string name) => string.Join('\n', Ipynb(name)["cells"]!.AsArray()
        .SelectMany(cell => cell!["outputs"]?.AsArray() ?? [])
        .Select(output => string.Concat((output!["text"] ?? output["data"]!["text/plain"])!.AsArray().Select(line => (string)line!))));

    public string Page(string name) => File.ReadAllText(System.IO.Path.Combine(Results, $"{name}.html"));

    public void Dispose() => Directory.Delete(Path, recursive: true);
}

internal sealed record RunResult(int Exit, string Output, string Error);
