using GenreNotebooks.Data;

namespace GenreNotebooks.Evaluation;

/// <summary>
/// A bootstrap over songs, for runs that may share test songs. Each resample draws from all distinct test songs, and from the
/// runs, as many as there are, with replacement. A song drawn twice counts twice in every run that has it. Runs on the same
/// songs therefore do not narrow an interval as new songs would, and differences between runs (in split or initial weights)
/// widen it. With one run it is the ordinary bootstrap over that run's songs. If artists are apart, whole artists are drawn in place
/// of songs, because the songs of one artist are not independent: nearly all have the same genre.
/// </summary>
internal sealed class Bootstrap
{
    private readonly int[][] places; // for each run, the indices of its songs, or of their artists, among all distinct ones
    private readonly int distinct;

    public Bootstrap(IReadOnlyList<Predictions> runs)
    {
        ArgumentOutOfRangeException.ThrowIfZero(runs.Count);
        var numbers = new Dictionary<int, int>();
        places = [.. runs.Select(run => (run.Artists ?? run.Songs).Select(drawn => numbers.TryAdd(drawn, numbers.Count) ? numbers.Count - 1 : numbers[drawn]).ToArray())];
        distinct = numbers.Count;
    }

    /// <summary>Computes statistics in each resample, <c>[statistics][resamples]</c>: means over the drawn runs.</summary>
    /// <param name="statistics">
    /// Computes a run's statistics from its index and, for each of its songs, how often it was drawn; NaN if undefined for the drawn songs.
    /// </param>
    /// <param name="resamples">The number of resamples, at least 1.</param>
    /// <param name="seed">The random seed.</param>
    public double[][] Resample(Func<int, int[], double[]> statistics, int resamples, int seed)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(resamples, 1);
        using var stop = NotebookEngine.Linked();
        var random = RandomSeed.Random(seed);
        var (runs, songs) = (new int[places.Length], new int[distinct]);
        var values = new double[resamples][];
        for (var resample = 0; resample < resamples; resample++)
        {
            stop.Token.ThrowIfCancellationRequested();
            Draw(runs, random);
            Draw(songs, random);
            var drawn = Enumerable.Range(0, runs.Length).Where(run => runs[run] > 0)
                .Select(run => (Times: runs[run], Values: statistics(run, [.. places[run].Select(place => songs[place])]))).ToList();
            values[resample] = [.. Enumerable.Range(0, drawn[0].Values.Length).Select(statistic => Mean(drawn.Select(run => (run.Times, run.Values[statistic]))))];
        }
        return [.. Enumerable.Range(0, values[0].Length).Select(statistic => values.Select(resample => resample[statistic]).ToArray())];
    }

    private static void Draw(int[] times, Random random)
    {
        Array.Clear(times);
        for (var draw = 0; draw < times.Length; draw++)
        {
            times[random.Next(times.Length)]++;
        }
    }

    private static double Mean(IEnumerable<(int Times, double Value)> runs)
    {
        var known = runs.Where(run => double.IsFinite(run.Value)).ToList();
        return known.Sum(run => run.Times * run.Value) / known.Sum(run => run.Times);
    }
}
