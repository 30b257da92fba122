using GenreNotebooks.Cli.Notebooks;
using GenreNotebooks.Data;
using GenreNotebooks.Tests;
using Xunit;

namespace GenreNotebooks.NotebookTests.Notebooks;

/// <summary>The messages of a run before its first notebook and after its last.</summary>
public sealed class RunReportTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly StringWriter output = new() { NewLine = "\n" };

    private GivenFolder? taken;

    public void Dispose()
    {
        taken?.Dispose();
        output.Dispose();
        folder.Dispose();
    }

    private Site Site()
    {
        taken ??= GivenFolder.Take(folder.File("out"), _ => { }, default);
        var run = RunDescription.Of([], new Dictionary<string, string>(), false, DataFolder.Sample, DateTimeOffset.UnixEpoch);
        return Cli.Notebooks.Site.Begin(taken, run, selfContained: false, resumes: false, TimeProvider.System);
    }

    private static ExecutedNotebook Executed(string name) => new(Notebook.Parse($"{name}.dib", "#!csharp\n1"));

    [Fact]
    public void It_first_says_how_many_notebooks_on_which_songs_and_where_results_go()
    {
        File.WriteAllText(folder.File(DataFolder.SongsFile), "");
        File.WriteAllText(folder.File(DataFolder.VocabularyFile), "");
        RunReport.Announce(6, DataFolder.Find(folder.Path), [Site(), new RunImages(folder.File("images"), ["svg"], new())], output);
        Assert.Equal($"""
            Running 6 notebooks; results go to {folder.File("out")} and {folder.File("images")}
            Real songs: tcc_ceds_music.csv
            Used because this folder was requested: {folder.File(DataFolder.SongsFile)}


            """, output.ToString());
    }

    [Fact]
    public void Without_the_real_songs_it_says_what_is_missing_and_how_to_get_it()
    {
        File.WriteAllText(folder.File("GenreNotebooks.sln"), "");
        RunReport.Announce(1, DataFolder.Find(null, null, folder.Path), [Site()], output);
        Assert.Equal($"""
            Running 1 notebook; results go to {folder.File("out")}
            SAMPLE DATA: synthetic songs, not the real data set. Get the real songs with: dotnet run --project lib/GenreNotebooks.Cli -c Release -- data fetch
            Used because {folder.File("data")} has no tcc_ceds_music.csv and no vocab.txt: sample/songs.csv


            """, output.ToString());
    }

    [Fact]
    public void The_last_line_is_the_page_to_open()
    {
        var (notebook, site) = (Executed("01-first"), Site());
        site.Write(notebook);
        site.Complete();
        RunReport.Summarise([notebook], TimeSpan.FromSeconds(83.44), [site], output);
        RunReport.Open([notebook], [site], output);
        Assert.Equal($"\nTotal time 83.4 s\nExecuted notebooks, pages and figures: {folder.File("out")}\nOpen {folder.File("out/index.html")}\n", output.ToString());
        Assert.True(File.Exists(folder.File("out/index.html")));
    }

    [Fact]
    public void Of_a_run_that_is_not_complete_it_is_in_the_folder_of_unfinished_results()
    {
        var (notebook, site) = (Executed("01-first"), Site());
        site.Write(notebook);
        RunReport.Summarise([notebook], TimeSpan.FromSeconds(1), [site], output);
        RunReport.Open([notebook], [site], output);
        Assert.Equal($"\nTotal time 1.0 s\nNot every cell ran. The results so far: {folder.File("out/unfinished")}\nOpen {folder.File("out/unfinished/index.html")}\n", output.ToString());
        Assert.True(File.Exists(folder.File("out/unfinished/index.html")));
    }

    [Fact]
    public void A_run_that_finished_nothing_has_nothing_to_open()
    {
        var site = Site();
        RunReport.Summarise([], TimeSpan.FromSeconds(1), [site], output);
        RunReport.Open([], [site], output);
        Assert.Equal("", output.ToString());
    }

    [Theory]
    [InlineData("/repository/artifacts/run/06.html", "artifacts/run/06.html")]
    [InlineData("/repository/..odd/06.html", "..odd/06.html")]
    [InlineData("/repository", ".")]
    [InlineData("/elsewhere/06.html", "/elsewhere/06.html")]
    [InlineData("/", "/")]
    [InlineData("/repository-2/06.html", "/repository-2/06.html")]
    public void A_path_below_the_current_directory_is_shown_relative_to_it(string path, string expected)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "These are paths of other systems.");
        Assert.Equal(expected, ShortPath.Of(path, "/repository"));
    }
}
