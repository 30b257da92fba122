using GenreNotebooks.Cli.Sampling;
using GenreNotebooks.Data;
using GenreNotebooks.Runs;
using GenreNotebooks.Training;

namespace GenreNotebooks.Tests.Runs;

/// <summary>A data folder with a few synthetic songs, prepared for a run.</summary>
internal static class SmallData
{
    public static DataFolder Write(string folder, int rows = 80, int seed = 0)
    {
        Directory.CreateDirectory(folder);
        SampleGenerator.WriteFile(Path.Combine(folder, DataFolder.SongsFile), rows, seed);
        SampleVocabulary.WriteFile(Path.Combine(folder, DataFolder.VocabularyFile));
        return DataFolder.Find(folder);
    }

    public static PreparedData Prepare(string folder, int seed = 0, Action<string>? changeVocabulary = null, TrainingOptions? options = null)
    {
        var written = Write(folder, seed: seed);
        changeVocabulary?.Invoke(written.VocabularyPath);
        return PreparedData.Load(written, options ?? new());
    }
}
