using System.Text.Json;
using GenreNotebooks.Training;

namespace GenreNotebooks.Benchmarks;

/// <summary>How many times faster ours is than the plain port.</summary>
/// <param name="Lyrics">The network on lyrics.</param>
/// <param name="Metadata">The network on features; the plain port does not collate the tokens, which it would not read.</param>
/// <param name="Combined">The network on both.</param>
internal sealed record Ratio(NetworkRatio Lyrics, NetworkRatio Metadata, NetworkRatio Combined)
{
    /// <summary>The epochs of the post, which all three networks are counted with.</summary>
    public static readonly int Epochs = new TrainingOptions().Epochs;

    /// <summary>The plain port's seconds for all three networks, each at its better count of threads.</summary>
    public double PlainSeconds => Epochs * (Lyrics.Plain + Metadata.Plain + Combined.Plain);

    /// <summary>Our seconds for all three networks.</summary>
    public double OurSeconds => Epochs * (Lyrics.Ours + Metadata.Ours + Combined.Ours);

    /// <summary>How many times faster the three networks together are.</summary>
    public double AllTimes => PlainSeconds / OurSeconds;

    /// <summary><c>{lyrics, metadata, combined, all}</c>, each the number of times that ours is faster.</summary>
    public string ToJson() =>
        JsonSerializer.Serialize(new { lyrics = Lyrics.Times, metadata = Metadata.Times, combined = Combined.Times, all = AllTimes });
}
