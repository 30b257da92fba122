namespace GenreNotebooks.Cli.Notebooks;

/// <summary>How notebooks are run: variables of the environment that they find, how long a cell may take, and how much memory a notebook.</summary>
/// <param name="Environment">The variables.</param>
/// <param name="Timeout">The time of one cell.</param>
/// <param name="Memory">Megabytes of a notebook's process and of all that it starts, together.</param>
/// <param name="Clock">What measures the time.</param>
internal sealed record RunOptions(IReadOnlyDictionary<string, string?> Environment, TimeSpan Timeout, int Memory, TimeProvider Clock)
{
    public long MemoryBytes => (long)Memory << 20;
}
