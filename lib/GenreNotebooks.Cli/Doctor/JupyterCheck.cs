using System.Text.Json;
using System.Text.Json.Nodes;

namespace GenreNotebooks.Cli.Doctor;

/// <summary>Is .NET Interactive's kernel in Jupyter, and does Jupyter's stop button send it a message? Without one it sends a signal, at which the kernel ends.</summary>
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
