using System.Runtime.InteropServices;

namespace GenreNotebooks.Native;

/// <summary>Loads LightGBM, which Microsoft.ML.LightGbm calls by name.</summary>
internal static class LightGbm
{
    /// <summary>The version of LightGBM that the library uses.</summary>
    internal const string Version = "4.7.0";

    private const string Library = "lib_lightgbm.so";

    /// <summary>
    /// On Linux, loads LightGBM and OpenMP (<c>libgomp.so.1</c>), which it needs and a plain Debian lacks: LibTorch brings a copy, known by
    /// that name once loaded. Loading by path also helps notebook engines that do not search LightGBM's folder. Elsewhere the system finds it.
    /// </summary>
    /// <exception cref="InputException">LibTorch or LightGBM does not load on this system.</exception>
    public static void Load()
    {
        LibTorch.Load();
        if (!OperatingSystem.IsLinux() || RuntimeInformation.ProcessArchitecture != Architecture.X64)
        {
            return;
        }
        if (NativeFolders.Find().Select(folder => Path.Combine(folder, Library)).FirstOrDefault(File.Exists) is { } found)
        {
            Checked(() => NativeLibrary.Load(found));
        }
    }

    /// <summary>Makes a call that needs LightGBM.</summary>
    /// <exception cref="InputException">LightGBM does not load on this system.</exception>
    public static T Checked<T>(Func<T> call)
    {
        try
        {
            return call();
        }
        catch (Exception exception) when (exception is DllNotFoundException or BadImageFormatException)
        {
            throw new InputException($"LightGBM could not be loaded on {RuntimeInformation.RuntimeIdentifier}: " +
                $"it needs 64-bit x86 and the package LightGBM {Version}; restore it again (on macOS also: brew install libomp).", exception);
        }
    }
}
