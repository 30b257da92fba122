namespace GenreNotebooks.Data;

/// <summary>A column of repeated names, like pandas' categorical: each name once, and a code for each row.</summary>
/// <param name="Categories">The distinct names.</param>
/// <param name="Codes">For each row, the index of its name in <paramref name="Categories"/>.</param>
internal sealed record Categorical(string[] Categories, int[] Codes)
{
    /// <summary>The name of a row.</summary>
    public string this[int row] => Categories[Codes[row]];

    /// <summary>The same column restricted to some rows.</summary>
    public Categorical At(int[] rows) => this with { Codes = Array.ConvertAll(rows, row => Codes[row]) };
}

/// <summary>Builds a <see cref="Categorical"/> row by row.</summary>
internal sealed class CategoricalBuilder
{
    private readonly OrderedDictionary<string, int> codes = new(StringComparer.Ordinal);
    private readonly List<int> rows = [];

    public void Add(string name)
    {
        codes.TryAdd(name, codes.Count, out var place);
        rows.Add(place);
    }

    public Categorical ToColumn() => new([.. codes.Keys], [.. rows]);
}
