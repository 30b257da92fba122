using System.CommandLine;
using GenreNotebooks.Cli;
using GenreNotebooks.Cli.Commands;
using GenreNotebooks.Files;
using GenreNotebooks.Runs;
using GenreNotebooks.Tests;
using GenreNotebooks.Tests.Runs;
using Xunit;

namespace GenreNotebooks.NotebookTests;

public sealed class TrainResumeTests : IDisposable
{
    private static readonly string[] Run = ["combined", "--sample", "--epochs", "4", "--batch-size", "64", "--embedding", "3", "--keep-optimizer", "--patience", "9"];

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    private string Json => folder.File("run.json");

    private string Checkpoint => folder.File("run.json.checkpoint");

    [Fact]
    public async Task An_interrupted_run_resumes_and_ends_with_the_same_record_and_the_same_weights()
    {
        await TrainAsync([.. Run, "--json", folder.File("whole.json"), "--save", folder.File("whole")]);
        string[] arguments = [.. Run, "--json", Json, "--save", folder.File("model")];
        var (exit, _, error) = await InterruptAsync(3, arguments);
        Assert.Equal((130, "Cancelled after 3 of 4 epochs. To resume, repeat the command with --resume.\n"), (exit, error));
        Assert.Null(RunRecord.Load(Json).Final);
        var (done, output, _) = await TrainAsync([.. arguments, "--resume"]);
        Assert.Equal(0, done);
        Assert.Contains($"Resuming after epoch 2, from {Checkpoint}", output);
        Assert.Equal(["| epoch   3 ", "| epoch   4 "], output.Split('\n').Where(line => line.StartsWith("| epoch", StringComparison.Ordinal)).Select(line => line[..12]));
        Assert.Equal(RunRecord.Load(folder.File("whole.json")).JsonWithoutTimes(), RunRecord.Load(Json).JsonWithoutTimes());
        Assert.Equal(File.ReadAllBytes(folder.File("whole/model.safetensors")), File.ReadAllBytes(folder.File("model/model.safetensors")));
        Assert.Equal(["model", "run.json", "whole", "whole.json"], Directory.EnumerateFileSystemEntries(folder.Path).Select(Path.GetFileName).Order());
    }

    [Fact]
    public async Task A_run_interrupted_after_its_last_epoch_is_evaluated_and_saved()
    {
        string[] arguments = [.. Run, "--json", Json, "--save", folder.File("model")];
        await InterruptAsync(4, [.. Run, "--json", Json]);
        File.Delete(Json);
        var (exit, _, _) = await TrainAsync([.. arguments, "--resume"]);
        Assert.Equal(0, exit);
        Assert.NotNull(RunRecord.Load(Json).Final);
        Assert.True(File.Exists(folder.File("model/model.safetensors")));
    }

    [Fact]
    public async Task A_finished_run_is_not_repeated()
    {
        await TrainAsync([.. Run, "--json", Json]);
        var before = File.ReadAllText(Json);
        var (exit, output, _) = await TrainAsync([.. Run, "--json", Json, "--resume"]);
        Assert.Equal((0, $"{Json} already holds this finished run."), (exit, output.Split('\n')[0]));
        Assert.Contains("Test accuracy after 4 epochs", output);
        Assert.Equal(before, File.ReadAllText(Json));
        var (_, other, _) = await TrainAsync([.. Run, "--seed", "1", "--json", Json, "--resume"]);
        Assert.Contains($"Starting at the first epoch: there is no {Checkpoint}", other);
    }

    [Fact]
    public async Task Another_run_does_not_resume_from_a_checkpoint_and_leaves_it_unchanged()
    {
        await InterruptAsync(3, [.. Run, "--json", Json]);
        var before = File.ReadAllBytes(Checkpoint);
        Assert.Equal(
            (1, "", $"error: {Checkpoint} belongs to another run: found seed 0, expected 5; learning_rate 0.001, expected 0.01. "
                + "Repeat the command that started that run, or omit --resume to start over.\n"),
            await TrainAsync([.. Run, "--json", Json, "--resume", "--seed", "5", "--learning-rate", "0.01"]));
        Assert.Equal(before, File.ReadAllBytes(Checkpoint));
    }

    [Fact]
    public async Task A_damaged_checkpoint_is_one_clear_message()
    {
        File.WriteAllText(Checkpoint, "not one");
        Assert.Equal(
            (1, "", $"error: {Checkpoint} is not a complete safetensors file: it has 7 bytes. Delete it, or omit --resume, to start over.\n"),
            await TrainAsync([.. Run, "--json", Json, "--resume"]));
    }

    [Fact]
    public async Task Without_resume_a_run_starts_again_and_says_that_it_could_resume()
    {
        await InterruptAsync(3, [.. Run, "--json", Json]);
        var (exit, output, error) = await TrainAsync([.. Run, "--json", Json]);
        Assert.Equal(
            (0, $"{Checkpoint} belongs to an interrupted run. This run starts at the first epoch and replaces the checkpoint after it; use --resume to resume instead.\n"), (exit, error));
        Assert.Equal(4, output.Split('\n').Count(line => line.StartsWith("| epoch", StringComparison.Ordinal)));
        Assert.False(File.Exists(Checkpoint));
    }

    [Fact]
    public async Task Resume_needs_a_record_file() => Assert.Equal(
        (1, "", "error: --resume reads the checkpoint beside the file of --json: give --json FILE too.\n"), await TrainAsync([.. Run, "--resume"]));

    [Fact]
    public async Task Two_runs_to_one_file_take_turns()
    {
        using var first = FileLock.Take(Json);
        var second = TrainAsync([.. Run, "--json", Json]);
        await Task.WhenAny(second, Task.Delay(500, TestContext.Current.CancellationToken));
        Assert.False(second.IsCompleted);
        Assert.False(File.Exists(Checkpoint));
        first.Dispose();
        var (exit, _, error) = await second;
        Assert.Equal((0, $"{Json} is in use by another GenreNotebooks process: waiting until it finishes.\n"), (exit, error));
        Assert.Equal(["run.json"], Directory.EnumerateFileSystemEntries(folder.Path).Select(Path.GetFileName));
    }

    /// <summary>Presses Ctrl+C when an epoch's line is written.</summary>
    private sealed class CancelAtEpoch(int epoch, CancellationTokenSource cancellation) : StringWriter
    {
        public override void WriteLine(string? value)
        {
            base.WriteLine(value);
            if (value?.StartsWith($"| epoch {epoch,3} |", StringComparison.Ordinal) == true)
            {
                cancellation.Cancel();
            }
        }
    }

    private static async Task<(int Exit, string Output, string Error)> InterruptAsync(int epoch, string[] arguments)
    {
        using var cancellation = new CancellationTokenSource();
        using var output = new CancelAtEpoch(epoch, cancellation);
        return await InvokeAsync(output, arguments, cancellation.Token);
    }

    private static async Task<(int Exit, string Output, string Error)> TrainAsync(params string[] arguments)
    {
        using StringWriter output = new() { NewLine = "\n" };
        return await InvokeAsync(output, arguments, TestContext.Current.CancellationToken);
    }

    private static async Task<(int Exit, string Output, string Error)> InvokeAsync(StringWriter output, string[] arguments, CancellationToken cancellation)
    {
        using StringWriter error = new() { NewLine = "\n" };
        var exit = await Task.Run(() => CommandLine.InvokeAsync(new RootCommand { TrainCommand.Create() }, ["train", .. arguments], output, error, cancellation));
        return (exit, output.ToString(), error.ToString());
    }
}
