using System.Text.Json;
using System.Text.Json.Serialization;
using GenreNotebooks.Models;
using static TorchSharp.torch;

namespace GenreNotebooks.Training;

/// <summary>
/// What a training run leaves after each epoch, in one file, to go on from as if it had never been interrupted: weights, the optimizer's
/// moments, what early stopping keeps, and the epochs so far. All that is drawn at random, the order of the songs and the dropout, follows
/// from the seed of the run and the number of the epoch, so these are the random state.
/// </summary>
/// <param name="path">The file, in the safetensors format.</param>
/// <param name="run">What the run is, which the file keeps; see <see cref="Run"/>.</param>
internal sealed class TrainingCheckpoint(string path, string run)
{
    private const string StateKey = "state", Advice = "Delete it, or leave out --resume, to start anew.";

    private static readonly JsonSerializerOptions Json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals, // a diverged run has no loss
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
    };

    /// <param name="Run">What the run is.</param>
    /// <param name="Epochs">The finished epochs.</param>
    /// <param name="Steps">The optimizer's steps, 0 where each epoch has a new one.</param>
    /// <param name="Lowest">Early stopping's lowest loss.</param>
    /// <param name="BestEpoch">Its epoch, 0 without early stopping.</param>
    /// <param name="Sha256">The checksum of all numbers, in the order of the file.</param>
    private sealed record State(string Run, List<EpochResult> Epochs, int Steps, double Lowest, int BestEpoch, string Sha256);

    private bool isFound;

    /// <summary>The file.</summary>
    public string FilePath => path;

    /// <summary>What the run is: two runs with the same text are the same run.</summary>
    public string Run => run;

    /// <summary>The finished epochs.</summary>
    public List<EpochResult> Epochs { get; private set; } = [];

    /// <summary>Finds the file and reads what is said in it; the numbers are read by <see cref="Restore"/>.</summary>
    /// <returns>What the file says its run is, or null if there is no file.</returns>
    /// <exception cref="InputException">It is no whole checkpoint.</exception>
    public string? Find()
    {
        if (!File.Exists(path))
        {
            return null;
        }
        using var stream = Open();
        var state = StateOf(SafeTensorsFile.Open(stream, path, Advice));
        (Epochs, isFound) = (state.Epochs, true);
        return state.Run;
    }

    /// <summary>Gives network, optimizer and early stopping what they had after the last epoch of the file that was found.</summary>
    /// <returns>The number of finished epochs: 0 if none was found.</returns>
    /// <exception cref="InputException">The file is not of such a network, or is damaged.</exception>
    public int Restore(nn.Module model, Adam? optimizer, EarlyStopping? stopping)
    {
        if (!isFound)
        {
            return 0;
        }
        using var scope = NewDisposeScope();
        using var noGradients = no_grad();
        using var stream = Open();
        var file = SafeTensorsFile.Open(stream, path, Advice);
        var (state, read) = (StateOf(file), CheckpointNumbers.Of(file));
        var numbers = new CheckpointNumbers(read, found => Unfit(found));
        if (CheckpointNumbers.Sha256(read) != state.Sha256)
        {
            throw Unfit("its numbers are not those that were written");
        }
        if (stopping is not null)
        {
            numbers.Restore(model, "best");
            stopping.GoOnAfter(state.Epochs.Count, state.Lowest, state.BestEpoch);
        }
        numbers.Restore(model, "model");
        if (optimizer is not null)
        {
            optimizer.GoOnAfter(state.Steps);
            numbers.Restore(optimizer);
        }
        return state.Epochs.Count;
    }

    /// <summary>Writes the file, whole or not at all. On another device than the CPU nothing is kept of a run with one optimizer for all epochs.</summary>
    /// <param name="model">The network.</param>
    /// <param name="optimizer">The optimizer; null where the next epoch begins with a new one.</param>
    /// <param name="stopping">Early stopping, or null.</param>
    /// <exception cref="InputException">It cannot be written.</exception>
    public void Save(nn.Module model, Adam? optimizer, EarlyStopping? stopping)
    {
        if (optimizer is { State: null })
        {
            return;
        }
        using var scope = NewDisposeScope();
        using var noGradients = no_grad();
        var tensors = CheckpointNumbers.Of(model, optimizer, stopping);
        var state = new State(
            run, Epochs, optimizer?.State?.Steps ?? 0, stopping?.Lowest ?? double.PositiveInfinity, stopping?.BestEpoch ?? 0, CheckpointNumbers.Sha256(tensors));
        var metadata = new Dictionary<string, string> { [StateKey] = JsonSerializer.Serialize(state, Json) };
        AtomicFile.Write(path, stream => SafeTensorsFile.Write(stream, tensors, metadata));
    }

    /// <summary>Removes the file: the run is finished.</summary>
    public void Delete() => File.Delete(path);

    private State StateOf(SafeTensorsFile file)
    {
        try
        {
            return JsonSerializer.Deserialize<State>(file.Metadata.GetValueOrDefault(StateKey, "null"), Json) is { Epochs.Count: > 0 } state
                ? state : throw Unfit("it says nothing of any epoch");
        }
        catch (JsonException exception)
        {
            throw Unfit($"what it says of its run cannot be read ({exception.Message})", exception);
        }
    }

    private FileStream Open()
    {
        try
        {
            return File.OpenRead(path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new InputException($"{path}: cannot be read ({exception.Message})", exception);
        }
    }

    private InputException Unfit(string found, Exception? inner = null) =>
        new($"{path} is no checkpoint to go on from: {found}. {Advice}", inner!);
}
