using GenreNotebooks.Cli.Sampling;
using GenreNotebooks.Data;

namespace GenreNotebooks.Benchmarks;

/// <summary>Generated songs of the post's four genres and their vocabulary in a temporary folder, which is deleted at the end.</summary>
internal sealed class GeneratedSongs : IDisposable
{
    private readonly string path = Directory.CreateTempSubdirectory("genre-notebooks-benchmark-").FullName;

    /// <summary>Writes the files.</summary>
    /// <param name="rows">The number of songs.</param>
    /// <param name="cancellation">Cancels writing.</param>
    public GeneratedSongs(int rows, CancellationToken cancellation = default)
    {
        try
        {
            SampleGenerator.WriteFile(Path.Combine(path, DataFolder.SongsFile), rows, cancellation: cancellation);
            SampleVocabulary.WriteFile(Path.Combine(path, DataFolder.VocabularyFile));
        }
        catch
        {
            Dispose(); // the caller cannot
            throw;
        }
    }

    /// <summary>The folder.</summary>
    public DataFolder Folder => DataFolder.Find(path);

    public void Dispose() => Directory.Delete(path, recursive: true);
}
