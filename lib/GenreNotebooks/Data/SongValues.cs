using System.Globalization;

namespace GenreNotebooks.Data;

/// <summary>The values that a song may have, wherever it comes from: a file, the command line or code.</summary>
internal static class SongValues
{
    // Far wider than the data set's 1950 to 2019, but limited because a chart by decade shows every decade between the first and the last.
    public const int FirstYear = 1800, LastYear = 2100;

    public static string ExpectedYear { get; } = string.Create(CultureInfo.InvariantCulture, $"a year from {FirstYear} to {LastYear}");

    /// <summary>Whether a number is one that networks can read: they compute with floats.</summary>
    public static bool IsFeature(double value) => float.IsFinite((float)value);

    /// <summary>Whether a number is a year, or a mean of years.</summary>
    public static bool IsYear(double value) => value is >= FirstYear and <= LastYear;

    /// <exception cref="InputException">The value of a feature, or of the year of release (<c>release_date</c>), is out of range.</exception>
    public static void Require(string name, double value)
    {
        var isYear = name == SongColumns.Names[SongColumns.Year];
        if (!(isYear ? IsYear(value) : IsFeature(value)))
        {
            throw new InputException(string.Create(CultureInfo.InvariantCulture, $"The feature {name} is {value}: expected {(isYear ? ExpectedYear : "a finite number, at most 3.4e38")}."));
        }
    }

    /// <exception cref="InputException">There are not 22 features, or one is no finite number in the range of a float.</exception>
    public static double[] Required(double[] features)
    {
        if (features.Length != EngineeredFeatures.Names.Count)
        {
            throw new InputException($"A song has {features.Length} features: expected {EngineeredFeatures.Names.Count}, as in EngineeredFeatures.Names.");
        }
        for (var feature = 0; feature < features.Length; feature++)
        {
            Require(EngineeredFeatures.Names[feature], features[feature]);
        }
        return features;
    }
}
