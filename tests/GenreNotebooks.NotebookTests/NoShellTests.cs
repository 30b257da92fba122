using System.Text.RegularExpressions;
using GenreNotebooks.Tests.Packaging;
using Xunit;

namespace GenreNotebooks.NotebookTests;

/// <summary>No text from a file becomes a command: programs are started by name, with a list of arguments.</summary>
public sealed partial class NoShellTests
{
    [Fact]
    public void No_shell_is_started() => Assert.All(
        Directory.EnumerateFiles(Repository.File("lib"), "*.cs", SearchOption.AllDirectories), source => Assert.DoesNotMatch(Shell(), File.ReadAllText(source)));

    [Theory]
    [InlineData("start.UseShellExecute = true;")]
    [InlineData("Process.Start(\"/bin/sh\", [\"-c\", text])")]
    [InlineData("new ProcessStartInfo(\"cmd.exe\")")]
    [InlineData("Process.Start(\"bash\", \"-c \" + text)")]
    [InlineData("start.Arguments = text;")]
    [InlineData("new ProcessStartInfo { Arguments = text }")]
    [InlineData("new ProcessStartInfo(\"git\", $\"log {text}\")")]
    public void A_shell_would_be_found(string code) => Assert.Matches(Shell(), code);

    [GeneratedRegex(@"UseShellExecute\s*=\s*true|\bArguments\s*=[^=>]|/bin/|""(cmd|powershell|pwsh|sh|bash|zsh)(\.exe)?""|ProcessStartInfo\(\s*""[^""]*"",\s*[$@]*""|system\(""")]
    private static partial Regex Shell();
}
