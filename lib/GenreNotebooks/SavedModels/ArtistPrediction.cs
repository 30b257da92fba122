using System.Net;
using GenreNotebooks.Display;
using GenreNotebooks.Evaluation;

namespace GenreNotebooks.SavedModels;

/// <summary>A model's prediction for an artist, from some songs of the artist.</summary>
[TypeFormatterSource(typeof(HtmlFormatterSource))]
public sealed class ArtistPrediction : IHtmlDisplay
{
    private readonly GenrePrediction prediction;
    private readonly ArtistGroup? group;

    internal ArtistPrediction(string artist, int songs, GenrePrediction prediction, ArtistGroup? group) =>
        (Artist, Songs, this.prediction, this.group) = (artist, songs, prediction, group);

    /// <summary>The artist.</summary>
    public string Artist { get; }

    /// <summary>The number of songs that the model has seen of the artist, 1 or more.</summary>
    public int Songs { get; }

    /// <summary>The most probable genre; the first on a tie.</summary>
    public string Genre => prediction.Genre;

    /// <summary>The probability of each genre, 0 to 1, in label order. They sum to 1.</summary>
    public IReadOnlyDictionary<string, double> Probabilities => prediction.Probabilities;

    /// <summary>
    /// How sure the answer is: the share judged right, 0 to 1, of the test artists whose answers were about as probable, see
    /// <see cref="ArtistGroup"/>; null for a model that judges songs, because it was not tested on artists.
    /// </summary>
    public double? Sure => group?.Right;

    /// <summary>For each feature that the model uses, the first value among the artist's songs that no training song had.</summary>
    public IReadOnlyList<OutsideFeature> Outside => prediction.Outside;

    private string Shown => HiddenLyrics.IsSet ? HiddenLyrics.Marker : Artist;

    private string Title => FormattableString.Invariant($"{Shown}, {Songs:N0} song{(Songs == 1 ? "" : "s")}");

    private string Note => group is null ? "" : FormattableString.Invariant($"Of {group.Artists} test artists with answers about as probable, a share of {group.Right:0.000} was judged right.");

    /// <summary>Artist, number of songs, and a small table, the most probable genre first.</summary>
    public string ToHtml() => $"<b>{WebUtility.HtmlEncode(Title)}</b>{prediction.ToHtml()}{(group is null ? "" : $"<br><small>{Note}</small>")}";

    /// <summary>The same as text.</summary>
    public override string ToString() => $"{Title}\n{prediction}{(group is null ? "" : $"\n{Note}")}";
}

/// <summary>Test artists whose answers were about equally probable, and how often these answers were right.</summary>
/// <param name="From">The smallest probability of an answer in the group, 0 to 1; 0 for the first group. It ends where the next begins.</param>
/// <param name="Artists">The number of artists.</param>
/// <param name="Right">The share judged right, 0 to 1. An artist with several genres counts with the share of songs that have the predicted one.</param>
public sealed record ArtistGroup(double From, int Artists, double Right)
{
    private const int MostGroups = 5, FewestArtists = 50; // a group's standard error is then at most 0.07

    /// <summary>Divides test artists by the probability of their answers into up to five groups of about equal size, the least probable first.</summary>
    /// <param name="test">The predictions for all songs of the test artists; songs of one artist have one answer.</param>
    internal static IReadOnlyList<ArtistGroup> Of(Predictions test)
    {
        var artists = Enumerable.Range(0, test.Count).GroupBy(song => test.Artists![song])
            .Select(songs => (Probability: test.Probabilities[songs.First()].Max(), Right: songs.Average(song => test.IsRight(song) ? 1.0 : 0)))
            .OrderBy(artist => artist.Probability).ToList();
        var groups = Math.Clamp(artists.Count / FewestArtists, 1, MostGroups);
        return
        [
            .. artists.Index().GroupBy(artist => artist.Index * groups / artists.Count, artist => artist.Item).Select(group => new ArtistGroup(
                group.Key == 0 ? 0 : group.First().Probability, group.Count(), group.Average(artist => artist.Right))),
        ];
    }

    /// <summary>The group of an answer; null if there are no groups.</summary>
    internal static ArtistGroup? Find(IReadOnlyList<ArtistGroup> groups, double probability) => groups.LastOrDefault(group => group.From <= probability);

    /// <summary>Checks groups that were read from a file.</summary>
    /// <exception cref="InputException">A model that judges artists has none or another one some, a number is out of its range, or the groups are out of order.</exception>
    internal static void Check(IReadOnlyList<ArtistGroup> groups, bool byArtist)
    {
        if (groups.Count > 0 != byArtist)
        {
            throw new InputException($"found {(byArtist ? "no groups" : "groups")} in test_artists of a model that judges {(byArtist ? "artists" : "songs")}: expected them for a model that judges artists, and for no other.");
        }
        for (var place = 0; place < groups.Count; place++)
        {
            var group = groups[place];
            if (group is not { From: >= 0 and <= 1, Artists: >= 1, Right: >= 0 and <= 1 } || (place == 0 ? group.From > 0 : group.From < groups[place - 1].From))
            {
                throw new InputException(FormattableString.Invariant(
                    $"found the group {place + 1} from {group?.From} with {group?.Artists} artists, {group?.Right} of them right, in test_artists, expected numbers from 0 to 1, at least one artist, and groups in ascending order, the first from 0."));
            }
        }
    }
}
