using System.Text.Json;
using GenreNotebooks.Cli.Doctor;
using GenreNotebooks.Tests.Packaging;
using Xunit;

namespace GenreNotebooks.NotebookTests.Doctor;

public sealed class EnginesCheckTests : IDisposable
{
    private const string Kernel = "home/.local/share/jupyter/kernels/.net-csharp/kernel.json";
    private const string Ready = """{ "argv": ["dotnet", "interactive"], "interrupt_mode": "message" }""";
    private const string Tool = ".NET Interactive (deprecated since April 2026)";

    private readonly SomeMachine some = new();

    // After the line that says where the notebooks were run.
    private List<Finding> Findings => [.. EnginesCheck.Examine(some.Machine).Skip(1)];

    public void Dispose() => some.Dispose();

    private Finding Last() => Findings[^1];

    private string WriteManifest(string folder, string version) =>
        some.Write($"{folder}/.config/dotnet-tools.json", $$"""{ "tools": { "microsoft.dotnet-interactive": { "version": "{{version}}" } } }""");

    // As dotnet unpacks the tool, in a folder of programs and in NuGet's cache.
    private void WriteStored(string folder, string version, string framework) => WritePackage($"{folder}/.store/microsoft.dotnet-interactive/{version}", version, framework);

    private void WritePackage(string folder, string version, string framework) =>
        some.Write($"{folder}/microsoft.dotnet-interactive/{version}/tools/{framework}/any/Microsoft.DotNet.Interactive.App.dll", "");

    [Fact]
    public void Engines_are_found_in_editors_in_Jupyter_and_on_the_path()
    {
        some.Write("home/.vscode-server/extensions/Datafication.verso-notebook-1.0.40/package.json", "{}");
        some.Write("bin/dotnet-interactive", "");
        some.Write("home/.dotnet/tools/verso", "");
        some.Write(Kernel, Ready);
        Assert.All(Findings, finding => Assert.Equal(Mark.Fine, finding.Mark));
        Assert.Equal(
            [
                "Polyglot Notebooks (deprecated since March 2026) 1.0.6 in VS Code (.vscode)",
                "Verso 1.0.40 in VS Code (.vscode-server)",
                $"Verso, {some.Path("home/.dotnet/tools/verso")}",
                $"Jupyter kernel .NET (C#), {some.Path(Kernel)}",
                $"{Tool}, {some.Path("bin/dotnet-interactive")}; dotnet-interactive --version prints the version",
            ], Findings.Select(finding => finding.Found));
    }

    [Fact]
    public void Doctor_and_documents_say_in_which_version_of_the_tool_the_notebooks_were_run_and_where_they_were_not()
    {
        using var tools = JsonDocument.Parse(File.ReadAllBytes(Repository.File(".config/dotnet-tools.json")));
        var tool = tools.RootElement.GetProperty("tools").GetProperty("microsoft.dotnet-interactive").GetProperty("version").GetString()!;
        string[] texts = [EnginesCheck.Examine(some.Machine).First().Found, File.ReadAllText(Repository.File("README.md")), File.ReadAllText(Repository.File("docs/engines.md"))];
        string[] words = [FeedCheck.Version, tool, "Jupyter", "dotnet-repl", "Debian 12", "VS Code itself", "Windows", "macOS"];
        Assert.All(texts, text => Assert.All(words, word => Assert.Contains(word, text, StringComparison.Ordinal)));
    }

    [Fact]
    public void No_engine_is_no_failure()
    {
        Directory.Delete(some.Path("home"), recursive: true);
        var finding = Assert.Single(Findings);
        Assert.Equal((Mark.Optional, "code --install-extension Datafication.verso-notebook"), (finding.Mark, finding.Fix));
        Assert.Contains("neither Polyglot Notebooks nor Verso", finding.Found, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("home/.dotnet/tools", "--global")]
    [InlineData("bin", "--tool-path")]
    public void A_tool_is_named_with_its_version_and_an_older_one_with_the_command_that_replaces_it(string folder, string place)
    {
        var program = some.Write($"{folder}/dotnet-interactive", "");
        WriteStored(folder, "1.0.632301", "net9.0");
        Assert.Equal(
            (Mark.Optional, $"{Tool} 1.0.632301 for .NET 9, {program}: cannot load the library, which needs a tool for .NET 10"), (Last().Mark, Last().Found));
        Assert.StartsWith($"dotnet tool update {place}", Last().Fix);
        Assert.EndsWith(" microsoft.dotnet-interactive --version 1.0.712001", Last().Fix);
        WriteStored(folder, "1.0.712001", "net10.0");
        Assert.Equal(Finding.Fine("Engine", $"{Tool} 1.0.712001 for .NET 10, {program}"), Last());
    }

    [Fact]
    public void The_tool_of_the_repository_is_restored_or_not()
    {
        WriteManifest(".", "1.0.712001");
        Assert.Equal(Finding.Optional("Engine", $"{Tool} 1.0.712001, named by .config/dotnet-tools.json: not restored", "dotnet tool restore"), Last());
        WritePackage("home/.nuget/packages", "1.0.712001", "net10.0");
        Assert.Equal(Finding.Fine("Engine", $"{Tool} 1.0.712001 for .NET 10, named by .config/dotnet-tools.json"), Last());
    }

    [Theory]
    [InlineData("home/.config/Code/User")]
    [InlineData("home/.vscode-server/data/User")]
    [InlineData("home/Library/Application Support/Code/User")]
    public void The_tool_that_VS_Code_installed_for_itself_is_found_and_may_be_too_old(string data)
    {
        var manifest = WriteManifest($"{data}/globalStorage/ms-dotnettools.dotnet-interactive-vscode", "1.0.607001");
        WritePackage("home/.nuget/packages", "1.0.607001", "net9.0");
        Assert.Equal(
            Finding.Optional(
                "Engine", $"{Tool} 1.0.607001 for .NET 9, VS Code's own, {manifest}: cannot load the library, which needs a tool for .NET 10",
                "in VS Code's settings, \"dotnet-interactive.requiredInteractiveToolVersion\": \"1.0.712001\""), Last());
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("""{ "tools": { "microsoft.dotnet-interactive": 1 } }""")]
    [InlineData("half a { file")]
    public void A_manifest_that_names_no_tool_counts_as_none(string text)
    {
        some.Write(".config/dotnet-tools.json", text);
        Assert.Single(Findings);
    }

    [Theory]
    [InlineData("{}", "interrupt_mode is missing, expected \"message\"", "after the first { of that file")]
    [InlineData("""{ "interrupt_mode": "signal" }""", "interrupt_mode is \"signal\", expected \"message\"", "there")]
    [InlineData("{ half", "not a JSON object", "dotnet interactive jupyter install")]
    public void A_kernel_that_Jupyter_would_end_by_a_signal_is_named_with_the_way_out(string text, string found, string mend)
    {
        var file = some.Write(Kernel, text);
        Assert.Equal(Mark.Optional, Last().Mark);
        Assert.Contains($"{file}: {found}", Last().Found, StringComparison.Ordinal);
        Assert.EndsWith(mend, Last().Fix);
    }
}
