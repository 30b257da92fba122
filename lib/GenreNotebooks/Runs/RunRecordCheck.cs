using GenreNotebooks.Data;
using GenreNotebooks.Files;
using GenreNotebooks.Training;
using static System.FormattableString;

namespace GenreNotebooks.Runs;

/// <summary>Checks that a record's values are in range and consistent, which the JSON schema alone does not ensure.</summary>
internal static class RunRecordCheck
{
    /// <exception cref="InputException">A value is out of range or contradicts another.</exception>
    public static void Check(this RunRecord run)
    {
        ModelDefinition.CheckedName(run.Model);
        ModelDefinition.CheckParameters(run.Model, run.Network ?? []);
        run.Options.Validated();
        run.Data.Check();
        Require(run.Parameters >= 0 && run.Data.Rows >= 0, $"{run.Parameters} parameters and {run.Data.Rows} rows of data", "0 or more");
        Require(run.History.Count > 0 || run.Diverged is not null, $"no epoch in history", "at least one");
        for (var place = 0; place < run.History.Count; place++)
        {
            var epoch = run.History[place];
            Require(epoch.Epoch == place + 1, $"epoch {epoch.Epoch} as number {place + 1} of history", "epochs from 1 without a gap");
            Require(double.IsFinite(epoch.TrainLoss) && double.IsFinite(epoch.TestLoss), $"the losses {epoch.TrainLoss} and {epoch.TestLoss} of epoch {epoch.Epoch}", "finite numbers");
            RequireShare(epoch.TrainAccuracy, $"train_accuracy of epoch {epoch.Epoch}");
            RequireShare(epoch.TestAccuracy, $"test_accuracy of epoch {epoch.Epoch}");
            Require(epoch.Seconds >= 0 && double.IsFinite(epoch.Seconds), $"{epoch.Seconds} seconds of epoch {epoch.Epoch}", "a finite number, 0 or more");
        }
        if (run.Diverged is { } diverged)
        {
            Require(diverged.Epoch == run.History.Count + 1 || diverged.Epoch == run.History.Count, $"epoch {diverged.Epoch} in diverged", Invariant($"the last of history, {run.History.Count}, or the next"));
            Require(run.Final is null, $"a final score of a run that diverged", "null");
        }
        if (run.Best is { } best)
        {
            RequireEpoch(run, best.Epoch, "best");
            RequireShare(best.Accuracy, $"accuracy of best");
        }
        Require(run.Best is null == (run.History.Count == 0), $"{(run.Best is null ? "no best epoch" : "a best epoch")} of {run.History.Count} in history", "the best of them, or null without any");
        if (run.RestoredEpoch is { } restored)
        {
            RequireEpoch(run, restored, "restored_epoch");
        }
        run.Final?.Check();
    }

    /// <exception cref="InputException">The base rate is out of range.</exception>
    public static void Check(this DataOrigin data) => RequireShare(data.BaseRate ?? 0, $"base_rate of data");

    /// <exception cref="InputException">A score is out of range or contradicts another.</exception>
    public static void Check(this FinalScore score)
    {
        RequireShare(score.Accuracy, $"accuracy of final");
        RequireShare(score.MacroF1, $"macro_f1 of final");
        Require(score.PerClass.Count >= 2, $"{score.PerClass.Count} genres in per_class", "2 or more");
        var genres = score.PerClass.Count;
        Require(score.Confusion.Length == genres && score.Confusion.All(row => row?.Length == genres),
            $"a confusion of {string.Join(" + ", score.Confusion.Take(20).Select(row => row?.Length ?? 0).DefaultIfEmpty(0))} counts", Invariant($"{genres} rows of {genres}, as many as genres in per_class"));
        Require(score.Confusion.All(row => row.All(count => count >= 0)) && score.Confusion.Sum(row => row.Sum(count => (long)count)) <= int.MaxValue,
            $"a confusion with negative or too many songs", "counts of songs");
        foreach (var (place, (genre, share)) in score.PerClass.Index())
        {
            var (name, songs) = (MessageText.Shortened(genre), score.Confusion[place].Sum());
            RequireShare(share ?? 0, $"share of the genre '{name}' in per_class");
            Require(share is null == (songs == 0), $"{(share is null ? "null" : Invariant($"{share}"))} as share of the genre '{name}' in per_class, which has {songs} test songs in confusion",
                "null without test songs and else a number; older versions wrote 0, so run it again");
        }
    }

    private static void RequireEpoch(RunRecord run, int epoch, string name) =>
        Require(epoch >= 1 && epoch <= run.History.Count, $"epoch {epoch} in {name}", Invariant($"one of the {run.History.Count} of history"));

    private static void RequireShare(double value, FormattableString name) => Require(value is >= 0 and <= 1, $"{value} as {Invariant(name)}", "0 to 1");

    private static void Require(bool holds, FormattableString found, string expected)
    {
        if (!holds)
        {
            throw new InputException($"found {Invariant(found)}, expected {expected}.");
        }
    }
}
