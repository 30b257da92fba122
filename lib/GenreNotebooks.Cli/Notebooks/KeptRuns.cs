using GenreNotebooks.Files;

namespace GenreNotebooks.Cli.Notebooks;

/// <summary>The runs without <c>--out</c>: a dated folder each, and <c>latest</c>, which leads to the one whose cells all ran most recently.</summary>
/// <param name="root">The folder of the runs.</param>
internal sealed class KeptRuns(string root)
{
    public string Root { get; } = root;

    private string Latest => Path.Combine(Root, LatestLink.Name);

    /// <summary>Creates the folder of a run.</summary>
    /// <exception cref="InputException">It cannot be created, or something else is called <c>latest</c>.</exception>
    public RunFolder Begin(RunDescription run)
    {
        AtomicFile.EnsureWritableFolder(Root, ShortPath.Of(Root));
        EnsureLatestReplaceable();
        using var naming = FileLock.Take(Path.Combine(Root, "new"));
        var folder = Enumerable.Range(1, int.MaxValue).Select(number => Path.Combine(Root, run.FolderName(number))).First(path => !Path.Exists(path));
        AtomicFile.EnsureWritableFolder(folder, ShortPath.Of(folder));
        return new KeptFolder(folder, FileLock.Take(Path.Combine(folder, KeptFolder.Lock)));
    }

    /// <summary>The folder of the newest run that may go on as this one and that no process is working on; null if there is none.</summary>
    public RunFolder? Unfinished(RunDescription run)
    {
        EnsureLatestReplaceable();
        var folders = Directory.Exists(Root) ? Directory.GetDirectories(Root) : [];
        foreach (var folder in folders.Where(IsUnfinished).OrderByDescending(folder => RunDescription.Read(folder)?.Begun))
        {
            var alone = FileLock.TryTake(Path.Combine(folder, KeptFolder.Lock));
            if (alone is not null && IsUnfinished(folder))
            {
                return new KeptFolder(folder, alone);
            }
            alone?.Dispose();
        }
        return null;

        bool IsUnfinished(string folder) => Path.GetFileName(folder) != LatestLink.Name && RunDescription.Read(folder)?.IsContinuedBy(run) == true;
    }

    private void EnsureLatestReplaceable()
    {
        if (new FileInfo(Latest).LinkTarget is not null)
        {
            return;
        }
        if (Directory.Exists(Latest))
        {
            AtomicFile.EnsureWritable(Path.Combine(Latest, SiteNavigation.Index), FileKind.Page);
        }
        else if (File.Exists(Latest))
        {
            throw new InputException($"{Latest}: found a file, expected none or the link to the latest run. It is left as it is: move it away, or give a folder with --out DIR.");
        }
    }

    /// <summary>A run's own folder: there are no earlier results to keep apart.</summary>
    private sealed class KeptFolder(string root, FileLock alone) : RunFolder(root, alone)
    {
        public const string Lock = LockName;

        private string? latest;

        public override string Place => latest is null ? base.Place : $"{base.Place}, also as {ShortPath.Of(latest)}";

        public override string Results => Root;

        public override void Complete(IReadOnlyList<string> files) => latest = LatestLink.Point(Root);
    }
}
