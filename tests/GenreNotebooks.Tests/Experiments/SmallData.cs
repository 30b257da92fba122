using GenreNotebooks.Data;
using GenreNotebooks.Data.Sampling;
using GenreNotebooks.Experiments;
using GenreNotebooks.Training;

namespace GenreNotebooks.Tests.Experiments;

/// <summary>A data folder with a few synthetic songs, prepared for a run.</summary>
internal static class SmallData
{
    public static PreparedData Prepare(string folder, int seed = 0, Action<string>? changeVocabulary = null, TrainingOptions? options = null)
    {
        Directory.CreateDirectory(folder);
        SampleGenerator.WriteFile(Path.Combine(folder, DataFolder.SongsFile), 80, seed);
        SampleVocabulary.WriteFile(Path.Combine(folder, DataFolder.VocabularyFile));
        changeVocabulary?.Invoke(Path.Combine(folder, DataFolder.VocabularyFile));
        return PreparedData.Load(DataFolder.Find(folder), options ?? new());
    }
}
