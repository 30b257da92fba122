using System.CommandLine;
using GenreNotebooks.Models;
using GenreNotebooks.Runs;
using GenreNotebooks.Training;

namespace GenreNotebooks.Cli.Commands;

/// <summary><c>train --resume</c>: resumes an interrupted run after its last finished epoch.</summary>
internal static class ResumeOption
{
    public static Option<bool> Resume { get; } = new("--resume")
    {
        Description = "Resume an interrupted run after its last finished epoch, from the checkpoint beside the file of --json.",
    };

    /// <exception cref="InputException"><c>--resume</c> was given without <c>--json</c>.</exception>
    public static void RequireFile(ParseResult arguments, string? json)
    {
        if (arguments.GetValue(Resume) && json is null)
        {
            throw new InputException("--resume reads the checkpoint beside the file of --json: give --json FILE too.");
        }
    }

    /// <summary>With <c>--resume</c>, the record of the run if it has finished; otherwise null.</summary>
    public static RunRecord? Finished(ParseResult arguments, string? json, ModelKind model, PreparedData data, TrainingOptions options) =>
        arguments.GetValue(Resume) ? RunCheckpoints.Finished(json!, model, data, options) : null;

    /// <summary>With <c>--resume</c>, reads the checkpoint. Prints where the run starts.</summary>
    /// <returns>Whether the run resumes.</returns>
    /// <exception cref="InputException">The checkpoint is damaged or belongs to another run.</exception>
    public static bool Begin(ParseResult arguments, TrainingCheckpoint checkpoint)
    {
        var (output, error) = (arguments.InvocationConfiguration.Output, arguments.InvocationConfiguration.Error);
        if (!arguments.GetValue(Resume))
        {
            if (File.Exists(checkpoint.FilePath))
            {
                error.WriteLine($"{checkpoint.FilePath} belongs to an interrupted run. This run starts at the first epoch and replaces the checkpoint after it; use --resume to resume instead.");
            }
            return false;
        }
        var found = RunCheckpoints.Resume(checkpoint);
        output.WriteLine(found ? $"Resuming after epoch {checkpoint.Epochs.Count}, from {checkpoint.FilePath}"
            : $"Starting at the first epoch: there is no {checkpoint.FilePath}");
        return found;
    }
}
