using FsCheck;
using FsCheck.Fluent;
using GenreNotebooks.Data;
using Xunit;

namespace GenreNotebooks.Tests.Data;

/// <summary>Properties of splits of random songs with random seeds and shares.</summary>
public sealed class SplitProperties
{
    /// <summary>Each song's artist and genre, and how to split the songs.</summary>
    private sealed record Case(int[] Artists, int[] Genres, SplitKind Kind, int Seed, double Share)
    {
        public int Count => Artists.Length;

        public Split Split() => GenreNotebooks.Data.Split.Create(
            [.. Enumerable.Range(0, Count)], Column("genre", Genres), Column("artist", Artists), Kind, Seed, Share);

        private static Categorical Column(string name, int[] codes) => new([.. Enumerable.Range(0, codes.Max() + 1).Select(code => $"{name} {code}")], codes);
    }

    private static readonly Gen<Case> All =
        from count in Gen.Choose(2, 200)
        from mostArtists in Gen.Choose(2, 60)
        from mostGenres in Gen.Choose(1, 7)
        from artists in Gen.Choose(1, mostArtists).ListOf(count)
        from genres in Gen.Choose(1, mostGenres).ListOf(count)
        from kind in Gen.Elements(Enum.GetValues<SplitKind>())
        from seed in Gen.Choose(0, RandomSeed.Largest)
        from share in Gen.Choose(1, 99)
        select new Case([.. artists], [.. genres], kind, seed, share / 100.0);

    private static readonly Gen<Case> Possible = All.Where(one => one.Kind != SplitKind.Artist || one.Artists.Distinct().Count() > 1);

    [Fact]
    public void Every_song_is_on_exactly_one_side_and_both_have_one() => Holds(Possible, one =>
    {
        var split = one.Split();
        return split.Train.Length > 0 && split.Test.Length > 0 && split.Train.Concat(split.Test).Order().SequenceEqual(Enumerable.Range(0, one.Count));
    });

    [Fact]
    public void The_test_part_is_as_large_as_the_share_says() => Holds(Possible.Where(one => one.Kind != SplitKind.Artist), one =>
        one.Split().Test.Length == Math.Min((int)Math.Ceiling(one.Count * one.Share), one.Count - 1));

    [Fact]
    public void The_same_case_is_divided_the_same_way_again() => Holds(Possible, one =>
        one.Split().Test.SequenceEqual(one.Split().Test) && one.Split().Train.SequenceEqual(one.Split().Train));

    [Fact]
    public void No_artist_is_on_both_sides() => Holds(Possible.Where(one => one.Kind == SplitKind.Artist), one =>
        !one.Split().Train.Select(row => one.Artists[row]).Intersect(one.Split().Test.Select(row => one.Artists[row])).Any());

    [Fact]
    public void With_artists_apart_the_test_part_is_no_larger_than_the_share_says_unless_the_smallest_artist_is() => Holds(Possible.Where(one => one.Kind == SplitKind.Artist), one =>
        one.Split().Test.Length <= Math.Max(Math.Ceiling(one.Count * one.Share), one.Artists.CountBy(artist => artist).Min(artist => artist.Value)));

    [Fact]
    public void Stratified_each_genre_has_its_share_to_the_song() => Holds(Possible.Where(one => one.Kind == SplitKind.Stratified), one =>
    {
        var test = one.Split().Test;
        return one.Genres.CountBy(genre => genre).All(genre =>
            Math.Abs(test.Count(row => one.Genres[row] == genre.Key) - ((double)test.Length * genre.Value / one.Count)) < 1);
    });

    private static void Holds(Gen<Case> cases, Func<Case, bool> law) => Prop.ForAll(cases.ToArbitrary(), law).Check(Cases.Of(400));
}
