namespace GenreNotebooks.Data;

/// <summary>A column of names that repeat, as pandas' categorical: each name once, and a code for each row.</summary>
/// <param name="Categories">The names, each once.</param>
/// <param name="Codes">For each row the place of its name in <paramref name="Categories"/>.</param>
internal sealed record Categorical(string[] Categories, int[] Codes)
{
    /// <summary>The name of a row.</summary>
    public string this[int row] => Categories[Codes[row]];

    /// <summary>The column of some rows.</summary>
    public Categorical At(int[] rows) => this with { Codes = Array.ConvertAll(rows, row => Codes[row]) };
}

/// <summary>Gathers a column of names row by row.</summary>
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
