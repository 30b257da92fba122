using GenreNotebooks.Cli.Sampling;
using GenreNotebooks.Data;

namespace GenreNotebooks.NotebookTests;

/// <summary>A data folder of synthetic songs with a single one of hip hop, which the random split with seed 2 puts on the training side.</summary>
internal static class OneHipHop
{
    public static void Write(string folder)
    {
        Directory.CreateDirectory(folder);
        var songs = Path.Combine(folder, DataFolder.SongsFile);
        SampleGenerator.WriteFile(songs, 400, 0);
        SampleVocabulary.WriteFile(Path.Combine(folder, DataFolder.VocabularyFile));
        var found = 0;
        File.WriteAllLines(songs, File.ReadAllLines(songs).Where(line => !line.Contains(",hip hop,", StringComparison.Ordinal) || found++ == 0));
    }
}
