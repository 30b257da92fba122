using System.Globalization;
using System.Runtime.CompilerServices;
using GenreNotebooks.Native;

namespace GenreNotebooks.NotebookTests;

internal static class TestSetup
{
    [ModuleInitializer]
    internal static void Initialize()
    {
        CultureInfo.DefaultThreadCurrentCulture = CultureInfo.InvariantCulture;
        LibTorch.Load();
    }
}
