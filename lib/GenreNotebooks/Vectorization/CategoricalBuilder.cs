namespace GenreNotebooks.Vectorization;

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
