using GenreNotebooks.Vectorization;
using Xunit;

namespace GenreNotebooks.Tests.Vectorization;

public sealed class RaggedArrayTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(RaggedArray<int>.BlockRows - 1)]
    [InlineData(RaggedArray<int>.BlockRows)]
    [InlineData(RaggedArray<int>.BlockRows + 1)]
    [InlineData((3 * RaggedArray<int>.BlockRows) + 7)]
    public void Rows_are_as_they_were_added_in_however_many_blocks(int count)
    {
        int[][] rows = [.. Enumerable.Range(0, count).Select(row => Enumerable.Range(row, row * 7 % 5).ToArray())]; // some are empty
        var ragged = RaggedArray<int>.Of(rows);
        Assert.Equal((count, rows.Sum(row => row.Length)), (ragged.Count, ragged.Length));
        Assert.All(rows.Index(), row => Assert.Equal(row.Item, ragged[row.Index]));
        Assert.All(rows.Index(), row => Assert.Equal(row.Item.Length, ragged.LengthOf(row.Index)));
        Assert.Equal(rows.SelectMany(row => row), ragged.Blocks.SelectMany(block => block));
        Assert.Equal((count + RaggedArray<int>.BlockRows - 1) / RaggedArray<int>.BlockRows, ragged.Blocks.Count);
    }
}
