using GenreNotebooks.Data;
using GenreNotebooks.Display;
using static System.FormattableString;

namespace GenreNotebooks.Plots;

public sealed partial class Plot
{
    /// <summary>Songs by genre (section <i>Data</i>). Each bar shows its count and its share of all songs.</summary>
    /// <exception cref="InputException">There is no genre, one is given twice, or a count or a share is out of range.</exception>
    public static Plot SongsPerGenre(IReadOnlyList<GenreCount> counts, string title = "Songs per genre")
    {
        ArgumentNullException.ThrowIfNull(counts);
        var input = new ChartInput(title);
        input.RequireNames(nameof(counts), [.. counts.Select(count => count.Genre)], "genre");
        foreach (var (genre, songs, share) in counts)
        {
            input.RequireNumber($"songs of {genre}", songs, 0);
            input.RequireNumber($"share of {genre}", share, 0, 1);
        }
        var bars = new BarSeries(
            "songs",
            [.. counts.Select(count => (double?)count.Songs)],
            [.. counts.Select(count => Invariant($"{count.Songs:N0}\n{count.Share:0.0 %}"))],
            [.. counts.Select(count => Invariant($"{count.Genre}\n{count.Songs:N0} songs\n{count.Share:0.00 %} of all"))]);
        var table = Table.Of(
            ["genre", "songs", "share"], counts.Select(count => new object?[] { count.Genre, count.Songs, count.Share }));
        return OfBars(title, "genre", [.. counts.Select(count => count.Genre)], new AxisDescription("songs") { Format = "," }, [bars], null, table);
    }

    /// <summary>Songs by decade of release, stacked by genre (section <i>Data</i>).</summary>
    /// <param name="songs">The songs.</param>
    /// <param name="title">The title above the chart.</param>
    /// <exception cref="InputException">There is no song.</exception>
    public static Plot SongsPerDecade(IReadOnlyList<Song> songs, string title = "Songs per decade")
    {
        ArgumentNullException.ThrowIfNull(songs);
        var input = new ChartInput(title);
        input.Require(songs.Count > 0, nameof(songs), "no song", "at least one");
        var counts = songs.CountBy(song => (song.Genre, Decade: DecadeOf(song))).ToDictionary();
        string[] genres = [.. counts.Keys.Select(key => key.Genre).Distinct().Order(StringComparer.Ordinal)];
        input.RequireNames("genres", genres, "genre");
        int[] decades = [.. Enumerable.Sequence(songs.Min(DecadeOf), songs.Max(DecadeOf), 10)];
        int Count(string genre, int decade) => counts.GetValueOrDefault((genre, decade));
        var totals = decades.ToDictionary(decade => decade, decade => genres.Sum(genre => Count(genre, decade)));
        string Hover(string genre, int decade) => Invariant($"{genre}, {decade}s\n{Count(genre, decade):N0} songs\n")
            + (totals[decade] == 0 ? Table.Absent : Invariant($"{Count(genre, decade) / (double)totals[decade]:0.0 %}")) + Invariant($" of the decade's {totals[decade]:N0}");
        BarSeries[] bars =
        [
            .. genres.Select(genre => new BarSeries(
                genre,
                [.. decades.Select(decade => (double?)Count(genre, decade))],
                [.. decades.Select(_ => "")],
                [.. decades.Select(decade => Hover(genre, decade))])),
        ];
        var figure = new FigureDescription(
            title, new AxisDescription("decade of release") { Categories = [.. decades.Select(decade => Invariant($"{decade}s"))] },
            new AxisDescription("songs") { Format = "," })
        {
            Bars = bars,
            Stacked = true,
        };
        var rows = decades.Select(IReadOnlyList<object?> (decade) => [$"{decade}s", .. genres.Select(genre => (object?)Count(genre, decade))]);
        return new Plot(figure, Table.Of(["decade", .. genres], rows));
    }

    /// <summary>
    /// The distribution of engineered features in each genre (section <i>Data</i>): boxes between the quartiles, the median as a line,
    /// whiskers from the 5th to the 95th percentile.
    /// </summary>
    /// <param name="songs">The songs.</param>
    /// <param name="features">Some of <see cref="EngineeredFeatures.Names"/>; by default all 22.</param>
    /// <param name="title">The title above the chart.</param>
    /// <exception cref="InputException">There is no song or no feature, a feature has an unknown name or occurs twice, or its values are not 0 to 1.</exception>
    public static Plot FeatureDistributions(IReadOnlyList<Song> songs, IReadOnlyList<string>? features = null, string title = "Features by genre")
    {
        ArgumentNullException.ThrowIfNull(songs);
        features ??= EngineeredFeatures.Names;
        var input = new ChartInput(title);
        input.Require(songs.Count > 0, nameof(songs), "no song", "at least one");
        input.RequireNames(nameof(features), features, "feature");
        int[] places = [.. features.Select(EngineeredFeatures.PlaceOf)];
        BoxSeries[] boxes = [.. songs.GroupBy(song => song.Genre).OrderBy(genre => genre.Key, StringComparer.Ordinal).Select(genre => BoxesOf(genre, places))];
        input.RequireNames("genres", [.. boxes.Select(box => box.Name)], "genre");
        foreach (var (box, feature, place) in boxes.SelectMany(box => features.Index(), (box, feature) => (box, feature.Item, feature.Index)))
        {
            input.RequireNumber($"{feature} of {box.Name}", box.Low[place], 0, 1);
            input.RequireNumber($"{feature} of {box.Name}", box.High[place], 0, 1);
        }
        var figure = new FigureDescription(
            title, new AxisDescription("value (0 to 1)") { Range = [0, 1], Format = ".1f" }, new AxisDescription("feature") { Categories = features })
        {
            Boxes = boxes,
        };
        var rows = features.Select(IReadOnlyList<object?> (feature, place) => [feature, .. boxes.Select(box => (object?)box.Median[place])]);
        return new Plot(figure, Table.Of(["median of", .. boxes.Select(box => box.Name)], rows));
    }

    private static BoxSeries BoxesOf(IGrouping<string, Song> genre, int[] places)
    {
        double[][] sorted = [.. places.Select(place => genre.Select(song => song.Features[place]).Order().ToArray())];
        double[] Percentile(double share) => [.. sorted.Select(values => values[(int)Math.Round(share * (values.Length - 1))])];
        return new(genre.Key, Percentile(0.05), Percentile(0.25), Percentile(0.5), Percentile(0.75), Percentile(0.95));
    }

    private static int DecadeOf(Song song) => song.ReleaseYear / 10 * 10;
}
