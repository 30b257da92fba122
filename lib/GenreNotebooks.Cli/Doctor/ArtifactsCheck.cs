using GenreNotebooks.Files;
using static System.FormattableString;

namespace GenreNotebooks.Cli.Doctor;

/// <summary>Can results be written, is there space for a build, and does a build link LibTorch or copy it?</summary>
internal static class ArtifactsCheck
{
    private const string Thing = "Artifacts";

    // For LibTorch and the other packages, a build of everything, and results.
    private const double NeededGigabytes = 2;

    public static IEnumerable<Finding> Examine(Machine machine)
    {
        var folder = Path.Combine(machine.Root, "artifacts");
        var free = machine.FreeBytes(machine.Root) / 1e9;
        if (Failure(folder) is { } failure)
        {
            return [Finding.Wrong(Thing, failure, OperatingSystem.IsWindows() ? $"icacls \"{folder}\" /grant %USERNAME%:F" : $"sudo chown -R \"$USER\" \"{folder}\"")];
        }
        var room = free < NeededGigabytes
            ? Finding.Optional(Thing, Invariant($"{folder} can be written; {free:0.0} GB free, a first build takes up to {NeededGigabytes:0}"), "dotnet clean")
            : Finding.Fine(Thing, Invariant($"{folder} can be written; {free:0.0} GB free"));
        return [room, .. Copies(machine, folder)];
    }

    private static IEnumerable<Finding> Copies(Machine machine, string folder)
    {
        var natives = Directory.EnumerateFiles(folder, "*torch_cpu.*", SearchOption.AllDirectories).Select(file => new FileInfo(file).Directory!).ToList();
        if (natives.Count == 0 || !Directory.Exists(machine.PackageCache) || CanLink(machine, folder))
        {
            yield break;
        }
        var gigabytes = natives.Sum(native => native.EnumerateFiles("*torch*").Sum(file => file.Length)) / 1e9;
        yield return Finding.Optional(Thing, Invariant($"a build cannot link files to the package cache, {machine.PackageCache}, and copies LibTorch into each of its output folders: ")
            + Invariant($"{natives.Count} now, {gigabytes:0.0} GB. A package cache on the same file system avoids that, if the file system has links"),
            OperatingSystem.IsWindows() ? $"setx NUGET_PACKAGES \"{machine.Root}-packages\"" : $"export NUGET_PACKAGES=\"{machine.Root}-packages\"");
    }

    private static bool CanLink(Machine machine, string folder)
    {
        var (existing, link) = (Path.Combine(machine.PackageCache, $".{Guid.NewGuid():N}"), Path.Combine(folder, $".{Guid.NewGuid():N}"));
        try
        {
            File.WriteAllText(existing, "");
            return machine.Link(existing, link);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return true; // unknown, if the package cache cannot be written
        }
        finally
        {
            File.Delete(existing);
            File.Delete(link);
        }
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
