using GenreNotebooks.Native;
using TorchSharp;

namespace GenreNotebooks.Cli.Doctor;

/// <summary>Does LibTorch load in this process, and add?</summary>
internal static class LibTorchCheck
{
    private const string Thing = "LibTorch";

    public static IEnumerable<Finding> Examine(Machine machine)
    {
        yield return Load(machine) is { } failure
            ? Finding.Wrong(Thing, failure, "dotnet build lib/GenreNotebooks.Cli -c Release --force (and see docs/engines.md, When TorchSharp does not load)")
            : Finding.Fine(Thing, $"{torch.NormalizeNuGetVersion(torch.__version__)} loads, TorchSharp {LibTorch.TorchSharpVersion}, "
                + $"{torch.get_num_threads()} of {Environment.ProcessorCount} processors used");
    }

    private static string? Load(Machine machine)
    {
        try
        {
            machine.LoadTorch();
            using var ones = torch.ones(3);
            using var sum = ones.sum();
            return sum.item<float>() == 3 ? null : "loads, but counts 1 + 1 + 1 wrong";
        }
        catch (InputException exception)
        {
            return exception.Message;
        }
    }
}
