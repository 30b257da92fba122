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

    public static IEnumerable<Finding> Examine(Machine machine)
    {
        List<Finding> editors = [.. InEditors(machine).Concat(OnThePath(machine)).Select(engine => Finding.Fine(Thing, engine)), .. JupyterCheck.Examine(machine)];
        if (editors.Count == 0)
        {
            editors.Add(Finding.Optional(
                Thing, "no editor to step through cells found, neither Polyglot Notebooks nor Verso; 'run' needs none", "code --install-extension Datafication.verso-notebook"));
        }
        return editors.Concat(ToolCheck.Examine(machine));
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
        (machine.Program("verso") ?? Machine.ProgramIn([Path.Combine(machine.Home, ".dotnet", "tools")], "verso")) is { } verso ? [$"Verso, {verso}"] : [];
}
