using GenreNotebooks.Cli.Commands;
using GenreNotebooks.Data;
using GenreNotebooks.Runs;

namespace GenreNotebooks.Benchmarks;

/// <summary>What the measurements of epochs have in common.</summary>
internal static class Measurement
{
    /// <summary>How many times the rounds for the network on features, whose epochs are short and noisy.</summary>
    public const int MetadataRounds = 5;

    /// <summary>The songs trained on before the first epoch is measured.</summary>
    public const int WarmUpSongs = 800;

    // 9,024 of them are training songs, as many as the real data set has.
    private const int GeneratedRows = 11_281;

    /// <summary>The option <c>--rounds</c>.</summary>
    public static ValueOption<int> Rounds(string description, int otherwise) => (OptionValue.Whole with
    {
        Expected = "1 or more",
        Read = text => OptionValue.Whole.Read(text) is ( >= 1 and var rounds, true) ? (rounds, true) : default,
    }).One("--rounds", description, otherwise);

    /// <summary>The real songs if available, else generated ones.</summary>
    public static PreparedData LoadSongs(TextWriter output, CancellationToken cancellation)
    {
        var found = DataFolder.Find();
        using var generated = found.IsSample ? new GeneratedSongs(GeneratedRows, cancellation) : null;
        output.WriteLine(generated is null ? found.Notice : "Generated songs: the real ones are not here.");
        return PreparedData.Load(generated?.Folder ?? found, new() { Epochs = 1 }, cancellation: cancellation);
    }
}

/// <summary>The median of several measurements, which ignores outliers.</summary>
internal static class Median
{
    /// <summary>The middle value, or the mean of the two in the middle; of at least one value.</summary>
    public static double Of(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        return (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
    }
}
