using System.Globalization;
using System.Text;

namespace GenreNotebooks.Cli.Notebooks;

/// <summary>The processes of Linux, as /proc tells them: which belong to a family, and how much memory each holds.</summary>
/// <param name="leader">The number of the process that began the family, and of its group.</param>
/// <param name="mark">A setting in the environment of its members.</param>
internal sealed class ProcessTable(int leader, string mark)
{
    private const string Root = "/proc";

    private static readonly string[] Held = ["RssAnon:", "RssShmem:", "VmSwap:"];

    private readonly byte[] mark = Encoding.UTF8.GetBytes(mark + "\0");
    private Dictionary<int, bool> known = [];

    /// <summary>The members that are alive.</summary>
    /// <param name="remember">Whether to take what was a stranger or a member before for the same again, which saves most of the work.</param>
    public IReadOnlyList<int> Members(bool remember)
    {
        var before = remember ? known : [];
        var now = new Dictionary<int, bool>();
        // In the order of their numbers, so that parents come before their children.
        foreach (var process in Numbers().Order())
        {
            now[process] = before.TryGetValue(process, out bool member) ? member : IsMember(process, now);
        }
        known = remember ? now : known;
        return [.. now.Where(process => process.Value).Select(process => process.Key)];
    }

    /// <summary>Bytes that a process alone holds, in memory or moved out to the disk.</summary>
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

    /// <summary>The parent and the group of a process that is alive.</summary>
    private static (int Parent, int Group)? Status(int process)
    {
        // 1234 (name) S parent group …; a name may hold spaces and parentheses.
        var stat = Read(process, "stat") is { } bytes ? Encoding.UTF8.GetString(bytes) : "";
        var fields = stat[(stat.LastIndexOf(')') + 1)..].Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return fields.Length < 3 || fields[0] is "Z" or "X" ? null
            : (int.Parse(fields[1], CultureInfo.InvariantCulture), int.Parse(fields[2], CultureInfo.InvariantCulture));
    }

    /// <summary>A file of a process; null if it has ended, or belongs to somebody else.</summary>
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
