namespace GenreNotebooks.Plots;

/// <summary>A point of a two-dimensional map, such as a token of an embedding.</summary>
/// <param name="X">Its place from left to right.</param>
/// <param name="Y">Its place from bottom to top.</param>
/// <param name="Label">What it is called, such as a word.</param>
/// <param name="Group">What decides its colour and symbol, such as a genre.</param>
public sealed record MapPoint(double X, double Y, string Label, string Group);
