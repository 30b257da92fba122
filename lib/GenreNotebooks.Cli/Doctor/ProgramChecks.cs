using System.Text.Json;
using GenreNotebooks.Native;
using TorchSharp;

namespace GenreNotebooks.Cli.Doctor;

/// <summary>Is there an SDK that global.json accepts? The check reads folders, because dotnet does not start with a wrong SDK.</summary>
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

    /// <summary>Whether a version satisfies the one that global.json names, by its roll-forward rules.</summary>
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

    // Previews, whose names have more than numbers, do not count.
    private static List<Version> Installed(IEnumerable<string> folders) =>
    [
        .. folders.Select(folder => Path.Combine(folder, "sdk")).Where(Directory.Exists).Take(1).SelectMany(Directory.EnumerateDirectories)
            .Select(folder => Version.TryParse(Path.GetFileName(folder), out var version) ? version : null).OfType<Version>().Order(),
    ];

    private static string Install(Version asked) => OperatingSystem.IsWindows()
        ? $"winget install Microsoft.DotNet.SDK.{asked.Major}"
        : $"curl -sSL https://dot.net/v1/dotnet-install.sh | bash -s -- --channel {asked.ToString(2)}";
}

/// <summary>Does LibTorch load in this process and compute a sum?</summary>
internal static class LibTorchCheck
{
    private const string Thing = "LibTorch";

    public static IEnumerable<Finding> Examine(Machine machine)
    {
        yield return Load(machine) is { } failure
            ? Finding.Wrong(Thing, failure, "dotnet build lib/GenreNotebooks.Cli -c Release --force (and see docs/engines.md, When TorchSharp does not load)")
            : Finding.Fine(Thing, $"{torch.NormalizeNuGetVersion(torch.__version__)} loads, TorchSharp {LibTorch.TorchSharpVersion}, "
                + $"{torch.get_num_threads()} of {Environment.ProcessorCount} processors used");
    }

    private static string? Load(Machine machine)
    {
        try
        {
            machine.LoadTorch();
            using var ones = torch.ones(3);
            using var sum = ones.sum();
            return sum.item<float>() == 3 ? null : "loads, but counts 1 + 1 + 1 wrong";
        }
        catch (InputException exception)
        {
            return exception.Message;
        }
    }
}

/// <summary>Is there a browser to draw charts as images?</summary>
internal static class BrowserCheck
{
    private const string Thing = "Browser";

    public static IEnumerable<Finding> Examine(Machine machine)
    {
        yield return Find(machine);
    }

    private static Finding Find(Machine machine)
    {
        try
        {
            return Finding.Fine(Thing, $"{machine.FindBrowser()}, for charts as .svg, .png and .pdf");
        }
        catch (InputException exception)
        {
            return Finding.Optional(Thing, exception.Message, Install);
        }
    }

    private static string Install => OperatingSystem.IsWindows() ? "winget install Google.Chrome"
        : OperatingSystem.IsMacOS() ? "brew install --cask google-chrome"
        : "sudo apt-get install chromium";
}
