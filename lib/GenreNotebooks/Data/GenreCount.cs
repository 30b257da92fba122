namespace GenreNotebooks.Data;

/// <summary>How many songs a genre has, and its share of all songs (0 to 1): the base rate of always guessing it.</summary>
public readonly record struct GenreCount(string Genre, int Songs, double Share);
