using System.Globalization;
using System.Text.Json;
using GenreNotebooks.Models;

namespace GenreNotebooks.Runs;

/// <summary>The results that the post printed for one of its networks, for comparison with ours.</summary>
public sealed class BlogResults
{
    private static readonly JsonElement Facts = JsonDocument.Parse(ReadReference("blog_facts.json")).RootElement;
    private static readonly string[][] History =
        [.. ReadReference("blog_history.csv").Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(1).Select(line => line.Split(','))];

    private BlogResults(ModelKind kind)
    {
        var name = kind.ToString().ToLowerInvariant();
        var facts = Facts.GetProperty("models").GetProperty(name);
        Parameters = facts.GetProperty("parameters").GetInt64();
        FinalAccuracy = facts.GetProperty("final_accuracy").GetDouble();
        PerClass = [.. facts.GetProperty("per_class").EnumerateArray().Select(accuracy => accuracy.GetDouble())];
        var epochs = History.Where(epoch => epoch[0] == name).ToList();
        TrainAccuracy = Column(epochs, 2);
        TestAccuracy = Column(epochs, 3);
        Seconds = Column(epochs, 4);
    }

    /// <summary>The number of trainable parameters.</summary>
    public long Parameters { get; }

    /// <summary>The test accuracy after 25 epochs, dropout off, 0 to 1.</summary>
    public double FinalAccuracy { get; }

    /// <summary>For each genre, in label order, the share of its test songs predicted correctly.</summary>
    public IReadOnlyList<double> PerClass { get; }

    /// <summary>The running training accuracy of each epoch, with three decimals as printed.</summary>
    public IReadOnlyList<double> TrainAccuracy { get; }

    /// <summary>The test accuracy of each epoch, dropout on.</summary>
    public IReadOnlyList<double> TestAccuracy { get; }

    /// <summary>The seconds of each epoch on the post's machine.</summary>
    public IReadOnlyList<double> Seconds { get; }

    /// <summary>The results of a network.</summary>
    public static BlogResults Of(ModelKind kind) => new(kind);

    private static double[] Column(List<string[]> epochs, int column) =>
        [.. epochs.Select(epoch => double.Parse(epoch[column], CultureInfo.InvariantCulture))];

    private static string ReadReference(string file)
    {
        using var stream = typeof(BlogResults).Assembly.GetManifestResourceStream("reference/" + file)!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
