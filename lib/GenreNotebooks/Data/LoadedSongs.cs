namespace GenreNotebooks.Data;

/// <summary>Whether the songs that this process loaded last are the sample. Charts of plain values, which know nothing of songs, go by it.</summary>
internal static class LoadedSongs
{
    private static volatile bool areSample;

    /// <summary>False in tests: they run in parallel, and a process has one last data folder.</summary>
    internal static bool Count { get; set; } = true;

    public static bool AreSample => Count && areSample;

    public static void Note(DataFolder folder) => areSample = folder.IsSample;
}
