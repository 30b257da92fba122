using static System.FormattableString;

namespace GenreNotebooks.Experiments;

/// <summary>A finished run of a sweep.</summary>
/// <param name="Number">How many runs of the sweep are finished with this one.</param>
/// <param name="Total">How many runs the sweep has.</param>
/// <param name="Name">Network, seed and the options in which the runs of the sweep differ.</param>
/// <param name="Run">Its record.</param>
/// <param name="Found">Whether it was on record already.</param>
public sealed record SweepRun(int Number, int Total, string Name, RunRecord Run, bool Found)
{
    /// <summary>One line: which run, and what it reached.</summary>
    public override string ToString() => Invariant(
        $"| run {Number,3} of {Total} | {Name} | accuracy {Run.Final!.Accuracy:0.0000} | macro F1 {Run.Final.MacroF1:0.0000} | ")
        + (Found ? "found" : Invariant($"{Run.Seconds:0.0} s"));
}
