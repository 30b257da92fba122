using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;

namespace GenreNotebooks.Cli.Notebooks;

/// <summary>
/// The process of a notebook and all its descendants. On Unix it leads a process group; on Linux, descendants that left the group
/// are found by an environment variable, which children inherit. A process that leaves the group and drops the variable
/// (<c>env -i setsid</c>) escapes once its parent is gone; on Windows, one that outlives its parent does.
/// </summary>
internal sealed class ProcessTree(int leader, string mark)
{
    /// <summary>The environment variable of all members.</summary>
    public const string Variable = "GENRE_NOTEBOOKS_FAMILY";

    // A process that starts others meanwhile may need several rounds.
    private const int Rounds = 100;

    private readonly ProcessTable table = new(leader, $"{Variable}={mark}");
    private readonly Lock gate = new();
    private bool killed;

    /// <summary>Makes this process, started with a mark in its environment, the leader of a new group.</summary>
    public static ProcessTree BeginHere()
    {
        if (!OperatingSystem.IsWindows())
        {
            _ = Posix.SetGroup(0, 0); // fails for a session leader, which already leads a group
        }
        return new(Environment.ProcessId, Environment.GetEnvironmentVariable(Variable) ?? "");
    }

    /// <summary>Kills all members, this process last if it is one.</summary>
    public void Kill()
    {
        lock (gate)
        {
            // Only once: later, the ids may belong to other processes.
            if (!killed)
            {
                killed = true;
                KillMembers();
            }
        }
    }

    /// <summary>Bytes of memory that all members hold, swapped out or not, without mapped files.</summary>
    public long Memory() => OperatingSystem.IsLinux() ? table.Members(remember: true).Sum(ProcessTable.Memory) : MemoryOfLeader();

    private void KillMembers()
    {
        if (OperatingSystem.IsWindows())
        {
            KillTree();
            return;
        }
        for (int round = 0; OperatingSystem.IsLinux() && round < Rounds; round++)
        {
            var others = table.Members(remember: false).Where(member => member != Environment.ProcessId).ToList();
            if (others.Count == 0)
            {
                break;
            }
            bool grouped = leader != Environment.ProcessId && others.Exists(table.IsInGroup);
            others.ForEach(member => _ = Posix.Kill(member));
            if (grouped)
            {
                KillGroup(); // also members started since the list was read
            }
            Thread.Sleep(round == 0 ? 1 : 20);
        }
        if (leader == Environment.ProcessId || !OperatingSystem.IsLinux())
        {
            KillGroup();
        }
        if (leader == Environment.ProcessId)
        {
            Process.GetCurrentProcess().Kill(); // if it has no group
        }
    }

    // An id is not reused while a group with members has it.
    private void KillGroup() => _ = Posix.Kill(-leader);

    private void KillTree()
    {
        try
        {
            using var process = Process.GetProcessById(leader);
            process.Kill(entireProcessTree: true);
        }
        catch (Exception exception) when (exception is ArgumentException or InvalidOperationException or System.ComponentModel.Win32Exception)
        {
            // It has ended.
        }
    }

    private long MemoryOfLeader()
    {
        try
        {
            using var process = Process.GetProcessById(leader);
            return process.WorkingSet64;
        }
        catch (Exception exception) when (exception is ArgumentException or InvalidOperationException)
        {
            return 0;
        }
    }
}

/// <summary>The processes of Linux as listed in /proc: which belong to a tree, and how much memory each holds.</summary>
/// <param name="leader">The id of the root process and of its group.</param>
/// <param name="mark">An environment variable of the members, <c>NAME=VALUE</c>.</param>
internal sealed class ProcessTable(int leader, string mark)
{
    private const string Root = "/proc";

    private static readonly string[] Held = ["RssAnon:", "RssShmem:", "VmSwap:"];

    private readonly byte[] mark = Encoding.UTF8.GetBytes(mark + "\0");
    private Dictionary<int, bool> known = [];

    /// <summary>The members that are alive.</summary>
    /// <param name="remember">Whether to reuse the last answer for each known process, which saves most of the work.</param>
    public IReadOnlyList<int> Members(bool remember)
    {
        var before = remember ? known : [];
        var now = new Dictionary<int, bool>();
        // In order of ids, so that parents come before their children.
        foreach (var process in Numbers().Order())
        {
            now[process] = before.TryGetValue(process, out bool member) ? member : IsMember(process, now);
        }
        known = remember ? now : known;
        return [.. now.Where(process => process.Value).Select(process => process.Key)];
    }

    /// <summary>Bytes of private memory of a process, swapped out or not.</summary>
    public static long Memory(int process) => Read(process, "status") is { } status
        ? 1024 * Encoding.UTF8.GetString(status).Split('\n')
            .Where(line => Array.Exists(Held, name => line.StartsWith(name, StringComparison.Ordinal)))
            .Sum(line => long.Parse(line.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture))
        : 0;

    private static IEnumerable<int> Numbers() => Directory.EnumerateDirectories(Root)
        .Select(path => int.TryParse(Path.GetFileName(path), NumberStyles.None, CultureInfo.InvariantCulture, out int number) ? number : 0)
        .Where(number => number > 0);

    /// <summary>Whether a process is in the leader's group.</summary>
    public bool IsInGroup(int process) => Status(process) is { } status && status.Group == leader;

    private bool IsMember(int process, Dictionary<int, bool> found) => Status(process) is { } status
        && (process == leader || status.Group == leader || found.GetValueOrDefault(status.Parent)
            || (Read(process, "environ") is { } environment && environment.AsSpan().IndexOf(mark) >= 0));

    /// <summary>The parent and group of a process that is alive.</summary>
    private static (int Parent, int Group)? Status(int process)
    {
        // 1234 (name) S parent group …; a name may hold spaces and parentheses.
        var stat = Read(process, "stat") is { } bytes ? Encoding.UTF8.GetString(bytes) : "";
        var fields = stat[(stat.LastIndexOf(')') + 1)..].Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return fields.Length < 3 || fields[0] is "Z" or "X" ? null
            : (int.Parse(fields[1], CultureInfo.InvariantCulture), int.Parse(fields[2], CultureInfo.InvariantCulture));
    }

    /// <summary>A file of a process; null if the process has ended or belongs to another user.</summary>
    private static byte[]? Read(int process, string file)
    {
        try
        {
            return File.ReadAllBytes(Path.Combine(Root, process.ToString(CultureInfo.InvariantCulture), file));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}

/// <summary>Process groups, which .NET lacks. Not on Windows.</summary>
internal static partial class Posix
{
    private const int SigKill = 9;

    /// <summary>Kills a process, or a group given as its negative id.</summary>
    public static int Kill(int process) => Kill(process, SigKill);

    /// <summary>Puts a process into a group; 0 and 0 make this one the leader of a new group.</summary>
    [LibraryImport("libc", EntryPoint = "setpgid")]
    public static partial int SetGroup(int process, int group);

    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int Kill(int process, int signal);
}
