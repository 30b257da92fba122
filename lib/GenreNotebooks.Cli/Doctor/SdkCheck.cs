using System.Text.Json;

namespace GenreNotebooks.Cli.Doctor;

/// <summary>Is there an SDK that global.json accepts? Folders are looked at, for a wrong SDK refuses to start.</summary>
internal static class SdkCheck
{
    private const string Thing = ".NET SDK";
    private static readonly JsonDocumentOptions WithComments = new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true };

    public static IEnumerable<Finding> Examine(Machine machine)
    {
        if (Asked(Path.Combine(machine.Root, "global.json")) is not var (asked, policy))
        {
            return [Finding.Wrong(Thing, "global.json, which names the SDK, is missing or damaged", "git checkout global.json")];
        }
        var wish = $"global.json asks for {asked}, {policy}";
        var installed = Installed(machine.DotnetFolders);
        return installed.Where(version => Accepts(asked, policy, version)).Max() is { } best
            ? [Finding.Fine(Thing, $"{best} ({wish})")]
            : [Finding.Wrong(Thing, $"{wish}; found {(installed.Count == 0 ? "none" : string.Join(", ", installed))}", Install(asked))];
    }

    /// <summary>Whether a version may stand for the one asked for, by the roll-forward rules of global.json.</summary>
    internal static bool Accepts(Version asked, string policy, Version found) => found >= asked && policy switch
    {
        "disable" => found == asked,
        "patch" or "latestPatch" => Line(found) == Line(asked) && found.Build / 100 == asked.Build / 100,
        "feature" or "latestFeature" => Line(found) == Line(asked),
        "minor" or "latestMinor" => found.Major == asked.Major,
        _ => true,
    };

    private static (int, int) Line(Version version) => (version.Major, version.Minor);

    private static (Version Version, string Policy)? Asked(string file)
    {
        try
        {
            using var json = JsonDocument.Parse(File.ReadAllBytes(file), WithComments);
            var sdk = json.RootElement.GetProperty("sdk");
            var policy = sdk.TryGetProperty("rollForward", out var word) ? word.GetString()! : "latestPatch";
            return (Version.Parse(sdk.GetProperty("version").GetString()!), policy);
        }
        catch (Exception exception) when (exception is IOException or JsonException or KeyNotFoundException or InvalidOperationException or FormatException or ArgumentException)
        {
            return null;
        }
    }

    // Previews have a name of more than numbers and do not count.
    private static List<Version> Installed(IEnumerable<string> folders) =>
    [
        .. folders.Select(folder => Path.Combine(folder, "sdk")).Where(Directory.Exists).Take(1).SelectMany(Directory.EnumerateDirectories)
            .Select(folder => Version.TryParse(Path.GetFileName(folder), out var version) ? version : null).OfType<Version>().Order(),
    ];

    private static string Install(Version asked) => OperatingSystem.IsWindows()
        ? $"winget install Microsoft.DotNet.SDK.{asked.Major}"
        : $"curl -sSL https://dot.net/v1/dotnet-install.sh | bash -s -- --channel {asked.ToString(2)}";
}
