using System.Runtime.InteropServices;
using TorchSharp;

namespace GenreNotebooks.Native;

/// <summary>
/// Loads LibTorch, even on older Linux (Debian 12, Ubuntu 22.04), whose C++ library lacks a version that TorchSharp requires.
/// </summary>
public static class LibTorch
{
    /// <summary>The version of LibTorch that TorchSharp 0.107.0 is built for; its shim works with no other.</summary>
    internal const string Version = "2.10.0";

    /// <summary>The version of TorchSharp that the library is built on.</summary>
    public const string TorchSharpVersion = "0.107.0";

    private const string Shim = "libLibTorchSharp.so";

    // In dependency order: each library finds the previous ones already loaded.
    private static readonly string[] Libraries = ["libgomp-98b21ff3.so.1", "libc10.so", "libtorch_cpu.so", "libtorch.so"];
    private static readonly Lock Gate = new();
    private static bool loaded;

    /// <summary>
    /// Loads LibTorch and sets it to one thread, which is fastest for networks this small; later calls do nothing. Call it before
    /// the first use of <c>torch</c>: constructing a layer earlier fails with a misleading message from TorchSharp.
    /// </summary>
    /// <exception cref="InputException">LibTorch is missing or does not load on this system.</exception>
    public static void Load()
    {
        lock (Gate)
        {
            if (loaded)
            {
                return;
            }
            if (OperatingSystem.IsLinux() && RuntimeInformation.ProcessArchitecture == Architecture.X64)
            {
                Preload(NativeFolders.Find(), CacheFolder());
            }
            Initialize();
            loaded = true;
        }
    }

    /// <summary>
    /// Loads LibTorch and returns <paramref name="name"/>. Used in the argument of a network's base constructor, which makes
    /// the first native call.
    /// </summary>
    internal static string Ready(string name)
    {
        Load();
        return name;
    }

    /// <summary>Loads the libraries by absolute path from the first folder that has them, then the shim.</summary>
    internal static void Preload(IReadOnlyList<string> folders, string cacheFolder)
    {
        var libraries = FolderOf("libtorch_cpu.so", folders);
        var shim = Path.Combine(FolderOf(Shim, folders), Shim);
        foreach (var library in Libraries)
        {
            if (TryLoad(Path.Combine(libraries, library)) is { } reason)
            {
                throw NotLoaded(reason, $"Restore the package libtorch-cpu-linux-x64 {Version} again, or free some memory.");
            }
        }
        // Later requests for the shim by name get this one, because the loader identifies loaded libraries by SONAME.
        if (TryLoad(shim) is not { } failure)
        {
            return;
        }
        if (!LoadsAsCopy(shim, cacheFolder))
        {
            throw NotLoaded(failure, $"GenreNotebooks needs 64-bit Linux with glibc 2.34 or newer, and the {Shim} of TorchSharp {TorchSharpVersion}.");
        }
    }

    /// <summary>Loads a copy of the shim from the cache or, if the cache is not writable, from a temporary folder that is deleted afterwards.</summary>
    private static bool LoadsAsCopy(string shim, string cacheFolder)
    {
        try
        {
            return ShimCopy.Create(shim, cacheFolder) is { } copy && TryLoad(copy) is null;
        }
        catch (InputException)
        {
            var folder = Directory.CreateTempSubdirectory("genre-notebooks-");
            try
            {
                return ShimCopy.Create(shim, folder.FullName) is { } copy && TryLoad(copy) is null;
            }
            finally
            {
                folder.Delete(recursive: true); // the loaded library stays in memory
            }
        }
    }

    private static void Initialize()
    {
        try
        {
            torch.InitializeDeviceType(DeviceType.CPU);
            torch.set_num_threads(1);
        }
        catch (Exception exception) when (exception is TypeInitializationException or NotSupportedException or DllNotFoundException)
        {
            throw new InputException($"LibTorch could not be loaded on {RuntimeInformation.RuntimeIdentifier}. {Advice}", exception);
        }
    }

    private static string? TryLoad(string path)
    {
        try
        {
            NativeLibrary.Load(path);
            return null;
        }
        catch (Exception exception) when (exception is DllNotFoundException or BadImageFormatException)
        {
            // The message has several lines, one for each path tried.
            return exception.Message.ReplaceLineEndings(" ").Trim();
        }
    }

    private static string FolderOf(string file, IReadOnlyList<string> folders) =>
        folders.FirstOrDefault(folder => File.Exists(Path.Combine(folder, file)))
        ?? throw NotLoaded($"{file} is in none of these folders: {string.Join(", ", folders)}.", Advice);

    private static string Advice =>
        $"Reference the package TorchSharp-cpu {TorchSharpVersion} and restore it (in a notebook: #r \"nuget: TorchSharp-cpu, {TorchSharpVersion}\").";

    private static InputException NotLoaded(string reason, string advice) => new($"LibTorch could not be loaded: {reason} {advice}");

    // DoNotVerify: otherwise a missing home folder gives an empty path, which means the working directory.
    private static string CacheFolder() => Path.Combine(
        Environment.GetEnvironmentVariable("XDG_CACHE_HOME") is { Length: > 0 } cache
            ? cache
            : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile, Environment.SpecialFolderOption.DoNotVerify), ".cache"),
        "GenreNotebooks");
}
