using System.Diagnostics;
using System.Text.Json;
using System.Text.RegularExpressions;
using GenreNotebooks.Tests.Packaging;
using Xunit;

namespace GenreNotebooks.NotebookTests;

/// <summary>The files that Binder reads: scripts that bash can read and Binder may run, which name only what exists.</summary>
public sealed partial class BinderTests
{
    private const string PostBuild = ".binder/postBuild", Start = ".binder/start";

    private static string Read(string file) => File.ReadAllText(Repository.File(file));

    private static JsonElement Json(string file)
    {
        using var json = JsonDocument.Parse(Read(file));
        return json.RootElement.Clone();
    }

    [Theory]
    [InlineData(PostBuild)]
    [InlineData(Start)]
    public void A_script_is_bash_and_may_be_run(string script)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "needs Linux, as Binder does");
        var start = new ProcessStartInfo("bash", ["-n", Repository.File(script)]) { RedirectStandardError = true };
        start.Environment["LC_ALL"] = "C"; // bash warns of a locale that is not installed
        using var bash = Process.Start(start)!;
        Assert.Equal("", bash.StandardError.ReadToEnd());
        Assert.True(OperatingSystem.IsLinux() && File.GetUnixFileMode(Repository.File(script)).HasFlag(UnixFileMode.UserExecute | UnixFileMode.OtherExecute));
    }

    [Fact]
    public void The_paths_in_the_script_exist()
    {
        var paths = PathInRepository().Matches(Read(PostBuild)).Select(path => path.Value).ToList();
        Assert.Equal(["lib/GenreNotebooks.Interactive", "docs/engines.md", "notebooks/ipynb/02-vectorization.ipynb"], paths);
        Assert.All(paths, path => Assert.True(Path.Exists(Repository.File(path)), path));
    }

    [Fact]
    public void It_installs_the_sdk_that_is_asked_for_where_the_start_finds_it()
    {
        var sdk = Version.Parse(Json("global.json").GetProperty("sdk").GetProperty("version").GetString()!);
        Assert.Contains($"--channel {sdk.ToString(2)} --install-dir \"$HOME/.dotnet\"", Read(PostBuild), StringComparison.Ordinal);
        Assert.Contains("export PATH=\"$HOME/.dotnet:$PATH\"\nexec \"$@\"\n", Read(Start), StringComparison.Ordinal);
    }

    [Fact]
    public void The_kernel_is_a_tool_of_the_repository()
    {
        Assert.Contains("dotnet tool restore\n", Read(PostBuild), StringComparison.Ordinal);
        Assert.Equal("dotnet-interactive", Json(".config/dotnet-tools.json").GetProperty("tools").GetProperty("microsoft.dotnet-interactive").GetProperty("commands")[0].GetString());
    }

    [Fact]
    public void The_packages_of_the_system_are_names_alone() =>
        Assert.All(Read(".binder/apt.txt").TrimEnd().Split('\n').Where(line => line[0] != '#'), name => Assert.Matches("^[a-z0-9][a-z0-9.+-]+$", name));

    [GeneratedRegex(@"\b(lib|docs|notebooks)/[\w./-]+\w")]
    private static partial Regex PathInRepository();
}
