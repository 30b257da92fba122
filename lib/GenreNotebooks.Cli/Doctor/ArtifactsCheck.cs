using static System.FormattableString;

namespace GenreNotebooks.Cli.Doctor;

/// <summary>Can results be written, and is there room for a build?</summary>
internal static class ArtifactsCheck
{
    private const string Thing = "Artifacts";

    // Two builds with LibTorch where files cannot be linked, its packages, and room for results.
    private const double NeededGigabytes = 3;

    public static IEnumerable<Finding> Examine(Machine machine)
    {
        var folder = Path.Combine(machine.Root, "artifacts");
        var free = machine.FreeBytes(machine.Root) / 1e9;
        yield return Failure(folder) is { } failure ? Finding.Wrong(Thing, failure, OperatingSystem.IsWindows() ? $"icacls \"{folder}\" /grant %USERNAME%:F" : $"sudo chown -R \"$USER\" \"{folder}\"")
            : free < NeededGigabytes ? Finding.Optional(Thing, Invariant($"{folder} can be written; {free:0.0} GB free, a first build takes up to {NeededGigabytes:0}"), "dotnet clean")
            : Finding.Fine(Thing, Invariant($"{folder} can be written; {free:0.0} GB free"));
    }

    private static string? Failure(string folder)
    {
        try
        {
            AtomicFile.EnsureWritableFolder(folder, folder);
            return null;
        }
        catch (InputException exception)
        {
            return exception.Message;
        }
    }
}
