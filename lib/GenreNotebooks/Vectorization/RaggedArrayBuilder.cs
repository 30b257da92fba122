namespace GenreNotebooks.Vectorization;

/// <summary>Gathers a <see cref="RaggedArray{T}"/> row by row.</summary>
/// <typeparam name="T">What rows are made of.</typeparam>
internal sealed class RaggedArrayBuilder<T> where T : unmanaged
{
    private readonly List<int> starts = [0];
    private readonly List<T[]> blocks = [];
    private readonly List<T> open = []; // the block that is being filled

    /// <summary>Adds a row.</summary>
    public void Add(ReadOnlySpan<T> row)
    {
        open.AddRange(row);
        starts.Add(checked(starts[^1] + row.Length));
        if ((starts.Count - 1) % RaggedArray<T>.BlockRows == 0)
        {
            CloseBlock();
        }
    }

    /// <summary>The rows; none can be added any more.</summary>
    public RaggedArray<T> ToRaggedArray()
    {
        if ((starts.Count - 1) % RaggedArray<T>.BlockRows != 0)
        {
            CloseBlock();
        }
        return new([.. starts], [.. blocks]);
    }

    private void CloseBlock()
    {
        blocks.Add([.. open]);
        open.Clear();
    }
}
