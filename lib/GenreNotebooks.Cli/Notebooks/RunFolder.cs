using GenreNotebooks.Files;

namespace GenreNotebooks.Cli.Notebooks;

/// <summary>The folder of a run, which no other run uses meanwhile.</summary>
/// <param name="root">The folder. Lock and checkpoints are in it.</param>
/// <param name="alone">The lock.</param>
internal abstract class RunFolder(string root, FileLock alone) : IDisposable
{
    /// <summary>The name of the lock in the folder.</summary>
    protected const string LockName = "run";

    public string Root { get; } = root;

    /// <summary>Where complete results are, for messages.</summary>
    public virtual string Place => ShortPath.Of(Root);

    /// <summary>Where results are written. Those of a run that fails stay there.</summary>
    public abstract string Results { get; }

    /// <summary>Keeps the results of a run whose cells all ran.</summary>
    /// <param name="files">The results, relative to <see cref="Results"/>.</param>
    public abstract void Complete(IReadOnlyList<string> files);

    public void Dispose() => alone.Dispose();
}

/// <summary>
/// The folder of <c>--out</c>. Results are written into the folder <c>unfinished</c> in it and take their places when every cell has run: a run that fails,
/// is killed or finds the disk full replaces nothing.
/// </summary>
internal sealed class GivenFolder : RunFolder
{
    private const string UnfinishedName = "unfinished";

    private GivenFolder(string root, FileLock alone) : base(root, alone) => Results = Path.Combine(root, UnfinishedName);

    public override string Results { get; }

    /// <summary>Waits until no other run uses the folder.</summary>
    public static GivenFolder Take(string root, Action<string> onWait, CancellationToken cancellation) =>
        new(root, FileLock.Take(Path.Combine(root, LockName), onWait, cancellation));

    public override void Complete(IReadOnlyList<string> files)
    {
        var moves = files.Select(file => (From: Path.Combine(Results, file), To: Path.Combine(Root, file))).ToList();
        moves.ForEach(move => RunFileKinds.EnsureReplaceable(move.To));
        foreach (var (from, to) in moves)
        {
            try
            {
                File.Move(from, to, overwrite: true);
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                throw new InputException($"{to}: cannot be written ({exception.Message})", exception);
            }
        }
        RunFileKinds.Delete(Results);
    }
}

/// <summary>The files of a run, known by their names and contents.</summary>
internal static class RunFileKinds
{
    public const string FigureFolder = "figures";

    private static readonly string[] Extensions = [".html", ".js", ".json", Notebook.JupyterExtension];

    /// <summary>Checks that a file of the run may take a place, and creates its folder. An executed notebook is known by its page, which is written before it, or by its checkpoint.</summary>
    /// <exception cref="InputException">A file of another kind is there, or files cannot be written there.</exception>
    public static void EnsureReplaceable(string path)
    {
        var page = Path.ChangeExtension(path, ".html");
        AtomicFile.EnsureWritable(KindOf(path) is null ? page : path, KindOf(path) ?? FileKind.Page);
        if (KindOf(path) is null && !IsExecuted(path))
        {
            throw new InputException($"{path}: found a notebook that 'run' did not write, as there is no page of it. It is left as it is: move it away, or give another folder with --out DIR.");
        }
    }

    /// <summary>Deletes the files of runs in a folder, and the folder if nothing else is in it.</summary>
    public static void Delete(string folder)
    {
        foreach (var place in new[] { Path.Combine(folder, FigureFolder), folder }.Where(Directory.Exists))
        {
            // Notebooks before the pages by which they are known.
            foreach (var file in Directory.GetFiles(place).OrderByDescending(file => KindOf(file) is null).Where(IsOfRun))
            {
                File.Delete(file);
            }
            if (!Directory.EnumerateFileSystemEntries(place).Any())
            {
                Directory.Delete(place);
            }
        }
    }

    /// <summary>The kind of a file by its name; null for an executed notebook.</summary>
    public static FileKind? KindOf(string path) => Path.GetExtension(path) switch
    {
        ".html" => FileKind.Page,
        ".js" => FileKind.Script,
        Notebook.JupyterExtension => null,
        _ when Path.GetFileName(path) == RunDescription.FileName => FileKind.NotebookRun,
        _ => FileKind.Chart("json"),
    };

    private static bool IsOfRun(string path) => Extensions.Contains(Path.GetExtension(path)) && (KindOf(path)?.MayReplace(path) ?? IsExecuted(path));

    private static bool IsExecuted(string notebook) => Path.GetExtension(notebook) == Notebook.JupyterExtension
        && (!File.Exists(notebook) || File.Exists(Path.ChangeExtension(notebook, ".html")) || File.Exists(NotebookCheckpoints.PathOf(notebook)));
}
