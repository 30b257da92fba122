using GenreNotebooks.Data;
using Xunit;

namespace GenreNotebooks.Tests.Data;

/// <summary>A song made in code may have the values that a file of songs may have.</summary>
public class SongValuesTests
{
    private static readonly Song Song = MusicData.Load(DataFolder.Sample)[0];

    [Theory]
    [InlineData(1799)]
    [InlineData(2101)]
    [InlineData(81)]
    [InlineData(-1)]
    public void A_year_is_from_1800_to_2100(int year) => Assert.Equal(
        FormattableString.Invariant($"The feature release_date is {year}: expected a year from 1800 to 2100."), Assert.Throws<InputException>(() => Song with { ReleaseYear = year }).Message);

    [Theory]
    [InlineData(1800)]
    [InlineData(2100)]
    [InlineData(0)]
    public void A_year_at_the_edge_or_none_is_accepted(int year) => Assert.Equal(year, (Song with { ReleaseYear = year }).ReleaseYear);

    [Theory]
    [InlineData(double.NaN, "NaN")]
    [InlineData(double.PositiveInfinity, "Infinity")]
    [InlineData(1e300, "1E+300")]
    public void A_feature_is_finite_as_a_float(double value, string written)
    {
        double[] features = [.. Song.Features];
        features[EngineeredFeatures.PlaceOf("energy")] = value;
        Assert.Equal($"The feature energy is {written}: expected a finite number, at most 3.4e38.", Assert.Throws<InputException>(() => Song with { Features = features }).Message);
    }

    [Fact]
    public void A_song_has_22_features() => Assert.Equal(
        "A song has 3 features: expected 22, as in EngineeredFeatures.Names.", Assert.Throws<InputException>(() => Song with { Features = [1, 2, 3] }).Message);
}
