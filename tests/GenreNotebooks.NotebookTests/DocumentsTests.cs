using System.Diagnostics;
using System.Text.RegularExpressions;
using GenreNotebooks.Cli;
using GenreNotebooks.NotebookTests.Notebooks;
using GenreNotebooks.Tests.Packaging;
using Xunit;

namespace GenreNotebooks.NotebookTests;

/// <summary>The documents say what is true: their C# runs and prints what they show, their commands, links and results exist.</summary>
public sealed partial class DocumentsTests
{
    private static readonly string[] Pages = [.. Markdown("."), .. Markdown("docs"), .. Markdown("data"), "data/sample/README.md", "lib/GenreNotebooks/README.md"];

    public static TheoryData<string> All { get; } = [.. Pages];

    public static TheoryData<string> WithCode { get; } = [.. Pages.Where(page => CodeBlock().IsMatch(Read(page)))];

    /// <summary>A verb of the command line and all options that the documents give with it.</summary>
    public static TheoryData<string, string[]> Verbs { get; } = new(
        from page in Pages
        from command in Commands(page)
        from option in Option().Matches(command.Options).Select(match => match.Value).DefaultIfEmpty("")
        group option by command.Verb into verb
        select (verb.Key, verb.Where(option => option.Length > 0).Distinct().ToArray()));

    [Fact]
    public void The_readme_has_code_that_shows_what_it_prints() => Assert.Contains(Blocks("README.md"), block => block.Output is not null);

    // The blocks of a page are the cells of a notebook. Images need a browser, which other tests have; Plotly's JSON needs none.
    [Theory]
    [MemberData(nameof(WithCode))]
    public async Task Code_of_a_page_runs_on_the_sample_and_prints_what_the_page_shows(string page)
    {
        using var folder = new NotebookFolder();
        string[] cells = [.. Blocks(page).Select(block => block.Code.Replace(".svg\"", ".json\"", StringComparison.Ordinal))];
        var notebook = folder.Add("page.dib", ["#r \"nuget: GenreNotebooks, 2.0.0\"", .. cells]);
        var result = await folder.RunAsync(TestContext.Current.CancellationToken, notebook, "--sample");
        Assert.True(result.Exit == 0, $"{page}: {result.Error}");
        Assert.All(Blocks(page).Index().Where(block => block.Item.Output is not null), block => Assert.Equal(
            block.Item.Output, string.Concat(folder.Outputs("page", block.Index + 1).SelectMany(output => output!["text"]!.AsArray()).Select(line => (string)line!))));
    }

    // The help of a verb names all its options; of a verb that does not exist, there is no help.
    [Theory]
    [MemberData(nameof(Verbs))]
    public void A_command_of_the_documents_has_a_verb_and_options_that_exist(string verb, string[] options)
    {
        using var process = Process.Start(CommandLine.StartInfo([.. verb.Split(' '), "--help"]))!;
        var help = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.Equal(0, process.ExitCode);
        Assert.Contains($".Cli {verb}", help);
        Assert.All(options, option => Assert.Matches($@"{Regex.Escape(option)}\b(?!-)", help));
    }

    [Theory]
    [MemberData(nameof(All))]
    public void A_link_leads_to_a_file_and_a_heading_that_exist(string page) => Assert.All(Link().Matches(Read(page)), link =>
    {
        var (file, heading) = (link.Groups["file"].Value, link.Groups["heading"].Value);
        var target = file.Length == 0 ? page : Path.Combine(Path.GetDirectoryName(page)!, file);
        Assert.True(Path.Exists(Repository.File(target)), $"{page}: {link.Value} names a file that does not exist.");
        Assert.True(heading.Length == 0 || !target.EndsWith(".md", StringComparison.Ordinal) || Headings(target).Contains(heading), $"{page}: {link.Value} names a heading that {target} does not have.");
    });

    [Fact]
    public void The_results_of_the_readme_are_those_of_the_results_page()
    {
        var results = Score().Matches(Read("README.md"));
        Assert.NotEmpty(results);
        Assert.All(results, result => Assert.Contains(result.Value, Read("docs/results.md")));
    }

    private static IEnumerable<string> Markdown(string folder) =>
        Directory.EnumerateFiles(Repository.File(folder), "*.md").Select(path => Path.GetRelativePath(Repository.File("."), path)).Order(StringComparer.Ordinal);

    private static string Read(string page) => File.ReadAllText(Repository.File(page)).ReplaceLineEndings("\n");

    private static IReadOnlyList<(string Code, string? Output)> Blocks(string page) => [.. CodeBlock().Matches(Read(page))
        .Select(block => (block.Groups["code"].Value, block.Groups["output"] is { Success: true } output ? output.Value : null))];

    /// <summary>All commands of a page, and the rows of the table of verbs.</summary>
    private static IEnumerable<(string Verb, string Options)> Commands(string page) => Command().Matches(Read(page))
        .Concat(page == "docs/command-line.md" ? VerbRow().Matches(Read(page)) : [])
        .SelectMany(command => command.Groups["verb"].Value.Split('|', '\\').Where(word => word.Length > 0)
            .Select(verb => ($"{command.Groups["group"].Value}{verb}", command.Groups["options"].Value)));

    /// <summary>As GitHub names them in links.</summary>
    private static IEnumerable<string> Headings(string page) => Read(page).Split('\n').Where(line => line.StartsWith('#'))
        .Select(line => Punctuation().Replace(line.TrimStart('#').Trim().ToLowerInvariant(), "").Replace(' ', '-'));

    [GeneratedRegex(@"(?s)^```csharp\n(?<code>.*?)^```\n(\n```text\n(?<output>.*?)^```)?", RegexOptions.Multiline)]
    private static partial Regex CodeBlock();

    [GeneratedRegex(@"(?m)(^|`)dotnet run --project lib/GenreNotebooks\.Cli -c Release -- (?<group>data )?(?<verb>[a-z]+)(?<options>[^`\n]*)")]
    private static partial Regex Command();

    [GeneratedRegex(@"(?m)^\| `(?<group>data )?(?<verb>[a-z]+(\\\|[a-z]+)*)\b[^`]*` \|(?<options>.*)$")]
    private static partial Regex VerbRow();

    [GeneratedRegex(@"--[a-z][a-z-]+")]
    private static partial Regex Option();

    [GeneratedRegex(@"(\]\(|src(set)?="")(?!https?:)(?<file>[^)#""]*)(#(?<heading>[^)""]+))?[)""]")]
    private static partial Regex Link();

    [GeneratedRegex(@"\d\.\d{3} ± \d\.\d{3}")]
    private static partial Regex Score();

    [GeneratedRegex(@"[^\w -]")]
    private static partial Regex Punctuation();
}
