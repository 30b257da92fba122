using System.Globalization;
using System.Text.RegularExpressions;
using GenreNotebooks.NotebookTests.Engines;
using GenreNotebooks.Tests.Packaging;
using Xunit;

namespace GenreNotebooks.NotebookTests.OwnProject;

/// <summary>
/// Does what docs/your-own-project.md says, with an empty package cache. What nuget.org would serve comes from the packages of this machine.
/// </summary>
[Trait("Suite", "Long")]
public sealed partial class PageTests : IDisposable
{
    private static readonly string Page = File.ReadAllText(Repository.File("docs/your-own-project.md")).ReplaceLineEndings("\n");

    private readonly EngineHome home = new();
    private string folder;
    private string printed = "";

    public PageTests() => folder = Directory.CreateDirectory(home.File("elsewhere")).FullName;

    public void Dispose() => home.Dispose();

    [Fact(Explicit = true)]
    public async Task Its_files_and_commands_train_a_network_and_print_what_it_shows()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "NuGet's settings are elsewhere on Windows.");
        await WriteAsync(home.File("user/.nuget/NuGet/NuGet.Config"), $"""
            <configuration><packageSources><add key="machine" value="{home.Packages}" /></packageSources></configuration>
            """);
        var shown = 0;
        foreach (Match block in Block().Matches(Page))
        {
            var text = block.Groups["text"].Value;
            switch (block.Groups["language"].Value)
            {
                case "text":
                    AssertAlike(text, printed);
                    shown++;
                    break;
                case "":
                    await RunAsync(text);
                    break;
                default:
                    await WriteAsync(Path.Combine(folder, block.Groups["file"].Value), text.Replace("/path/to/GenreNotebooks", Repository.File("."), StringComparison.Ordinal));
                    break;
            }
        }
        Assert.Equal(1, shown);
        AssertSizes();
    }

    private async Task RunAsync(string commands)
    {
        foreach (var words in commands.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split(' ')))
        {
            switch (words[0])
            {
                case "mkdir":
                    Directory.CreateDirectory(Path.Combine(folder, words[1]));
                    break;
                case "cd":
                    folder = Path.Combine(folder, words[1]);
                    break;
                default:
                    var start = home.Command(words[0], words[1..]);
                    start.WorkingDirectory = folder;
                    (start.Environment["HOME"], start.Environment["NUGET_PACKAGES"]) = (home.File("user"), home.File("empty"));
                    start.Environment["MSBUILDDISABLENODEREUSE"] = "1";
                    start.Environment["UseSharedCompilation"] = "false";
                    var run = await FinishedProcess.RunAsync(start);
                    Assert.True(run.Exit == 0, $"{string.Join(' ', words)}\n{run.Log}");
                    printed = run.Log;
                    break;
            }
        }
    }

    // Processors differ in the last bits, so a few songs may be predicted otherwise.
    private static void AssertAlike(string expected, string actual)
    {
        Assert.Equal(Number().Replace(expected, "#").Split(' ', StringSplitOptions.RemoveEmptyEntries), Number().Replace(actual, "#").Split(' ', StringSplitOptions.RemoveEmptyEntries));
        Assert.All(Numbers(expected).Zip(Numbers(actual)), pair => Assert.Equal(pair.First, pair.Second, pair.First < 1 ? 0.02 : 5));
    }

    // The figures are those of Linux.
    private void AssertSizes()
    {
        if (OperatingSystem.IsLinux())
        {
            var figures = Numbers(Sizes().Match(Page).Value);
            var files = Directory.GetFiles(home.File("empty"), "*", SearchOption.AllDirectories);
            Assert.Equal(figures[0], files.Where(file => file.EndsWith(".nupkg", StringComparison.Ordinal)).Sum(file => new FileInfo(file).Length) / 1e6, 5.0);
            Assert.Equal(figures[1], files.Sum(file => new FileInfo(file).Length) / 1e6, 10.0);
        }
    }

    private static Task WriteAsync(string path, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        return File.WriteAllTextAsync(path, text);
    }

    private static double[] Numbers(string text) => [.. Number().Matches(text).Select(number => double.Parse(number.Value, CultureInfo.InvariantCulture))];

    [GeneratedRegex(@"(?s)(`(?<file>[\w.]+)`:\n\n)?^```(?<language>\w*)\n(?<text>.*?)^```\n", RegexOptions.Multiline)]
    private static partial Regex Block();

    [GeneratedRegex(@"\d+(\.\d+)?")]
    private static partial Regex Number();

    [GeneratedRegex(@"downloads \d+ MB and keeps \d+ MB")]
    private static partial Regex Sizes();
}
