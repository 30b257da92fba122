namespace GenreNotebooks.Evaluation;

/// <summary>
/// The bootstrap over songs, for runs that may share test songs. Each resample draws as many songs as the runs have between
/// them, with replacement, and as many runs as there are, with replacement; a song drawn twice counts twice in every run that
/// has it. So runs on the same songs do not narrow an interval as if they were new songs, and how runs differ (in their split
/// or first weights) widens it. Of one run it is the ordinary bootstrap over its songs.
/// </summary>
internal sealed class Bootstrap
{
    private readonly int[][] places; // of each run's songs among all distinct songs
    private readonly int distinct;

    public Bootstrap(IReadOnlyList<Predictions> runs)
    {
        ArgumentOutOfRangeException.ThrowIfZero(runs.Count);
        var numbers = new Dictionary<int, int>();
        places = [.. runs.Select(run => run.Songs.Select(song => numbers.TryAdd(song, numbers.Count) ? numbers.Count - 1 : numbers[song]).ToArray())];
        distinct = numbers.Count;
    }

    /// <summary>The values of statistics in each resample, <c>[statistics][resamples]</c>: means over the drawn runs.</summary>
    /// <param name="statistics">
    /// The statistics of a run, given its number and, for each of its songs, how often that was drawn; NaN where the drawn songs have none.
    /// </param>
    /// <param name="resamples">How many.</param>
    /// <param name="seed">Seeds the draws.</param>
    public double[][] Resample(Func<int, int[], double[]> statistics, int resamples, int seed)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(resamples, 1);
        using var stop = NotebookEngine.Linked();
        var random = new Random(seed);
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
