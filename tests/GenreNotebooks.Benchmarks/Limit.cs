using System.Diagnostics;
using System.Numerics;
using GenreNotebooks.Models;
using GenreNotebooks.Vectorization;
using static TorchSharp.torch;

namespace GenreNotebooks.Benchmarks;

/// <summary>
/// The least time of an epoch on this machine: only the arithmetic that no code can leave out, on one thread. The layer on tokens multiplies
/// three matrices a batch (forward, gradient of its input, gradient of its weights). Adam moves a row of the embedding for about a hundred
/// steps after each gradient; after that its step is below half a unit in the last place of a weight.
/// </summary>
internal static class Limit
{
    private const int Width = 32, StepsOfARow = 100, Repetitions = 5;

    /// <summary>Seconds an epoch; null for the network on features, which waits for calls into LibTorch, not for arithmetic.</summary>
    public static double? Seconds(ModelKind network, SongDataset songs)
    {
        if (network == ModelKind.Metadata)
        {
            return null;
        }
        var (tokens, steps) = Count(songs);
        return (steps * SecondsOfAStep()) + (network == ModelKind.Lyrics ? SecondsOfProducts(tokens) : 0);
    }

    /// <summary>The tokens of each batch of an epoch, and how often Adam moves a row of the embedding.</summary>
    public static (List<long> Tokens, long Steps) Count(SongDataset songs)
    {
        var (tokens, steps, met) = (new List<long>(), 0L, new Dictionary<long, int>());
        foreach (var songsOfBatch in new SongBatches(songs, PlainPort.BatchSize, seed: 0).OfEpoch())
        {
            using var batch = songsOfBatch;
            foreach (var row in batch.Tokens.data<long>().Distinct())
            {
                steps += met.TryGetValue(row, out var last) ? Math.Min(StepsOfARow, tokens.Count - last) : 0;
                met[row] = tokens.Count;
            }
            tokens.Add(batch.Tokens.shape[0]);
        }
        return (tokens, steps + met.Values.Sum(last => (long)Math.Min(StepsOfARow, tokens.Count - last)));
    }

    private static double SecondsOfProducts(List<long> tokens)
    {
        using var scope = NewDisposeScope();
        var (vectors, weights) = (rand(tokens.Max(), Width), rand(Width, Width));
        return MedianSeconds(() =>
        {
            foreach (var count in tokens)
            {
                using var step = NewDisposeScope();
                var x = vectors[..(int)count];
                mm(x, weights);
                mm(x, weights);
                mm(x.t(), x);
            }
        });
    }

    /// <summary>The seconds to move one row of the embedding once, its weights and moments in registers.</summary>
    private static double SecondsOfAStep()
    {
        const int Steps = 1_000_000;
        var moved = Vector<float>.Zero;
        var seconds = MedianSeconds(() =>
        {
            var (first, second, weight) = (Vector<float>.One, Vector<float>.One, Vector<float>.Zero);
            for (var step = 0; step < Steps; step++)
            {
                (first, second) = (first * 0.999f, second * 0.9999f);
                weight -= first / (Vector.SquareRoot(second) + new Vector<float>(1e-8f));
            }
            moved += weight; // so that the loop is not left out
        });
        return seconds / Steps * Width / Vector<float>.Count;
    }

    private static double MedianSeconds(Action action) => Median.Of(Enumerable.Range(0, Repetitions).Select(_ =>
    {
        var clock = Stopwatch.StartNew();
        action();
        return clock.Elapsed.TotalSeconds;
    }));
}
