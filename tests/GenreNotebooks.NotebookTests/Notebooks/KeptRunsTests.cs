using GenreNotebooks.Cli.Notebooks;
using GenreNotebooks.Data;
using GenreNotebooks.Files;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace GenreNotebooks.NotebookTests.Notebooks;

/// <summary>Without <c>--out</c>, each run has a folder of its own.</summary>
public sealed class KeptRunsTests : IDisposable
{
    private static readonly DateTimeOffset Time = new(2026, 11, 29, 16, 40, 12, TimeSpan.FromHours(14));

    private readonly FakeTimeProvider clock = new(Time.ToUniversalTime());
    private readonly NotebookFolder folder;

    public KeptRunsTests()
    {
        clock.SetLocalTimeZone(TimeZoneInfo.CreateCustomTimeZone("UTC+14", Time.Offset, null, null));
        folder = new() { Clock = clock };
    }

    public void Dispose() => folder.Dispose();

    private string Latest => Path.Combine(folder.Kept, "latest");

    private IEnumerable<string?> Folders => Directory.GetDirectories(folder.Kept).Select(Path.GetFileName).Order(StringComparer.Ordinal);

    private Task<RunResult> RunAsync(params string[] arguments) => folder.RunKeptAsync(TestContext.Current.CancellationToken, ["--sample", .. arguments]);

    private string Add(string cell = "1") => folder.Add("mine.dib", "// parameters\nint epochs = 1;\nint[] sizes = [1];", cell);

    private static RunDescription Run(params (string Name, string Value)[] set) =>
        RunDescription.Of([], set.ToDictionary(value => value.Name, value => value.Value), false, DataFolder.Sample, Time);

    [Fact]
    public async Task It_is_named_after_the_time_and_what_was_set_and_latest_leads_there()
    {
        var result = await RunAsync(Add(), "--set", "epochs=10", "--set", "sizes=8,16");
        const string Name = "2026-11-29-164012-epochs=10,sizes=8+16";
        Assert.Equal((0, ""), (result.Exit, result.Error));
        Assert.EndsWith($"\nExecuted notebooks, pages and figures: {Path.Combine(folder.Kept, Name)}, also as {Latest}\nOpen {Path.Combine(folder.Kept, Name, "index.html")}\n", result.Output, StringComparison.Ordinal);
        Assert.Equal([Name, "latest"], Folders);
        Assert.Equal(Name, new FileInfo(Latest).LinkTarget);
        Assert.Equal(["about.json", "index.html", "mine.html", "mine.ipynb", "plotly.js"], Directory.GetFiles(Latest).Select(Path.GetFileName).Order());
    }

    [Fact]
    public async Task Runs_of_one_second_have_folders_of_their_own_and_latest_leads_to_the_last()
    {
        var notebook = Add();
        Assert.Equal(0, (await RunAsync(notebook)).Exit);
        Assert.Equal(0, (await RunAsync(notebook)).Exit);
        Assert.Equal(["2026-11-29-164012", "2026-11-29-164012-2", "latest"], Folders);
        Assert.Equal("2026-11-29-164012-2", new FileInfo(Latest).LinkTarget);
    }

    [Fact]
    public async Task A_run_that_fails_keeps_its_folder_and_latest_stays_at_the_good_one()
    {
        Assert.Equal(0, (await RunAsync(Add())).Exit);
        clock.Advance(TimeSpan.FromMinutes(1));
        var failed = await RunAsync(Add("throw new System.Exception(\"odd\");"));
        Assert.Equal(1, failed.Exit);
        Assert.EndsWith($"\nOpen {Path.Combine(folder.Kept, "2026-11-29-164112", "index.html")}\n", failed.Output, StringComparison.Ordinal);
        Assert.Equal("2026-11-29-164012", new FileInfo(Latest).LinkTarget);
        Assert.False(RunDescription.Read(Path.Combine(folder.Kept, "2026-11-29-164112"))!.Complete);
    }

