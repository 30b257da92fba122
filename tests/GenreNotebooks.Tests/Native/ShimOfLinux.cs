namespace GenreNotebooks.Tests.Native;

/// <summary>TorchSharp's original shim, next to the tests on Linux.</summary>
internal static class ShimOfLinux
{
    public const string Reason = "the natives of Linux are not beside the tests on this system";

    public static string LibraryFolder => AppContext.BaseDirectory;

    public static string File => Path.Combine(LibraryFolder, "libLibTorchSharp.so");

    public static bool IsHere => System.IO.File.Exists(File);
}
