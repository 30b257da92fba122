using System.Diagnostics;
using System.Globalization;

namespace GenreNotebooks.Benchmarks;

/// <summary>The most memory that this process has held at a time.</summary>
internal static class PeakMemory
{
    private const string Status = "/proc/self/status";

    /// <summary>Bytes of physical memory: on Linux since <see cref="Reset"/>, elsewhere since the process began.</summary>
    public static long Bytes => OperatingSystem.IsLinux() ? LinuxPeak() : Process.GetCurrentProcess().PeakWorkingSet64;

    /// <summary>Forgets the peak so far, on Linux; returns the bytes held now.</summary>
    public static long Reset()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect();
        if (OperatingSystem.IsLinux())
        {
            File.WriteAllText("/proc/self/clear_refs", "5"); // sets VmHWM to VmRSS, says proc(5)
        }
        return Bytes;
    }

    private static long LinuxPeak()
    {
        var line = File.ReadLines(Status).First(line => line.StartsWith("VmHWM:", StringComparison.Ordinal));
        return 1024 * long.Parse(line.Split(':', ' ', '\t').First(word => word.Length > 0 && char.IsDigit(word[0])), CultureInfo.InvariantCulture);
    }
}
