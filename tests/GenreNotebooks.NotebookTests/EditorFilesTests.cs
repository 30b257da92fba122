using System.Diagnostics;
using System.Text.Json;
using GenreNotebooks.Cli;
using GenreNotebooks.Tests.Packaging;
using Xunit;

namespace GenreNotebooks.NotebookTests;

/// <summary>The files of VS Code are JSON with comments and name only existing things.</summary>
public class EditorFilesTests
{
    private const string Cli = "lib/GenreNotebooks.Cli";
    private static readonly JsonDocumentOptions WithComments = new() { CommentHandling = JsonCommentHandling.Skip };

    // Command and arguments of each task, by its label.
    public static TheoryData<string, string[]> Tasks { get; } = new(Read(".vscode/tasks.json").GetProperty("tasks").EnumerateArray().Select(task =>
        (task.GetProperty("label").GetString()!, (string[])[task.GetProperty("command").GetString()!, .. Strings(task.GetProperty("args"))])));

    private static JsonElement Read(string file)
    {
        using var json = JsonDocument.Parse(File.ReadAllBytes(Repository.File(file)), WithComments);
        return json.RootElement.Clone();
    }

    private static IEnumerable<string> Strings(JsonElement array) => array.EnumerateArray().Select(item => item.GetString()!);

    [Fact]
    public void There_are_tasks_to_build_test_run_render_and_check() => Assert.Equal(
        ["build", "test", "run all notebooks", "render the notebooks", "doctor: check this machine"], Tasks.Select(task => task.Data.Item1));

    [Theory]
    [MemberData(nameof(Tasks))]
    public void A_task_calls_a_verb_of_dotnet_or_a_verb_with_options_that_the_command_line_has(string label, string[] command)
    {
        Assert.Equal("dotnet", command[0]);
        if (command[1] != "run")
        {
            Assert.Contains(string.Join(' ', command[1..]), (string[])["build", "test"]);
            return;
        }
        Assert.Equal(["run", "--project", Cli, "-c", "Release", "--"], command[1..7]);
        Assert.True(File.Exists(Repository.File($"{Cli}/GenreNotebooks.Cli.csproj")), label);
        // The help of a verb names all its options; an unknown verb has none.
        Assert.All(command[8..], option => Assert.Contains(option, Help(command[7])));
    }

    [Fact]
    public void The_recommended_extensions_are_those_of_the_container()
    {
        var recommended = Strings(Read(".vscode/extensions.json").GetProperty("recommendations")).ToList();
        var editor = Read(".devcontainer/devcontainer.json").GetProperty("customizations").GetProperty("vscode");
        Assert.Equal(recommended, Strings(editor.GetProperty("extensions")));
        Assert.Contains("ms-dotnettools.dotnet-interactive-vscode", recommended);
    }

    [Fact]
    public void Polyglot_Notebooks_opens_the_notebooks_here_and_in_the_container()
    {
        var container = Read(".devcontainer/devcontainer.json").GetProperty("customizations").GetProperty("vscode").GetProperty("settings");
        // The type of notebook that the extension declares.
        Assert.All([Read(".vscode/settings.json"), container], settings =>
            Assert.Equal("polyglot-notebook", settings.GetProperty("workbench.editorAssociations").GetProperty("*.dib").GetString()));
    }

    [Fact]
    public void The_container_has_the_sdk_that_is_asked_for_and_builds_once()
    {
        var container = Read(".devcontainer/devcontainer.json");
        var dockerfile = File.ReadAllText(Repository.File($".devcontainer/{container.GetProperty("build").GetProperty("dockerfile").GetString()}"));
        var sdk = Version.Parse(Read("global.json").GetProperty("sdk").GetProperty("version").GetString()!);
        Assert.Matches($@"(?m)^FROM mcr\.microsoft\.com/devcontainers/dotnet:\d+-{sdk.ToString(2)}-\w+$", dockerfile);
        Assert.Equal("dotnet build", container.GetProperty("postCreateCommand").GetString());
    }

    private static string Help(string verb)
    {
        using var process = Process.Start(CommandLine.StartInfo(verb, "--help"))!;
        var help = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.Equal(0, process.ExitCode);
        Assert.Contains($"{Path.GetFileName(Cli)} {verb}", help);
        return help;
    }
}
