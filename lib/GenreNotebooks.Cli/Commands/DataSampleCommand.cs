using System.CommandLine;
using GenreNotebooks.Data.Sampling;
using Spectre.Console;

namespace GenreNotebooks.Cli.Commands;

/// <summary><c>data sample</c>: writes synthetic songs, of any number, and the vocabulary that fits them.</summary>
internal static class DataSampleCommand
{
    // Fewer are done before a bar is drawn.
    private const int RowsWorthABar = 20_000;

    public static Command Create()
    {
        var rows = new Option<int>("--rows") { Description = "How many songs.", HelpName = "N", DefaultValueFactory = _ => SampleGenerator.Rows };
        var seed = new Option<int>("--seed") { Description = "The same seed gives the same songs.", HelpName = "S", DefaultValueFactory = _ => SampleGenerator.Seed };
        var outOption = PathOption.Create("--out", "FILE", "The CSV file for the songs (default: standard output).");
        var vocabulary = PathOption.Create("--vocab", "FILE", "A file for the vocabulary, as well.");
        var command = new Command("sample", "Writes synthetic songs that follow the statistics of the real ones.") { rows, seed, outOption, vocabulary };
        command.SetAction((parse, cancellation) =>
        {
            var output = parse.InvocationConfiguration.Output;
            WriteSongs(parse.GetValue(outOption), parse.GetValue(rows), parse.GetValue(seed), output, cancellation);
            WriteVocabulary(parse.GetValue(vocabulary));
            return Task.CompletedTask;
        });
        return command;
    }

    private static void WriteSongs(string? path, int rows, int seed, TextWriter output, CancellationToken cancellation)
    {
        if (path is null)
        {
            SampleGenerator.Write(output, rows, seed, null, cancellation);
            return;
        }
        if (rows >= RowsWorthABar && Terminal.Of(output) is { } terminal)
        {
            terminal.Progress().Start(bars =>
            {
                var bar = bars.AddTask(Markup.Escape(Path.GetFileName(path)), maxValue: rows);
                SampleGenerator.WriteFile(path, rows, seed, count => bar.Value = count, cancellation);
            });
        }
        else
        {
            SampleGenerator.WriteFile(path, rows, seed, null, cancellation);
        }
        output.WriteLine(FormattableString.Invariant($"{path}: {rows:N0} synthetic songs, seed {seed}."));
    }

    private static void WriteVocabulary(string? path)
    {
        if (path is not null)
        {
            SampleVocabulary.WriteFile(path);
        }
    }
}
