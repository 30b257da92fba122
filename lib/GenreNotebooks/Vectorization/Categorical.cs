namespace GenreNotebooks.Vectorization;

/// <summary>A column of names that repeat, as pandas' categorical: each name once, and for each row the place of its own.</summary>
/// <param name="Categories">The names, each once.</param>
/// <param name="Codes">For each row, the place of its name.</param>
internal sealed record Categorical(string[] Categories, int[] Codes)
{
    /// <summary>The name of a row.</summary>
    public string this[int row] => Categories[Codes[row]];
}
