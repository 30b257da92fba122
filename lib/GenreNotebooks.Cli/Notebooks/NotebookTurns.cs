namespace GenreNotebooks.Cli.Notebooks;

/// <summary>
/// When each notebook of a run begins, up to a number at a time. One whose parameters cell has a line <c>// after 03-lyrics, 04-metadata</c>
/// begins when these have ended, failed or not; names that are not in the run do not matter. Side by side, those that others wait for
/// begin first, so that cores do not idle at the end. Otherwise the given order counts.
/// </summary>
internal sealed class NotebookTurns
{
    private const string After = "after";

    private readonly Lock gate = new();
    private readonly Dictionary<Notebook, List<Notebook>> before;
    private readonly Dictionary<Notebook, TaskCompletionSource> begins;
    private readonly List<Notebook> waiting;
    private readonly HashSet<Notebook> notEnded;
    private int free;

    /// <param name="notebooks">The notebooks of the run.</param>
    /// <param name="jobs">How many run at a time.</param>
    /// <exception cref="InputException">A line has another form, or notebooks wait for each other.</exception>
    public NotebookTurns(IReadOnlyList<Notebook> notebooks, int jobs)
    {
        before = notebooks.ToDictionary(notebook => notebook, notebook =>
        {
            var names = NamesBefore(notebook, notebooks).ToHashSet(StringComparer.OrdinalIgnoreCase);
            return notebooks.Where(other => names.Contains(other.Name)).ToList();
        });
        RequireFirst(notebooks);
        begins = notebooks.ToDictionary(notebook => notebook, _ => new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
        waiting = [.. notebooks.OrderByDescending(notebook => jobs > 1 && before.Values.Any(others => others.Contains(notebook)))];
        (notEnded, free) = ([.. notebooks], jobs);
        BeginNext();
    }

    /// <summary>Completes when a notebook may begin.</summary>
    public Task Of(Notebook notebook) => begins[notebook].Task;

    /// <summary>Lets others begin after a notebook that has ended.</summary>
    public void End(Notebook notebook)
    {
        lock (gate)
        {
            notEnded.Remove(notebook);
            free++;
            BeginNext();
        }
    }

    private void BeginNext()
    {
        while (free > 0 && waiting.Find(notebook => !before[notebook].Exists(notEnded.Contains)) is { } next)
        {
            free--;
            waiting.Remove(next);
            begins[next].SetResult();
        }
    }

    private static IEnumerable<string> NamesBefore(Notebook notebook, IReadOnlyList<Notebook> notebooks)
    {
        if (Parameters.CellOf(notebook) is not { } cell)
        {
            yield break;
        }
        foreach (var (index, line) in cell.Source.Split('\n').Index())
        {
            var words = line.TrimStart().StartsWith("//", StringComparison.Ordinal) ? line.Trim().TrimStart('/').TrimStart() : "";
            if (!words.Split([' ', '\t', ':'], 2)[0].Equals(After, StringComparison.OrdinalIgnoreCase))
            {
                continue;
            }
            foreach (var written in words[After.Length..].Split(',', StringSplitOptions.TrimEntries))
            {
                var name = Notebook.IsNotebook(written) ? Path.GetFileNameWithoutExtension(written) : written;
                yield return IsName(name, notebooks) ? name : throw new InputException(
                    $"{cell.PlaceIn(notebook.FileName)}({cell.FirstLine + index}): found '{line.Trim()}', expected names of notebooks with commas between them, such as '// after 03-lyrics, 04-metadata'.");
            }
        }
    }

    // Otherwise a sentence or a list of another form would let a notebook begin too early.
    private static bool IsName(string name, IReadOnlyList<Notebook> notebooks) =>
        notebooks.Any(other => other.Name.Equals(name, StringComparison.OrdinalIgnoreCase))
        || (name.Length > 0 && name.All(c => char.IsLetterOrDigit(c) || c is '-' or '_' or '.'));

    private void RequireFirst(IReadOnlyList<Notebook> notebooks)
    {
        var left = notebooks.ToList();
        while (left.Find(notebook => !before[notebook].Exists(left.Contains)) is { } first)
        {
            left.Remove(first);
        }
        if (left.Count > 0)
        {
            var waits = left.Select(notebook => $"{notebook.Name} after {string.Join(" and ", before[notebook].Where(left.Contains).Select(other => other.Name))}");
            throw new InputException($"The lines '// after' let none of these notebooks begin first: {string.Join(", ", waits)}. Take a name out of one of them.");
        }
    }
}
