using GenreNotebooks.Data;

namespace GenreNotebooks.Vectorization;

/// <summary>One song of a <see cref="SongDataset"/>: what the post's dataset class returns for an index.</summary>
/// <param name="Ids">Token ids padded with 0, as many as the dataset's length.</param>
/// <param name="Features">The 22 engineered features, in the order of <see cref="EngineeredFeatures.Names"/>.</param>
/// <param name="Label">The genre's label.</param>
public sealed record SongItem(int[] Ids, float[] Features, int Label)
{
    /// <summary>The item whole, wrapped to lines of 32 ids.</summary>
    public override string ToString()
    {
        var ids = string.Join(Environment.NewLine + "  ", Ids.Chunk(32).Select(row => string.Join(' ', row)));
        var features = EngineeredFeatures.Names.Zip(Features, (name, value) => FormattableString.Invariant($"{name} {value:0.0000}"));
        return $"ids ({Ids.Length}){Environment.NewLine}  {ids}{Environment.NewLine}"
            + $"features ({Features.Length}){Environment.NewLine}  {string.Join(", ", features)}{Environment.NewLine}"
            + $"label{Environment.NewLine}  {Label}";
    }
}
