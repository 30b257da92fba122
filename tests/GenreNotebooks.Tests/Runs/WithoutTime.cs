using GenreNotebooks.Runs;
using GenreNotebooks.Training;

namespace GenreNotebooks.Tests.Runs;

/// <summary>Runs without their seconds and dates. The rest is the same to the last bit whenever a run is repeated.</summary>
internal static class WithoutTime
{
    public static EpochResult[] WithoutTimes(this IEnumerable<EpochResult> epochs) => [.. epochs.Select(epoch => epoch with { Seconds = 0 })];

    public static string JsonWithoutTimes(this RunRecord run) => (run with { History = run.History.WithoutTimes(), Ended = null }).ToJson();
}
