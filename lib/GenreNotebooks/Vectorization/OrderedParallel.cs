namespace GenreNotebooks.Vectorization;

/// <summary>Parallel mapping of a sequence that need not fit into memory.</summary>
internal static class OrderedParallel
{
    private const int ChunkSize = 128;

    /// <summary>
    /// Maps items on all cores while later items are read. The results are in the order of the items, and only a few
    /// chunks of items and results are in memory at a time.
    /// </summary>
    /// <exception cref="OperationCanceledException">The work was cancelled; the token is checked before each item.</exception>
    public static IEnumerable<TResult> SelectOnAllCores<T, TResult>(this IEnumerable<T> items, Func<T, TResult> map, CancellationToken cancellation = default)
    {
        var running = new Queue<Task<TResult[]>>();
        foreach (var chunk in items.Chunk(ChunkSize))
        {
            cancellation.ThrowIfCancellationRequested();
            running.Enqueue(Task.Run(() => Array.ConvertAll(chunk, Map), cancellation));
            if (running.Count > 4 * Environment.ProcessorCount)
            {
                foreach (var result in running.Dequeue().GetAwaiter().GetResult())
                {
                    yield return result;
                }
            }
        }
        foreach (var result in running.SelectMany(task => task.GetAwaiter().GetResult()))
        {
            yield return result;
        }

        TResult Map(T item)
        {
            cancellation.ThrowIfCancellationRequested();
            return map(item);
        }
    }
}
