using System.CommandLine;

namespace GenreNotebooks.Benchmarks;

/// <summary>The verbs of this program.</summary>
internal static class BenchmarkCommand
{
    public static RootCommand Create() => new("Measures how fast GenreNotebooks is.") { RatioCommand.Create() };
}
