using System.Security.Cryptography;
using GenreNotebooks.Models;
using static TorchSharp.torch;

namespace GenreNotebooks.Training;

/// <summary>
/// All numbers of a training run after an epoch, by name: <c>model.</c> the network's parameters, <c>best.</c> those that early stopping
/// keeps, <c>adam.</c> the rows and moments of each parameter in their order. They belong to the caller's scope.
/// </summary>
/// <param name="tensors">The numbers, in the order of the file.</param>
/// <param name="unfit">Makes of what was found in the file the exception that says so.</param>
internal sealed class CheckpointNumbers(IReadOnlyList<(string Name, Tensor Tensor)> tensors, Func<string, InputException> unfit)
{
    private readonly Dictionary<string, Tensor> byName = tensors.ToDictionary(entry => entry.Name, entry => entry.Tensor);

    /// <summary>Takes the numbers of a run.</summary>
    public static IReadOnlyList<(string Name, Tensor Tensor)> Of(nn.Module model, Adam? optimizer, EarlyStopping? stopping) =>
    [
        .. model.named_parameters().Select(entry => ($"model.{entry.name}", entry.parameter.detach().cpu())),
        .. (stopping?.Best ?? []).Zip(model.named_parameters(), (best, entry) => ($"best.{entry.name}", best.cpu())),
        .. (optimizer?.State?.Moments ?? []).SelectMany(TensorsOf),
    ];

    /// <summary>Reads the numbers of a file; those of a run that has diverged are not finite.</summary>
    public static IReadOnlyList<(string Name, Tensor Tensor)> Of(SafeTensorsFile file) => [.. file.Names.Select(name =>
    {
        var into = empty(file.ShapeOf(name), name.EndsWith(".rows", StringComparison.Ordinal) ? ScalarType.Int32 : ScalarType.Float32);
        file.Read(name, into, finite: false);
        return (name, into);
    })];

    /// <summary>The checksum of all numbers in their order, 64 hexadecimal digits in lower case.</summary>
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

    /// <summary>Gives a network its parameters back.</summary>
    /// <param name="model">The network.</param>
    /// <param name="which"><c>model</c>, or <c>best</c> for those that early stopping keeps.</param>
    /// <exception cref="InputException">It has others.</exception>
    public void Restore(nn.Module model, string which)
    {
        foreach (var (name, parameter) in model.named_parameters())
        {
            var kept = Find($"{which}.{name}");
            if (!kept.shape.SequenceEqual(parameter.shape))
            {
                throw unfit($"its {which}.{name} is [{string.Join(", ", kept.shape)}], expected [{string.Join(", ", parameter.shape)}]");
            }
            parameter.copy_(kept);
        }
    }

    /// <summary>Gives an optimizer its moments back.</summary>
    /// <exception cref="InputException">It has those of other parameters.</exception>
    public void Restore(Adam optimizer)
    {
        foreach (var (place, moments) in optimizer.State?.Moments.Index() ?? [])
        {
            moments.State = (Numbers<int>("rows", place), Numbers<float>("first", place), Numbers<float>("second", place));
        }
    }

    private static IEnumerable<(string Name, Tensor Tensor)> TensorsOf(AdamMoments moments, int place)
    {
        var (rows, first, second) = moments.State;
        return [(NameOf("rows", place), tensor(rows)), (NameOf("first", place), tensor(first)), (NameOf("second", place), tensor(second))];
    }

    private static string NameOf(string moment, int place) => FormattableString.Invariant($"adam.{place}.{moment}");

    private T[] Numbers<T>(string moment, int place) where T : unmanaged => Find(NameOf(moment, place)).data<T>().ToArray();

    private Tensor Find(string name) => byName.TryGetValue(name, out var found) ? found : throw unfit($"it has no {name}");
}
