namespace GenreNotebooks.Data;

/// <summary>The 22 engineered features of a song (section <i>Data</i>): 16 topic shares of its lyrics, 6 audio features.</summary>
public static class EngineeredFeatures
{
    /// <summary>Shares of 16 topics in the lyrics, each between 0 and 1.</summary>
    public static IReadOnlyList<string> Topics { get; } =
    [
        "dating", "violence", "world/life", "night/time", "shake the audience", "family/gospel", "romantic",
        "communication", "obscene", "music", "movement/places", "light/visual perceptions", "family/spiritual",
        "like/girls", "sadness", "feelings",
    ];

    /// <summary>Six features of the recording, each between 0 and 1.</summary>
    public static IReadOnlyList<string> Audio { get; } =
        ["danceability", "loudness", "acousticness", "instrumentalness", "valence", "energy"];

    /// <summary>All 22 names, topics first, in the order of the columns and of a model's inputs.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. Topics, .. Audio];

    /// <summary>The index of a feature in <see cref="Names"/>.</summary>
    /// <exception cref="InputException">There is no such feature.</exception>
    public static int PlaceOf(string feature) => Names.TakeWhile(name => name != feature).Count() is var place && place < Names.Count
        ? place
        : throw new InputException($"Unknown feature '{feature}': expected some of {string.Join(", ", Names)}.");
}
