using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization;
using GenreNotebooks.Files;
using static TorchSharp.torch;

namespace GenreNotebooks.Training;

/// <summary>
/// The state of a training run after an epoch in one file. A resumed run gives the same results as one that was never interrupted. The file has the
/// weights, the optimizer's moments, early stopping's best weights and the epochs so far. No other random state is needed, because all random
/// draws (song order and dropout) follow from the run's seed and the number of the epoch.
/// </summary>
/// <param name="path">The file, in the safetensors format.</param>
/// <param name="run">See <see cref="Run"/>; stored in the file.</param>
public sealed class TrainingCheckpoint(string path, string run)
{
    private const string StateKey = "state", Advice = "Delete it, or omit --resume, to start over.";

    private static readonly JsonSerializerOptions Json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals, // without early stopping, the lowest loss is infinite
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
    };

    /// <param name="Run">A description of the run.</param>
    /// <param name="Epochs">The finished epochs.</param>
    /// <param name="Steps">The optimizer's steps; 0 if each epoch has a new optimizer.</param>
    /// <param name="Lowest">Early stopping's lowest loss.</param>
    /// <param name="BestEpoch">The epoch with the lowest loss; 0 without early stopping.</param>
    /// <param name="Sha256">The checksum of all numbers, in the order of the file.</param>
    private sealed record State(string Run, IReadOnlyList<EpochResult> Epochs, int Steps, double Lowest, int BestEpoch, string Sha256);

    private bool isFound;

    /// <summary>The file.</summary>
    public string FilePath => path;

    /// <summary>A description that identifies the run: equal descriptions mean the same run.</summary>
    public string Run => run;

    /// <summary>The finished epochs in the file; empty if no file was found.</summary>
    public IReadOnlyList<EpochResult> Epochs { get; private set; } = [];

    /// <summary>Looks for the file and reads its description and epochs; <see cref="Restore"/> reads the numbers.</summary>
    /// <returns>The description of the file's run, or null if there is no file.</returns>
    /// <exception cref="InputException">The file is not a complete checkpoint.</exception>
    internal string? Find()
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

    /// <summary>Restores network, optimizer and early stopping to their state after the file's last epoch.</summary>
    /// <returns>The number of finished epochs; 0 if no file was found.</returns>
    /// <exception cref="InputException">The file belongs to a different network, or is damaged.</exception>
    internal int Restore(nn.Module model, IOptimizer? optimizer, EarlyStopping? stopping)
    {
        if (!isFound)
        {
            return 0;
        }
        var (epochs, ofOptimizer) = RestoreTensors(model, optimizer as Adam, stopping);
        if (optimizer is TorchOptimizer other) // outside the dispose scope, because the optimizer keeps the tensors that it reads
        {
            RestoreOther(other, ofOptimizer);
        }
        return epochs;
    }

    /// <summary>Restores what has tensors of the file.</summary>
    /// <returns>The number of finished epochs, and the state of another optimizer than ours.</returns>
    private (int Epochs, byte[]? Optimizer) RestoreTensors(nn.Module model, Adam? optimizer, EarlyStopping? stopping)
    {
        using var scope = NewDisposeScope();
        using var noGradients = no_grad();
        using var stream = Open();
        var file = SafeTensorsFile.Open(stream, path, Advice);
        var (state, read) = (StateOf(file), CheckpointNumbers.Of(file));
        var numbers = new CheckpointNumbers(read, found => Invalid(found));
        if (CheckpointNumbers.Sha256(read) != state.Sha256)
        {
            throw Invalid("its numbers do not match their checksum");
        }
        if (stopping is not null)
        {
            numbers.Restore(model, "best");
            stopping.ResumeAfter(state.Epochs.Count, state.Lowest, state.BestEpoch);
        }
        numbers.Restore(model, "model");
        if (optimizer is not null)
        {
            optimizer.ResumeAfter(state.Steps);
            numbers.Restore(optimizer);
        }
        return (state.Epochs.Count, numbers.OtherOptimizer);
    }

    private void RestoreOther(TorchOptimizer optimizer, byte[]? state)
    {
        try
        {
            optimizer.State = state ?? throw Invalid("it has no state of an optimizer");
        }
        catch (Exception exception) when (exception is ArgumentException or IOException or InvalidOperationException)
        {
            throw Invalid($"its state is that of another optimizer ({exception.Message})", exception);
        }
    }

    /// <summary>Writes the file completely or not at all.</summary>
    /// <param name="model">The network.</param>
    /// <param name="optimizer">The optimizer; null if the next epoch starts with a new one.</param>
    /// <param name="stopping">Early stopping, or null.</param>
    /// <param name="epochs">The finished epochs.</param>
    /// <exception cref="InputException">The file cannot be written.</exception>
    internal void Save(nn.Module model, IOptimizer? optimizer, EarlyStopping? stopping, IReadOnlyList<EpochResult> epochs)
    {
        using var scope = NewDisposeScope();
        using var noGradients = no_grad();
        var tensors = CheckpointNumbers.Of(model, optimizer, stopping);
        var state = new State(
            run, epochs, (optimizer as Adam)?.State.Steps ?? 0, stopping?.Lowest ?? double.PositiveInfinity, stopping?.BestEpoch ?? 0, CheckpointNumbers.Sha256(tensors));
        var metadata = new Dictionary<string, string> { [StateKey] = JsonSerializer.Serialize(state, Json) };
        AtomicFile.Write(path, stream => SafeTensorsFile.Write(stream, tensors, metadata), FileKind.Checkpoint);
    }

    /// <summary>Deletes the file after the run has finished.</summary>
    public void Delete() => File.Delete(path);

    private State StateOf(SafeTensorsFile file)
    {
        try
        {
            return JsonSerializer.Deserialize<State>(file.Metadata.GetValueOrDefault(StateKey, "null"), Json) is { Epochs.Count: > 0 } state
                ? state : throw Invalid("it describes no finished epoch");
        }
        catch (JsonException exception)
        {
            throw Invalid($"its description of the run cannot be read ({exception.Message})", exception);
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

    private InputException Invalid(string found, Exception? inner = null) =>
        new($"{path} is not a checkpoint to resume from: {found}. {Advice}", inner!);
}

/// <summary>
/// All tensors of a training run after an epoch, with names that start with <c>model.</c> (the network's parameters and buffers), <c>best.</c>
/// (early stopping's best weights) or <c>adam.</c> (rows and moments of each parameter, in order), and <c>optimizer</c> (the state of another
/// optimizer). They belong to the caller's dispose scope.
/// </summary>
/// <param name="tensors">The tensors, in the order of the file.</param>
/// <param name="invalid">Creates the exception for a problem found in the file.</param>
internal sealed class CheckpointNumbers(IReadOnlyList<(string Name, Tensor Tensor)> tensors, Func<string, InputException> invalid)
{
    private const string Optimizer = "optimizer";

    private readonly Dictionary<string, Tensor> byName = tensors.ToDictionary(entry => entry.Name, entry => entry.Tensor);

    /// <summary>Collects the tensors of a run.</summary>
    public static IReadOnlyList<(string Name, Tensor Tensor)> Of(nn.Module model, IOptimizer? optimizer, EarlyStopping? stopping) =>
    [
        .. NetworkState.Of(model).Select(entry => ($"model.{entry.Name}", entry.Tensor.detach().cpu())),
        .. (stopping?.Best ?? []).Zip(NetworkState.Of(model), (best, entry) => ($"best.{entry.Name}", best.cpu())),
        .. ((optimizer as Adam)?.State.Moments ?? []).SelectMany(TensorsOf),
        .. optimizer is TorchOptimizer { State: var state } ? [(Optimizer, tensor(Array.ConvertAll(state, one => (long)one)))] : (IEnumerable<(string, Tensor)>)[],
    ];

    /// <summary>Reads the tensors of a file. Non-finite numbers are allowed, because the run may have diverged.</summary>
    public static IReadOnlyList<(string Name, Tensor Tensor)> Of(SafeTensorsFile file) => [.. file.Names.Select(name =>
    {
        var into = empty(file.ShapeOf(name), file.TypeOf(name));
        file.Read(name, into, finite: false);
        return (name, into);
    })];

    /// <summary>The SHA-256 of all numbers in order, 64 lower-case hexadecimal digits.</summary>
    public static string Sha256(IEnumerable<(string Name, Tensor Tensor)> tensors)
    {
        using var sha256 = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var (_, tensor) in tensors)
        {
            sha256.AppendData(tensor.bytes);
            GC.KeepAlive(tensor);
        }
        return Convert.ToHexStringLower(sha256.GetCurrentHash());
    }

    /// <summary>Restores a network's parameters.</summary>
    /// <param name="model">The network.</param>
    /// <param name="which"><c>model</c>, or <c>best</c> for early stopping's best weights.</param>
    /// <exception cref="InputException">The network has other parameters.</exception>
    public void Restore(nn.Module model, string which)
    {
        foreach (var (name, tensor) in NetworkState.Of(model))
        {
            var kept = Find($"{which}.{name}");
            if (!kept.shape.SequenceEqual(tensor.shape))
            {
                throw invalid($"its {which}.{name} is [{string.Join(", ", kept.shape)}], expected [{string.Join(", ", tensor.shape)}]");
            }
            tensor.copy_(kept);
        }
    }

    /// <summary>Restores an optimizer's moments.</summary>
    /// <exception cref="InputException">The optimizer has other parameters.</exception>
    public void Restore(Adam optimizer)
    {
        foreach (var (place, moments) in optimizer.State.Moments.Index())
        {
            moments.State = (Numbers<int>("rows", place), Numbers<float>("first", place), Numbers<float>("second", place));
        }
    }

    /// <summary>The state of an optimizer of TorchSharp; null if there is none.</summary>
    public byte[]? OtherOptimizer => byName.TryGetValue(Optimizer, out var state) ? Array.ConvertAll(state.data<long>().ToArray(), one => (byte)one) : null;

    private static IEnumerable<(string Name, Tensor Tensor)> TensorsOf(AdamMoments moments, int place)
    {
        var (rows, first, second) = moments.State;
        return [(NameOf("rows", place), tensor(rows)), (NameOf("first", place), tensor(first)), (NameOf("second", place), tensor(second))];
    }

    private static string NameOf(string moment, int place) => FormattableString.Invariant($"adam.{place}.{moment}");

    private T[] Numbers<T>(string moment, int place) where T : unmanaged => Find(NameOf(moment, place)).data<T>().ToArray();

    private Tensor Find(string name) => byName.TryGetValue(name, out var found) ? found : throw invalid($"it has no {name}");
}
