namespace GenreNotebooks.Cli.Doctor;

/// <summary>In which editors can cells be stepped through? Only files are looked at; see docs/engines.md.</summary>
internal static class EnginesCheck
{
    private const string Thing = "Engine";

    // VS Code on this machine, as a remote's server, its preview, and its free builds.
    private static readonly string[] Editors = [".vscode", ".vscode-server", ".vscode-remote", ".vscode-insiders", ".vscode-oss"];

    private static readonly (string Id, string Name)[] Extensions =
    [
        ("ms-dotnettools.dotnet-interactive-vscode", "Polyglot Notebooks (deprecated since March 2026)"), ("datafication.verso-notebook", "Verso"),
    ];

    private static readonly (string Program, string Name)[] Tools = [("dotnet-interactive", ".NET Interactive (deprecated since April 2026)"), ("verso", "Verso")];

    public static IEnumerable<Finding> Examine(Machine machine)
    {
        var found = InEditors(machine).Concat(OnThePath(machine)).Concat(InJupyter(machine)).Select(engine => Finding.Fine(Thing, engine)).ToList();
        return found.Count > 0 ? found
            : [Finding.Optional(Thing, "no editor to step through cells found, neither Polyglot Notebooks nor Verso; 'run' needs none", "code --install-extension Datafication.verso-notebook")];
    }

    private static IEnumerable<string> InEditors(Machine machine) =>
        from editor in Editors
        let folder = Path.Combine(machine.Home, editor, "extensions")
        where Directory.Exists(folder)
        from installed in Directory.EnumerateDirectories(folder).Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal)
        from extension in Extensions
        where installed.StartsWith(extension.Id + "-", StringComparison.OrdinalIgnoreCase)
        select $"{extension.Name} {installed[(extension.Id.Length + 1)..]} in VS Code ({editor})";

    private static IEnumerable<string> OnThePath(Machine machine) =>
        from tool in Tools
        let path = machine.Program(tool.Program) ?? Existing(Path.Combine(machine.Home, ".dotnet", "tools", tool.Program))
        where path is not null
        select $"{tool.Name}, {path}";

    private static IEnumerable<string> InJupyter(Machine machine) => JupyterFolders(machine)
        .Select(folder => Existing(Path.Combine(folder, "kernels", ".net-csharp", "kernel.json"))).OfType<string>()
        .Select(path => $"Jupyter kernel .NET (C#), {path}");

    private static IEnumerable<string> JupyterFolders(Machine machine) =>
    [
        .. (machine.Variable("JUPYTER_PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries),
        Path.Combine(machine.Home, ".local", "share", "jupyter"),
        Path.Combine(machine.Home, "Library", "Jupyter"),
        Path.Combine(machine.Home, "AppData", "Roaming", "jupyter"),
    ];

    private static string? Existing(string path) => File.Exists(path) ? path : File.Exists(path + ".exe") ? path + ".exe" : null;
}
