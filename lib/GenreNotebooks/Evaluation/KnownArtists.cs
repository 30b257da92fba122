using GenreNotebooks.Data;
using GenreNotebooks.Vectorization;
using static System.FormattableString;

namespace GenreNotebooks.Evaluation;

/// <summary>
/// A model's scores on the test songs whose artist is among the training songs, and on the other test songs of the same splits. The two groups differ in
/// more than that: an artist of many songs is nearly always known, an artist of one song never.
/// </summary>
/// <param name="Known">The scores on songs by known artists; null if no split has such test songs.</param>
/// <param name="Unknown">The scores on songs by unknown artists, likewise.</param>
public sealed record KnownArtists(ScoreSummary? Known, ScoreSummary? Unknown)
{
    /// <summary>The share of test songs by known artists, 0 to 1, all splits together.</summary>
    public double Share => SongsOf(Known) / (double)(SongsOf(Known) + SongsOf(Unknown));

    /// <summary>Divides the test songs of some splits.</summary>
    /// <param name="songs">The songs that were split.</param>
    /// <param name="split">The kind of split.</param>
    /// <param name="firstSeed">The seed of the first split; the others follow it.</param>
    /// <param name="runs">The predictions for the test songs of each split, such as those of <see cref="ModelComparison.RunsOf"/>.</param>
    /// <exception cref="InputException">The predictions are for other songs.</exception>
    public static KnownArtists Of(SongDataset songs, SplitKind split, int firstSeed, IReadOnlyList<Predictions> runs)
    {
        ArgumentNullException.ThrowIfNull(songs);
        ArgumentNullException.ThrowIfNull(runs);
        List<Predictions> known = [], unknown = [];
        foreach (var (seed, run) in RandomSeed.Range(firstSeed, runs.Count).Zip(runs))
        {
            var (train, test) = songs.Split(split, seed);
            if (!test.Rows.SequenceEqual(run.Songs))
            {
                throw new InputException(Invariant($"The predictions for seed {seed} are for {run.Count} other songs: expected the {test.Count} test songs that the {split} split has with this seed."));
            }
            var artists = train.Select(train.ArtistOf).ToHashSet();
            var groups = Enumerable.Range(0, test.Count).ToLookup(song => artists.Contains(test.ArtistOf(song)));
            known.AddRange(groups[true].Any() ? [run.At([.. groups[true]])] : []);
            unknown.AddRange(groups[false].Any() ? [run.At([.. groups[false]])] : []);
        }
        return new(SummaryOf(known), SummaryOf(unknown));
    }

    private static ScoreSummary? SummaryOf(List<Predictions> runs) => runs.Count > 0 ? ScoreSummary.Of(runs) : null;

    private static int SongsOf(ScoreSummary? scores) => scores?.Confusion.Total ?? 0;
}
