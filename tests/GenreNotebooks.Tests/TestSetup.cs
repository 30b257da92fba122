using System.Globalization;
using System.Runtime.CompilerServices;
using GenreNotebooks.Native;

// Torch has one random state a process, and one count of living tensors.
[assembly: Xunit.v3.Parallelization(Mode = Xunit.Sdk.ParallelMode.None)]

namespace GenreNotebooks.Tests;

internal static class TestSetup
{
    [ModuleInitializer]
    internal static void Initialize()
    {
        CultureInfo.DefaultThreadCurrentCulture = CultureInfo.InvariantCulture;
        LibTorch.Load();
    }
}