    [Fact]
    public async Task Resuming_goes_on_in_the_newest_unfinished_run_of_the_same_notebooks_and_settings()
    {
        string[] notebooks = [folder.Add("first.dib", "// parameters\nint epochs = 1;", "System.IO.File.AppendAllText(\"first.ran\", \"x\");"), folder.Add("second.dib", "if (!System.IO.File.Exists(\"mended\")) { throw new System.Exception(); }")];
        foreach (var epochs in (string[])["1", "1", "2"])
        {
            Assert.Equal(1, (await RunAsync([.. notebooks, "--set", $"epochs={epochs}"])).Exit);
            clock.Advance(TimeSpan.FromMinutes(1));
        }
        folder.AddText("mended", "");
        var resumed = await RunAsync([.. notebooks, "--set", "epochs=1", "--resume"]);
        Assert.Equal((0, ""), (resumed.Exit, resumed.Error));
        Assert.Contains("  found, 2 cells\n", resumed.Output, StringComparison.Ordinal);
        Assert.Equal("xxx", File.ReadAllText(Path.Combine(folder.Path, "first.ran")));
        Assert.Equal(["2026-11-29-164012-epochs=1", "2026-11-29-164112-epochs=1", "2026-11-29-164212-epochs=2", "latest"], Folders);
        Assert.Equal("2026-11-29-164112-epochs=1", new FileInfo(Latest).LinkTarget);
    }

    [Fact]
    public async Task With_nothing_to_resume_it_starts_from_the_first_notebook_and_says_so()
    {
        var result = await RunAsync(Add(), "--resume");
        Assert.Equal((0, $"There is no unfinished run of the same notebooks, settings and songs below {folder.Kept}: this one starts from the first notebook.\n"), (result.Exit, result.Error));
        Assert.Equal(["2026-11-29-164012", "latest"], Folders);
    }

    [Fact]
    public void A_run_that_another_process_is_working_on_is_not_resumed()
    {
        var runs = new KeptRuns(folder.Kept);
        using var working = runs.Begin(Run());
        Run().Write(working.Results);
        Assert.Null(runs.Unfinished(Run()));
        working.Dispose();
        using var resumed = runs.Unfinished(Run());
        Assert.Equal(working.Root, resumed!.Root);
    }

    [Theory]
    [InlineData("a/b\\c:d*e?f\"g<h>i|j", "x=a_b_c_d_e_f_g_h_i_j")]
    [InlineData("ü 音", "x=ü_音")]
    [InlineData("0.5.", "x=0.5")]
    [InlineData("-1e-3", "x=-1e-3")]
    [InlineData("0123456789012345678901234567890123456789", "x=012345678901234567890123")]
    public void A_value_is_made_fit_for_the_names_of_every_system(string value, string expected) =>
        Assert.Equal($"2026-11-29-164012-{expected}", Run(("x", value)).FolderName());

    [Fact]
    public void Many_settings_give_no_name_that_is_too_long() =>
        Assert.InRange(Run([.. Enumerable.Range(0, 40).Select(number => ($"name{number}", "12345"))]).FolderName().Length, 70, 80);

    [Theory]
    [InlineData("latest")]
    [InlineData("latest/index.html")]
    public async Task A_file_of_somebody_else_called_latest_is_left(string name)
    {
        var path = Path.Combine(folder.Kept, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, "my own");
        var result = await RunAsync(Add());
        Assert.Equal((1, ""), (result.Exit, result.Output));
        Assert.StartsWith($"error: {path}: found a file, expected none or ", result.Error, StringComparison.Ordinal);
        Assert.Equal("my own", File.ReadAllText(path));
        Assert.DoesNotContain(Folders, name => name!.StartsWith("2026", StringComparison.Ordinal));
    }

    [Fact]
    public void A_damaged_description_is_as_none()
    {
        Run(("x", "1")).Write(folder.Path);
        Assert.Equal("1", RunDescription.Read(folder.Path)!.Set["x"]);
        File.WriteAllText(Path.Combine(folder.Path, RunDescription.FileName), "{");
        Assert.Null(RunDescription.Read(folder.Path));
        Assert.False(FileKind.NotebookRun.MayReplace(Path.Combine(folder.Path, RunDescription.FileName)));
    }
}
