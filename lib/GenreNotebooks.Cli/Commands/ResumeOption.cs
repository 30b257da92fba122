using System.CommandLine;
using GenreNotebooks.Models;
using GenreNotebooks.Runs;
using GenreNotebooks.Training;

namespace GenreNotebooks.Cli.Commands;

/// <summary><c>train --resume</c>: an interrupted run goes on after its last finished epoch.</summary>
internal static class ResumeOption
{
    public static Option<bool> Resume { get; } = new("--resume")
    {
        Description = "Go on after the last finished epoch of an interrupted run: its checkpoint lies beside the file of --json.",
    };

    /// <exception cref="InputException">The run has no file that its checkpoint could lie beside.</exception>
    public static void RequireFile(ParseResult arguments, string? json)
    {
        if (arguments.GetValue(Resume) && json is null)
        {
            throw new InputException("--resume goes on from the checkpoint beside the file of --json: give --json FILE too.");
        }
    }

    /// <summary>The record of the run that is to go on, if it is finished already.</summary>
    public static RunRecord? Finished(ParseResult arguments, string? json, ModelKind model, PreparedData data, TrainingOptions options) =>
        arguments.GetValue(Resume) ? RunCheckpoints.Finished(json!, model, data, options) : null;

    /// <summary>Finds the checkpoint if the run is to go on from it, and says where the run begins.</summary>
    /// <returns>Whether it goes on.</returns>
    /// <exception cref="InputException">There is a checkpoint of another run.</exception>
    public static bool Begin(ParseResult arguments, TrainingCheckpoint checkpoint)
    {
        var (output, error) = (arguments.InvocationConfiguration.Output, arguments.InvocationConfiguration.Error);
        if (!arguments.GetValue(Resume))
        {
            if (File.Exists(checkpoint.FilePath))
            {
                error.WriteLine($"{checkpoint.FilePath} is of an interrupted run. This one starts anew and replaces it after an epoch; --resume would go on from it.");
            }
            return false;
        }
        var found = RunCheckpoints.Resume(checkpoint);
        output.WriteLine(found ? $"Going on after epoch {checkpoint.Epochs.Count}, from {checkpoint.FilePath}"
            : $"Starting at the first epoch: there is no {checkpoint.FilePath}");
        return found;
    }
}
