using System.Text;

namespace GenreNotebooks.Benchmarks;

/// <summary>The table of <c>scale</c>, and how far the cost of a song strays from size to size.</summary>
internal static class ScaleTable
{
    /// <summary>What the cost of a song may differ by, from the smallest number of songs to the largest.</summary>
    public const double Allowed = 0.2;

    public static string Header =>
        $"{"songs",10}{"tokens",13}{"load s",9}{"tokenize s",12}{"epoch s",9}{"µs a song:",13}{"load",7}{"tokenize",10}{"epoch",8}{"peak MB",10}{"above base",12}{"bytes a token",15}";

    public static string Row(ScaleRun run) => FormattableString.Invariant(
        $"{run.Songs,10:N0}{run.Tokens,13:N0}{run.LoadSeconds,9:0.00}{run.TokenizeSeconds,12:0.00}{run.EpochSeconds,9:0.00}{"",13}{run.MicrosecondsASong["load"],7:0.0}{run.MicrosecondsASong["tokenize"],10:0.0}{run.MicrosecondsASong["epoch"],8:0.0}{Mega(run.PeakBytes),10:0}{Mega(run.PeakBytes - run.BaseBytes),12:0}{run.BytesAToken,15:0.0}");

    /// <summary>Of each stage the cost of a song at the largest number of songs against each smaller one.</summary>
    public static string Deviations(IReadOnlyList<ScaleRun> runs)
    {
        var text = new StringBuilder();
        foreach (var smaller in runs.SkipLast(1))
        {
            text.Append(FormattableString.Invariant($"a song's cost at {runs[^1].Songs:N0} against {smaller.Songs:N0}:"));
            foreach (var (stage, cost) in runs[^1].MicrosecondsASong)
            {
                var deviation = (cost / smaller.MicrosecondsASong[stage]) - 1;
                text.Append(FormattableString.Invariant($"  {stage} {100 * deviation:+0;-0;0} %{(Math.Abs(deviation) > Allowed ? " (more than 20 %)" : "")}"));
            }
            text.AppendLine();
        }
        return text.ToString();
    }

    private static double Mega(long bytes) => bytes / 1e6;
}
