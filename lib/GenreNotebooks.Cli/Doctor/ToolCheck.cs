using System.Globalization;
using System.Text.Json;

namespace GenreNotebooks.Cli.Doctor;

/// <summary>
/// Which of .NET Interactive's tools are there: the one on the path, the one that this repository names, the one that VS Code has installed for
/// itself? Only one built for our .NET loads the library.
/// </summary>
internal static class ToolCheck
{
    private const string Thing = "Engine", Package = "microsoft.dotnet-interactive", Program = "dotnet-interactive";
    private const string Name = ".NET Interactive (deprecated since April 2026)", Manifest = ".config/dotnet-tools.json", Proven = "1.0.712001";

    private static readonly int Ours = Environment.Version.Major;

    /// <summary>The folders in which editors keep the data of their extensions.</summary>
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
            return Finding.Fine(Thing, $"{Name}, {program}; which version, {Program} --version tells");
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
        : Finding.Optional(Thing, $"{Name} {version} for .NET {framework?.ToString(CultureInfo.InvariantCulture) ?? "?"}, {place}: cannot load the library, which needs one for .NET {Ours}", update);

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
