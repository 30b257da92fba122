using System.CommandLine;
using GenreNotebooks.Files;

namespace GenreNotebooks.Benchmarks;

/// <summary><c>results</c>: makes the tables of docs/results.md anew, so that no result is typed in by hand.</summary>
internal static class ResultsCommand
{
    public static Command Create()
    {
        var command = new Command("results", "Makes the tables of docs/results.md from docs/results/*.json, which evaluate --json wrote.");
        command.SetAction(arguments =>
        {
            var docs = Path.Combine(RepositoryRoot.Find() ?? throw new InputException("Expected to be run from inside the repository."), "docs");
            var (evaluations, document) = (ResultsTables.Read(Path.Combine(docs, "results")), Path.Combine(docs, "results.md"));
            AtomicFile.WriteAllText(document, ResultsTables.Into(File.ReadAllText(document), evaluations));
            arguments.InvocationConfiguration.Output.WriteLine($"{document}: {evaluations.Count} rows.");
        });
        return command;
    }
}
