namespace GenreNotebooks.Vectorization;

/// <summary>
/// Rows of different lengths, stored in blocks of rows: the whole array is never moved or copied, however large it is.
/// </summary>
/// <typeparam name="T">The type of the values.</typeparam>
internal sealed class RaggedArray<T> where T : unmanaged
{
    /// <summary>The number of rows in a block; the last block may have fewer.</summary>
    public const int BlockRows = 4096;

    private readonly int[] starts; // [rows + 1], the start of each row if all blocks were one
    private readonly T[][] blocks;

    /// <param name="starts">See <see cref="Starts"/>.</param>
    /// <param name="blocks">See <see cref="Blocks"/>.</param>
    public RaggedArray(int[] starts, T[][] blocks) => (this.starts, this.blocks) = (starts, blocks);

    /// <summary>The number of rows.</summary>
    public int Count => starts.Length - 1;

    /// <summary>The total number of values.</summary>
    public int Length => starts[^1];

    /// <summary>The start of each row among all values, then the end of the last row: <c>[rows + 1]</c>.</summary>
    public ReadOnlySpan<int> Starts => starts;

    /// <summary>The values of all rows, block after block.</summary>
    public IReadOnlyList<T[]> Blocks => blocks;

    /// <summary>A row.</summary>
    public ReadOnlySpan<T> this[int row] =>
        blocks[row / BlockRows].AsSpan(starts[row] - starts[row / BlockRows * BlockRows], LengthOf(row));

    /// <summary>The number of values in a row.</summary>
    public int LengthOf(int row) => starts[row + 1] - starts[row];

    /// <summary>Creates an array from rows.</summary>
    public static RaggedArray<T> Of(IEnumerable<T[]> rows)
    {
        var gathered = new RaggedArrayBuilder<T>();
        foreach (var row in rows)
        {
            gathered.Add(row);
        }
        return gathered.ToRaggedArray();
    }
}

/// <summary>Builds a <see cref="RaggedArray{T}"/> row by row.</summary>
/// <typeparam name="T">The type of the values.</typeparam>
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

    /// <summary>Creates the array; no rows can be added afterwards.</summary>
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
