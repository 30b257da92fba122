using System.Runtime.InteropServices;

namespace GenreNotebooks.Cli.Notebooks;

/// <summary>Groups of processes, which .NET knows nothing of. Not on Windows.</summary>
internal static partial class Posix
{
    private const int SigKill = 9;

    /// <summary>Ends a process at once, or a group given as its negative number.</summary>
    public static int Kill(int process) => Kill(process, SigKill);

    /// <summary>Puts a process into a group; 0 and 0 make this one the leader of its own.</summary>
    [LibraryImport("libc", EntryPoint = "setpgid")]
    public static partial int SetGroup(int process, int group);

    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int Kill(int process, int signal);
}
