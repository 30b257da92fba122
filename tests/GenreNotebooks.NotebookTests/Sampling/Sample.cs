using GenreNotebooks.Cli.Sampling;
using GenreNotebooks.Data;
using GenreNotebooks.Tests;

namespace GenreNotebooks.NotebookTests.Sampling;

/// <summary>The songs and the vocabulary that the library carries, read once.</summary>
internal static class Sample
{
    public static IReadOnlyList<Song> Songs { get; } = [.. SampleGenerator.Generate()];

    public static string SongsText { get; } = Read(DataFolder.Sample.OpenSongs());

    public static string VocabularyText { get; } = Read(DataFolder.Sample.OpenVocabulary());

    public static string[] Vocabulary { get; } = VocabularyText.TrimEnd('\n').Split('\n');

    /// <summary>The real songs; a test that needs them is skipped where they are not at hand.</summary>
    public static IReadOnlyList<Song> RealSongs() => RealData.Songs;

    private static string Read(Stream stream)
    {
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
