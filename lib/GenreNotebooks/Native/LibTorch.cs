using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Loader;
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

    /// <summary>The shim as TorchSharp asks for it.</summary>
    private const string ShimName = "LibTorchSharp";

    // In dependency order: each library finds the previous ones already loaded.
    private static readonly string[] Libraries = ["libgomp-98b21ff3.so.1", "libc10.so", "libtorch_cpu.so", "libtorch.so"];
    private static readonly Lock Gate = new();
    private static nint preloaded;
    private static bool isLimited;

    private static bool IsLinux => OperatingSystem.IsLinux() && RuntimeInformation.ProcessArchitecture == Architecture.X64;

    /// <summary>
    /// Loads LibTorch and sets it to one thread, which is fastest for networks this small; later calls do nothing. You need not call it:
    /// the first use of <c>torch</c> loads LibTorch too.
    /// </summary>
    /// <exception cref="InputException">LibTorch is missing or does not load on this system.</exception>
    public static void Load()
    {
        if (IsLinux)
        {
            Preloaded();
        }
        try
        {
            torch.InitializeDeviceType(DeviceType.CPU);
            if (!IsLinux && !Interlocked.Exchange(ref isLimited, true))
            {
                torch.set_num_threads(1);
            }
        }
        catch (Exception exception) when (exception is TypeInitializationException or NotSupportedException or DllNotFoundException)
        {
            throw new InputException($"LibTorch could not be loaded on {RuntimeInformation.RuntimeIdentifier}. {Advice}", exception);
        }
    }

    /// <summary>
    /// Makes TorchSharp's first native call load LibTorch. The runtime calls this before it runs anything of this library or creates an
    /// object whose class names a type of it, such as <c>Module&lt;SongBatch, Tensor&gt;</c>. Nothing is loaded yet.
    /// </summary>
    [ModuleInitializer]
    [SuppressMessage("Usage", "CA2255", Justification = "A network of the user's own makes native calls before it calls this library.")]
    internal static void LoadWhenCalled()
    {
        var torchSharp = typeof(torch).Assembly;
        try
        {
            NativeLibrary.SetDllImportResolver(torchSharp, (name, _, _) => Resolve(name));
        }
        catch (InvalidOperationException)
        {
            // The program has a resolver of its own, or the engine loaded this library twice.
        }
        // Where torch itself comes first, TorchSharp loads the libraries without a call, which passes over the resolver.
        AssemblyLoadContext.GetLoadContext(torchSharp)!.ResolvingUnmanagedDll += (assembly, name) => assembly == torchSharp && IsLinux ? Resolve(name) : 0;
    }

    // No lock is held while torch initializes itself: another thread may be doing that, and ask for the shim.
    private static nint Resolve(string name)
    {
        if (IsLinux)
        {
            var shim = Preloaded();
            return name == ShimName ? shim : 0;
        }
        Load();
        return 0;
    }

    private static nint Preloaded()
    {
        lock (Gate)
        {
            if (preloaded == 0)
            {
                preloaded = Preload(NativeFolders.Find(), CacheFolder());
                LimitThreads(preloaded);
            }
            return preloaded;
        }
    }

    private static unsafe void LimitThreads(nint shim) => ((delegate* unmanaged<int, void>)NativeLibrary.GetExport(shim, "THSTorch_set_num_threads"))(1);

    /// <summary>Loads the libraries by absolute path from the first folder that has them, then the shim.</summary>
    /// <returns>The shim.</returns>
    internal static nint Preload(IReadOnlyList<string> folders, string cacheFolder)
    {
        var libraries = FolderOf("libtorch_cpu.so", folders);
        var shim = Path.Combine(FolderOf(Shim, folders), Shim);
        foreach (var library in Libraries)
        {
            if (TryLoad(Path.Combine(libraries, library), out var reason) == 0)
            {
                throw NotLoaded(reason, $"Restore the package libtorch-cpu-linux-x64 {Version} again, or free some memory.");
            }
        }
        // Later requests for the shim by name get this one, because the loader identifies loaded libraries by SONAME.
        var loaded = TryLoad(shim, out var failure);
        if (loaded == 0 && (loaded = LoadCopy(shim, cacheFolder)) == 0)
        {
            throw NotLoaded(failure, $"GenreNotebooks needs 64-bit Linux with glibc 2.34 or newer, and the {Shim} of TorchSharp {TorchSharpVersion}.");
        }
        return loaded;
    }

    /// <summary>Loads a copy of the shim from the cache or, if the cache is not writable, from a temporary folder that is deleted afterwards.</summary>
    private static nint LoadCopy(string shim, string cacheFolder)
    {
        try
        {
            return ShimCopy.Create(shim, cacheFolder) is { } copy ? TryLoad(copy, out _) : 0;
        }
        catch (InputException)
        {
            var folder = Directory.CreateTempSubdirectory("genre-notebooks-");
            try
            {
                return ShimCopy.Create(shim, folder.FullName) is { } copy ? TryLoad(copy, out _) : 0;
            }
            finally
            {
                folder.Delete(recursive: true); // the loaded library stays in memory
            }
        }
    }

    private static nint TryLoad(string path, out string reason)
    {
        try
        {
            reason = "";
            return NativeLibrary.Load(path);
        }
        catch (Exception exception) when (exception is DllNotFoundException or BadImageFormatException)
        {
            // The message has several lines, one for each path tried.
            reason = exception.Message.ReplaceLineEndings(" ").Trim();
            return 0;
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
