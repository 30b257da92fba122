using System.Globalization;
using System.Runtime.CompilerServices;

namespace GenreNotebooks.Tests;

internal static class TestSetup
{
    [ModuleInitializer]
    internal static void Initialize()
    {
        CultureInfo.DefaultThreadCurrentCulture = CultureInfo.InvariantCulture;
        Native.LibTorch.Load();
    }
}
