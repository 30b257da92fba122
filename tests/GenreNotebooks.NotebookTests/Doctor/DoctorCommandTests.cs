using System.CommandLine;
using GenreNotebooks.Cli;
using GenreNotebooks.Cli.Commands;
using GenreNotebooks.Cli.Doctor;
using Xunit;

namespace GenreNotebooks.NotebookTests.Doctor;

public sealed class DoctorCommandTests : IDisposable
{
    private readonly SomeMachine some = new();

    public void Dispose() => some.Dispose();

    private static async Task<(int Exit, string[] Lines)> RunAsync(Func<Machine>? machine)
    {
        using StringWriter output = new(), error = new();
        var exit = await CommandLine.InvokeAsync(
            new RootCommand { DoctorCommand.Create(machine) }, ["doctor"], output, error, TestContext.Current.CancellationToken);
        Assert.Equal("", error.ToString());
        return (exit, output.ToString().ReplaceLineEndings("\n").TrimEnd().Split('\n'));
    }

    [Fact]
    public async Task Where_only_what_is_optional_is_missing_the_exit_code_is_0()
    {
        var (exit, lines) = await RunAsync(() => some.Machine);
        Assert.Equal(0, exit);
        Assert.Equal("[ok] .NET SDK       10.0.401 (global.json asks for 10.0.100, latestFeature)", lines[0]);
        Assert.Equal("     to fix:        dotnet run --project lib/GenreNotebooks.Cli -c Release -- data fetch", lines[4]);
        Assert.Equal("Everything needed is there.", lines[^1]);
    }

    [Fact]
    public async Task All_is_checked_whatever_is_wrong_and_the_exit_code_is_1()
    {
        File.Delete(some.Package);
        Directory.Delete(some.Path("dotnet"), recursive: true);
        var (exit, lines) = await RunAsync(() => some.Machine);
        Assert.Equal(1, exit);
        Assert.Equal(["[no] .NET SDK", "[no] Package"], lines.Where(line => line.StartsWith("[no]", StringComparison.Ordinal)).Select(line => line[..15].TrimEnd()));
        Assert.Contains(lines, line => line.StartsWith("[ok] Browser", StringComparison.Ordinal));
        Assert.Equal("2 of the above need fixing.", lines[^1]);
    }

    [Fact]
    public async Task Redirected_output_has_no_colours_and_each_finding_one_line()
    {
        var (_, lines) = await RunAsync(null);
        Assert.All(lines, line => Assert.DoesNotContain('\u001b', line));
        Assert.All(lines[..^1], line => Assert.Matches(@"^(\[(ok|--|no)\] \S|     to fix:   )", line));
    }
}
