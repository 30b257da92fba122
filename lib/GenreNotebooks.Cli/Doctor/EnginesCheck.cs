using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace GenreNotebooks.Cli.Doctor;

/// <summary>Which editors can run cells one by one, and where were the notebooks run? The check reads files only; see docs/engines.md.</summary>
internal static class EnginesCheck
{
    private const string Thing = "Engine";

    private static readonly string RunIn =
        $"the notebooks of {FeedCheck.Version} were run in .NET Interactive {ToolCheck.Proven}, Jupyter and dotnet-repl on Debian 12; not in VS Code itself, on Windows or on macOS";

    // VS Code on this machine, as a server for remote work, its preview, and its free builds.
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
                Thing, "no editor that runs cells one by one found, neither Polyglot Notebooks nor Verso; 'run' needs none", "code --install-extension Datafication.verso-notebook"));
        }
        return editors.Prepend(Finding.Fine(Thing, RunIn)).Concat(ToolCheck.Examine(machine));
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

/// <summary>Is .NET Interactive's kernel in Jupyter, and does Jupyter's stop button send it a message? Otherwise it sends a signal, which ends the kernel.</summary>
internal static class JupyterCheck
{
    private const string Thing = "Engine", Mode = "interrupt_mode", Expected = "message";

    public static IEnumerable<Finding> Examine(Machine machine) =>
        Folders(machine).Select(folder => Path.Combine(folder, "kernels", ".net-csharp", "kernel.json")).Where(File.Exists).Select(Look);

    private static Finding Look(string file)
    {
        var kernel = $"Jupyter kernel .NET (C#), {file}";
        if (Read(file) is not { } json)
        {
            return Finding.Optional(Thing, $"{kernel}: not a JSON object", "dotnet interactive jupyter install");
        }
        var found = json[Mode]?.ToJsonString();
        return found == $"\"{Expected}\""
            ? Finding.Fine(Thing, kernel)
            : Finding.Optional(
                Thing, $"{kernel}: {Mode} is {found ?? "missing"}, expected \"{Expected}\"; without it, stopping a cell ends the kernel and all its variables are lost",
                $"write  \"{Mode}\": \"{Expected}\",  {(found is null ? "after the first { of that file" : "there")}");
    }

    private static JsonObject? Read(string file)
    {
        try
        {
            return JsonNode.Parse(File.ReadAllBytes(file)) as JsonObject;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or JsonException)
        {
            return null;
        }
    }

    private static IEnumerable<string> Folders(Machine machine) =>
    [
        .. (machine.Variable("JUPYTER_PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries),
        .. machine.Variable("JUPYTER_DATA_DIR") is { Length: > 0 } named ? (string[])[named] : [],
        Path.Combine(machine.Home, ".local", "share", "jupyter"),
        Path.Combine(machine.Home, "Library", "Jupyter"),
        Path.Combine(machine.Home, "AppData", "Roaming", "jupyter"),
    ];
}

/// <summary>
/// Which of .NET Interactive's tools are installed: on the path, named by this repository, by VS Code for itself? Only a tool built for our
/// version of .NET loads the library.
/// </summary>
internal static class ToolCheck
{
    private const string Thing = "Engine", Package = "microsoft.dotnet-interactive", Program = "dotnet-interactive";
    private const string Name = ".NET Interactive (deprecated since April 2026)", Manifest = ".config/dotnet-tools.json";

    /// <summary>The version that the tests run.</summary>
    public const string Proven = "1.0.712001";

    private static readonly int Ours = Environment.Version.Major;

    /// <summary>The folders where editors keep the data of their extensions.</summary>
    private static readonly string[] Editors =
    [
        .. from folder in new[] { ".config", "Library/Application Support", "AppData/Roaming" }
           from editor in new[] { "Code", "Code - Insiders", "VSCodium" }
           select $"{folder}/{editor}/User",
        ".vscode-server/data/User", ".vscode-remote/data/User",
    ];

    public static IEnumerable<Finding> Examine(Machine machine)
    {
        var named = VersionIn(Path.Combine(machine.Root, Manifest));
        if (OnThePath(machine, named ?? Proven) is { } found)
        {
            yield return found;
        }
        if (named is not null)
        {
            yield return Local(machine, named, $"named by {Manifest}", "dotnet tool restore", $"dotnet tool update --local {Package}");
        }
        foreach (var folder in Editors.Select(editor => Path.Combine(machine.Home, editor, "globalStorage", "ms-dotnettools.dotnet-interactive-vscode")))
        {
            var manifest = Path.Combine(folder, Manifest);
            if (VersionIn(manifest) is { } own)
            {
                yield return Local(machine, own, $"VS Code's own, {manifest}", $"dotnet tool restore --tool-manifest \"{manifest}\"",
                    $"in VS Code's settings, \"dotnet-interactive.requiredInteractiveToolVersion\": \"{named ?? Proven}\"");
            }
        }
    }

    private static Finding? OnThePath(Machine machine, string version)
    {
        var home = Path.Combine(machine.Home, ".dotnet", "tools");
        if ((machine.Program(Program) ?? Machine.ProgramIn([home], Program)) is not { } program)
        {
            return null;
        }
        var folder = Path.GetDirectoryName(program)!;
        var store = Path.Combine(folder, ".store", Package);
        if (!Directory.Exists(store) || Directory.EnumerateDirectories(store).Select(Path.GetFileName).Max(StringComparer.Ordinal) is not { } installed)
        {
            return Finding.Fine(Thing, $"{Name}, {program}; {Program} --version prints the version");
        }
        var place = folder == home ? "--global" : $"--tool-path \"{folder}\"";
        return Of(Path.Combine(store, installed, Package, installed), installed, program, $"dotnet tool update {place} {Package} --version {version}");
    }

    private static Finding Local(Machine machine, string version, string place, string restore, string update)
    {
        var package = Path.Combine(machine.PackageCache, Package, version);
        return Directory.Exists(package) ? Of(package, version, place, update) : Finding.Optional(Thing, $"{Name} {version}, {place}: not restored", restore);
    }

    private static Finding Of(string package, string version, string place, string update) => BuiltFor(package) is var framework && framework == Ours
        ? Finding.Fine(Thing, $"{Name} {version} for .NET {framework}, {place}")
        : Finding.Optional(Thing, $"{Name} {version} for .NET {framework?.ToString(CultureInfo.InvariantCulture) ?? "?"}, {place}: cannot load the library, which needs a tool for .NET {Ours}", update);

    /// <summary>From <c>tools/net10.0</c> of the unpacked package; null where there is no such folder.</summary>
    private static int? BuiltFor(string package)
    {
        var tools = Path.Combine(package, "tools");
        return (Directory.Exists(tools) ? Directory.EnumerateDirectories(tools, "net*") : [])
            .Select(folder => Version.TryParse(Path.GetFileName(folder)[3..], out var version) ? version.Major : (int?)null).Max();
    }

    /// <summary>The version of the tool that a manifest names; null if it names none.</summary>
    private static string? VersionIn(string manifest)
    {
        try
        {
            using var json = JsonDocument.Parse(File.ReadAllBytes(manifest));
            return json.RootElement.GetProperty("tools").EnumerateObject()
                .Where(tool => tool.Name.Equals(Package, StringComparison.OrdinalIgnoreCase)).Select(tool => tool.Value.GetProperty("version").GetString()).FirstOrDefault();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or JsonException or KeyNotFoundException or InvalidOperationException)
        {
            return null;
        }
    }
}
