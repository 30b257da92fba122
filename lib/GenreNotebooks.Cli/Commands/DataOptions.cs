using System.CommandLine;
using GenreNotebooks.Data;

namespace GenreNotebooks.Cli.Commands;

/// <summary>The options of every verb that reads songs.</summary>
internal static class DataOptions
{
    public static Option<string?> Data { get; } = PathOption.Create(
        "--data", "DIR", "Folder with tcc_ceds_music.csv and vocab.txt; by default GENRE_NOTEBOOKS_DATA, then data/, then the sample.");

    public static Option<bool> Sample { get; } = new("--sample") { Description = "Use the embedded sample of synthetic songs." };

    public static DataFolder Find(ParseResult arguments) => (arguments.GetValue(Data), arguments.GetValue(Sample)) switch
    {
        (not null, true) => throw new InputException("--data and --sample exclude each other: give one of them."),
        (_, true) => DataFolder.Sample,
        (var folder, _) => DataFolder.Find(folder),
    };
}
