using System.Diagnostics;

namespace GenreNotebooks.Cli.Notebooks;

/// <summary>
/// The process of a notebook and all that it started, children of children too. Where processes have groups it is the leader
/// of one; on Linux those that left the group are known by a variable of the environment, which children inherit. What leaves
/// the group and drops the variable (<c>env -i setsid</c>) escapes once its parent is gone; on Windows, what outlives its parent does.
/// </summary>
internal sealed class ProcessFamily(int leader, string mark)
{
    /// <summary>The variable that members have in their environment.</summary>
    public const string Variable = "GENRE_NOTEBOOKS_FAMILY";

    // Who starts others while it is ended may need several rounds.
    private const int Rounds = 100;

    private readonly ProcessTable table = new(leader, $"{Variable}={mark}");
    private readonly Lock gate = new();
    private bool ended;

    /// <summary>Makes this process, which was started with a mark in its environment, the leader of a group of its own.</summary>
    public static ProcessFamily BeginHere()
    {
        if (!OperatingSystem.IsWindows())
        {
            _ = Posix.SetGroup(0, 0); // fails for a leader of a session, which leads a group already
        }
        return new(Environment.ProcessId, Environment.GetEnvironmentVariable(Variable) ?? "");
    }

    /// <summary>Ends all of them at once, whatever they do about signals; this process last, if it is one of them.</summary>
    public void End()
    {
        lock (gate)
        {
            // Only once: later, the numbers may be those of others.
            if (!ended)
            {
                ended = true;
                EndMembers();
            }
        }
    }

    /// <summary>Bytes that all of them hold in memory or have moved out to the disk, without what is only mapped from files.</summary>
    public long Memory() => OperatingSystem.IsLinux() ? table.Members(remember: true).Sum(ProcessTable.Memory) : MemoryOfLeader();

    private void EndMembers()
    {
        if (OperatingSystem.IsWindows())
        {
            EndTree();
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
                EndGroup(); // also who was born while the others were looked up
            }
            Thread.Sleep(round == 0 ? 1 : 20);
        }
        if (leader == Environment.ProcessId || !OperatingSystem.IsLinux())
        {
            EndGroup();
        }
        if (leader == Environment.ProcessId)
        {
            Process.GetCurrentProcess().Kill(); // where it has no group
        }
    }

    // A number is not given to another process while it is that of a group with members.
    private void EndGroup() => _ = Posix.Kill(-leader);

    private void EndTree()
    {
        try
        {
            using var process = Process.GetProcessById(leader);
            process.Kill(entireProcessTree: true);
        }
        catch (Exception exception) when (exception is ArgumentException or InvalidOperationException or System.ComponentModel.Win32Exception)
        {
            // It has ended by itself.
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
