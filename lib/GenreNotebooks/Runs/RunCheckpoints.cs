using System.Text.Json;
using System.Text.Json.Nodes;
using GenreNotebooks.Files;
using GenreNotebooks.Training;

namespace GenreNotebooks.Runs;

/// <summary>Checkpoints of runs. A run resumes only from a checkpoint with the same network, options, songs, vocabulary and library build.</summary>
public static class RunCheckpoints
{
    /// <summary>The checkpoint of a run. The file is not opened until <see cref="Resume"/>.</summary>
    /// <param name="path">The file.</param>
    /// <param name="model">The network.</param>
    /// <param name="data">The songs.</param>
    /// <param name="options">The options.</param>
    public static TrainingCheckpoint At(string path, ModelDefinition model, PreparedData data, TrainingOptions options)
    {
        var run = new RunSetting(model.Name, model.Parameters, options).Values;
        run["model"] = model.Name;
        run["genres"] = string.Join(", ", data.Genres.Names);
        run["songs_sha256"] = data.Origin.Sha256;
        run["vocabulary_sha256"] = data.VocabularySha256;
        run["library_build"] = RunEnvironment.ThisBuild;
        return new(path, run.ToJsonString());
    }

    /// <summary>Reads a checkpoint's file, if there is one. The run then resumes from it.</summary>
    /// <returns>Whether there is a file.</returns>
    /// <exception cref="InputException">The file is damaged or belongs to another run; the message names the differences.</exception>
    public static bool Resume(TrainingCheckpoint checkpoint)
    {
        if (checkpoint.Find() is not { } found)
        {
            return false;
        }
        return found == checkpoint.Run ? true : throw new InputException(
            $"{checkpoint.FilePath} belongs to another run: found {string.Join("; ", Differences(found, checkpoint.Run).DefaultIfEmpty($"'{MessageText.Shortened(found)}'"))}. "
            + "Repeat the command that started that run, or omit --resume to start over.");
    }

    /// <summary>The record of a finished run, or null.</summary>
    /// <param name="path">The file of the record.</param>
    /// <param name="model">The network.</param>
    /// <param name="data">The songs.</param>
    /// <param name="options">The options.</param>
    public static RunRecord? Finished(string path, ModelDefinition model, PreparedData data, TrainingOptions options)
    {
        try
        {
            return File.Exists(path) && RunRecord.Load(path) is { Final: not null } run && run.Environment.LibraryBuild == RunEnvironment.ThisBuild
                && RunIdentity.Of(run) == RunIdentity.Of(new(model.Name, model.Parameters, options), data.Origin.Sha256, data.VocabularySha256, data.Genres.Names) ? run : null;
        }
        catch (InputException)
        {
            return null; // not a record: the run will replace it
        }
    }

    private static IEnumerable<string> Differences(string found, string expected)
    {
        var (there, here) = (ValuesOf(found), ValuesOf(expected));
        return from name in here.Keys.Union(there.Keys)
               let pair = (There: there.GetValueOrDefault(name, "none"), Here: here.GetValueOrDefault(name, "none"))
               where pair.There != pair.Here
               select $"{name} {pair.There}, expected {pair.Here}";
    }

    private static Dictionary<string, string> ValuesOf(string run)
    {
        try
        {
            return JsonNode.Parse(run) is JsonObject values ? values.ToDictionary(value => value.Key, value => RunNames.TextOf(value.Value)) : [];
        }
        catch (JsonException)
        {
            return []; // a description of the caller's own
        }
    }
}
