using GenreNotebooks.Cli.Sampling;
using GenreNotebooks.Data;

namespace GenreNotebooks.Benchmarks;

/// <summary>Generated songs of the post's four genres and their vocabulary as files in a temporary folder, removed at the end.</summary>
internal sealed class GeneratedSongs : IDisposable
{
    private readonly string path = Directory.CreateTempSubdirectory("genre-notebooks-benchmark-").FullName;

    /// <param name="rows">How many songs.</param>
    /// <param name="cancellation">Ends the writing.</param>
    public GeneratedSongs(int rows, CancellationToken cancellation = default)
    {
        try
        {
            SampleGenerator.WriteFile(Path.Combine(path, DataFolder.SongsFile), rows, cancellation: cancellation);
            SampleVocabulary.WriteFile(Path.Combine(path, DataFolder.VocabularyFile));
        }
        catch
        {
            Dispose(); // nobody else has it yet
            throw;
        }
    }

    /// <summary>The folder.</summary>
    public DataFolder Folder => DataFolder.Find(path);

    public void Dispose() => Directory.Delete(path, recursive: true);
}
