using System.Runtime.InteropServices;
using GenreNotebooks.Native;
using TorchSharp;

namespace GenreNotebooks.Experiments;

/// <summary>What a run ran on: numbers differ in their last digits between machines and versions.</summary>
public sealed record RunEnvironment(
    string Library, string LibraryBuild, string TorchSharp, string Dotnet, string System, string Device, int Threads)
{
    /// <summary>The identity of this build of the library: it changes with its code.</summary>
    public static string ThisBuild => typeof(RunEnvironment).Module.ModuleVersionId.ToString("N");

    /// <summary>The present environment.</summary>
    /// <param name="device">The device that the run uses, such as <c>cpu</c>.</param>
    public static RunEnvironment Current(string device)
    {
        LibTorch.Load(); // which a run of classical models alone has not done
        return new(
            typeof(RunEnvironment).Assembly.GetName().Version!.ToString(3),
            ThisBuild,
            typeof(torch).Assembly.GetName().Version!.ToString(3),
            RuntimeInformation.FrameworkDescription,
            RuntimeInformation.RuntimeIdentifier,
            device,
            torch.get_num_threads());
    }
}
