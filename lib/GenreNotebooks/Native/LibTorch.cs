using System.Runtime.InteropServices;
using TorchSharp;

namespace GenreNotebooks.Native;

/// <summary>
/// Loads LibTorch, also on older Linux (Debian 12, Ubuntu 22.04) whose C++ library lacks a version that TorchSharp asks for.
/// </summary>
public static class LibTorch
{
    /// <summary>The version of LibTorch that TorchSharp 0.107.0 is built on: another one would not fit its shim.</summary>
    internal const string Version = "2.10.0";

    /// <summary>The version of TorchSharp that the library is built on.</summary>
    public const string TorchSharpVersion = "0.107.0";

    private const string Shim = "libLibTorchSharp.so";

    // In the order of their dependencies, so that each finds those before it already loaded.
    private static readonly string[] Libraries = ["libgomp-98b21ff3.so.1", "libc10.so", "libtorch_cpu.so", "libtorch.so"];
    private static readonly Lock Gate = new();
    private static bool loaded;

    /// <summary>
    /// Loads LibTorch and sets it to one thread, which is fastest for nets this small; later calls do nothing. Call it before
    /// the first use of <c>torch</c>: a layer that is constructed earlier fails with TorchSharp's own, misleading message.
    /// </summary>
    /// <exception cref="InputException">LibTorch is not there or does not load on this system.</exception>
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
    /// Loads LibTorch and returns <paramref name="name"/>: for the base constructor of a network, the first native call,
    /// whose argument is evaluated before it.
    /// </summary>
    internal static string Ready(string name)
    {
        Load();
        return name;
    }

    /// <summary>Loads the libraries by absolute path, from the first folder that has them, and the shim over them.</summary>
    internal static void Preload(IReadOnlyList<string> folders, string cacheFolder)
    {
        var libraries = FolderOf("libtorch_cpu.so", folders);
        var shim = Path.Combine(FolderOf(Shim, folders), Shim);
        foreach (var library in Libraries)
        {
            if (TryLoad(Path.Combine(libraries, library)) is { } reason)
            {
                throw NotLoaded($"{reason}", $"Restore the package libtorch-cpu-linux-x64 {Version} again, or free some memory.");
            }
        }
        // Whoever asks for the shim by name later gets this one: the loader knows loaded libraries by their SONAME.
        if (TryLoad(shim) is not { } failure)
        {
            return;
        }
        if (!LoadsAsCopy(shim, cacheFolder))
        {
            throw NotLoaded(failure, $"GenreNotebooks needs a 64-bit Linux with glibc 2.34 or newer, and {Shim} as TorchSharp {TorchSharpVersion} has it.");
        }
    }

    /// <summary>Loads a copy of the shim from the cache or, where that cannot be written, from a folder of this process that is gone afterwards.</summary>
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
                folder.Delete(recursive: true); // what is loaded stays
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
            // Lines of its own for every place tried; the first with a reason is the one that matters.
            return exception.Message.ReplaceLineEndings(" ").Trim();
        }
    }

    private static string FolderOf(string file, IReadOnlyList<string> folders) =>
        folders.FirstOrDefault(folder => File.Exists(Path.Combine(folder, file)))
        ?? throw NotLoaded($"{file} is in none of these folders: {string.Join(", ", folders)}.", Advice);

    private static string Advice =>
        $"Reference the package TorchSharp-cpu {TorchSharpVersion} and restore it (in a notebook: #r \"nuget: TorchSharp-cpu, {TorchSharpVersion}\").";

    private static InputException NotLoaded(string reason, string advice) => new($"LibTorch could not be loaded: {reason} {advice}");

    // Unverified: a home that is not there yet would be an empty name, which is the working directory.
    private static string CacheFolder() => Path.Combine(
        Environment.GetEnvironmentVariable("XDG_CACHE_HOME") is { Length: > 0 } cache
            ? cache
            : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile, Environment.SpecialFolderOption.DoNotVerify), ".cache"),
        "GenreNotebooks");
}
