using GenreNotebooks.Data;
using GenreNotebooks.Runs;
using GenreNotebooks.SavedModels;
using GenreNotebooks.Tests.Vectorization;
using GenreNotebooks.Vectorization;

namespace GenreNotebooks.Tests.BrokenInputs;

/// <summary>Reads an input as the library does, from a folder, and tells what came of it.</summary>
internal static class InputReader
{
    /// <summary>The message, with <c>DIR</c> for the folder; of what is read, <c>fine</c> and what it holds.</summary>
    public static string MessageOf(BrokenInput input)
    {
        using var folder = new TemporaryFolder();
        input.Put(folder.File(FileOf(input.Kind)));
        try
        {
            return $"fine: {Read(input.Kind, folder.Path)}";
        }
        catch (InputException exception)
        {
            return exception.Message.Replace(folder.Path, "DIR", StringComparison.Ordinal);
        }
    }

    private static string FileOf(string kind) => kind switch
    {
        "csv" => DataFolder.SongsFile,
        "vocabulary" => DataFolder.VocabularyFile,
        "records" => "run.json",
        "runs" => RunLines.FileName,
        _ => "model",
    };

    private static string Read(string kind, string folder)
    {
        switch (kind)
        {
            case "csv":
                File.WriteAllLines(Path.Combine(folder, DataFolder.VocabularyFile), SmallVocabulary.Entries);
                return $"{MusicData.Load(DataFolder.Find(folder)).Count} songs";
            case "vocabulary":
                File.WriteAllText(Path.Combine(folder, DataFolder.SongsFile), "");
                return $"{LyricsTokenizer.Load(DataFolder.Find(folder)).VocabularySize} entries";
            case "records":
                var run = RunRecord.Load(Path.Combine(folder, "run.json"));
                return $"{run.History.Count} epochs{(run.Final is null ? "" : $", {run.Confusion.Total} songs")}";
            case "runs":
                return $"{new RunLines(folder).Read().Count} runs";
            default:
                using (var model = GenreClassifier.Load(Path.Combine(folder, "model")))
                {
                    return $"{model.Model}, {model.Genres.Count} genres";
                }
        }
    }
}
