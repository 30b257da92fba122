using System.CommandLine;
using System.Diagnostics;
using GenreNotebooks.Cli;
using GenreNotebooks.Cli.Commands;
using GenreNotebooks.Data;
using GenreNotebooks.Tests;
using GenreNotebooks.Tests.Runs;
using Xunit;

namespace GenreNotebooks.NotebookTests;

/// <summary>No command replaces what it reads, nor a file that it did not write.</summary>
public sealed class OutputFileTests(SavedModels models) : IClassFixture<SavedModels>, IDisposable
{
    private const string Notes = "song,genre,lyrics\nmine,jazz,love\n";

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    private string Songs
    {
        get
        {
            using var songs = DataFolder.Sample.OpenSongs();
            using var vocabulary = DataFolder.Sample.OpenVocabulary();
            Directory.CreateDirectory(folder.File("data"));
            Write(songs, DataFolder.SongsFile);
            Write(vocabulary, DataFolder.VocabularyFile);
            return folder.File("data/" + DataFolder.SongsFile);

            void Write(Stream from, string name)
            {
                using var to = File.Create(folder.File("data/" + name));
                from.CopyTo(to);
            }
        }
    }

    [Theory]
    [InlineData("data/tcc_ceds_music.csv")]
    [InlineData("data/../data/./tcc_ceds_music.csv")]
    [InlineData("link.csv")]
    [InlineData("linked/tcc_ceds_music.csv")]
    [InlineData("hard.csv")]
    public async Task The_songs_that_are_predicted_are_never_replaced(string path)
    {
        var songs = Link(Songs);
        var before = File.ReadAllBytes(songs);
        foreach (var overwrite in (string[][])[[], ["--overwrite"]])
        {
            var (exit, output, error) = await models.PredictAsync("metadata", null, ["--csv", songs, "--out", folder.File(path), .. overwrite]);
            Assert.Equal((1, "", $"error: --out {folder.File(path)}: this is {songs}, which the command reads. It is left as it is: give another name.\n"), (exit, output, error));
        }
        Assert.Equal(before, File.ReadAllBytes(songs));
        Assert.Empty(Directory.GetFiles(folder.Path, "*.tmp", SearchOption.AllDirectories));
    }

    [Theory]
    [InlineData("model.json")]
    [InlineData("model.safetensors")]
    [InlineData("vocab.txt")]
    public async Task Nor_is_the_model(string file)
    {
        var path = Path.Combine(models.Of("metadata"), file);
        var before = File.ReadAllBytes(path);
        var (exit, _, error) = await models.PredictAsync("metadata", null, "--csv", Songs, "--out", path, "--overwrite");
        Assert.Equal(1, exit);
        Assert.Contains($"this is {path}, which the command reads", error);
        Assert.Equal(before, File.ReadAllBytes(path));
    }

    [Theory]
    [InlineData("train", "metadata", "--data", "DATA", "--epochs", "1", "--json", "SONGS", "--overwrite")]
    [InlineData("train", "metadata", "--data", "DATA", "--epochs", "1", "--json", "DATA/vocab.txt", "--overwrite")]
    [InlineData("train", "metadata", "--data", "DATA", "--epochs", "1", "--json", "SONGS", "--resume")]
    [InlineData("evaluate", "--recipe", "majority", "--data", "DATA", "--json", "SONGS", "--overwrite")]
    [InlineData("predict", "--model", "MODEL", "--csv", "-", "--out", "SONGS")]
    [InlineData("data", "sample", "--rows", "3", "--out", "SONGS")]
    [InlineData("data", "sample", "--rows", "3", "--vocab", "DATA/vocab.txt")]
    public async Task Nor_are_the_files_of_the_data(params string[] arguments)
    {
        var songs = Songs;
        var data = Path.GetDirectoryName(songs)!;
        var before = Directory.GetFiles(data).ToDictionary(file => file, File.ReadAllBytes);
        var (exit, output, error) = await RunAsync([.. arguments.Select(word =>
            word.Replace("SONGS", songs, StringComparison.Ordinal).Replace("DATA", data, StringComparison.Ordinal).Replace("MODEL", models.Of("metadata"), StringComparison.Ordinal))]);
        Assert.Equal((1, ""), (exit, output));
        Assert.Contains("It is left as it is: give another name", error);
        Assert.Equal(before, Directory.GetFiles(data).ToDictionary(file => file, File.ReadAllBytes));
    }

    [Theory]
    [InlineData("train", "metadata", "--sample", "--epochs", "1", "--json", "NOTES")]
    [InlineData("evaluate", "--recipe", "majority", "--seeds", "1", "--sample", "--json", "NOTES")]
    [InlineData("predict", "--model", "MODEL", "--csv", "SONGS", "--out", "NOTES")]
    [InlineData("data", "sample", "--rows", "3", "--out", "NOTES")]
    [InlineData("data", "sample", "--rows", "3", "--vocab", "NOTES")]
    public async Task A_file_of_another_kind_is_replaced_only_if_asked_for(params string[] arguments)
    {
        var notes = folder.File("notes.txt");
        File.WriteAllText(notes, Notes);
        string[] words = [.. arguments.Select(word => word switch { "NOTES" => notes, "MODEL" => models.Of("metadata"), "SONGS" => Songs, _ => word })];
        var (exit, output, error) = await RunAsync(words);
        Assert.Equal((1, ""), (exit, output));
        Assert.Matches("^error: --(json|out|vocab) .*notes.txt: found a file, expected none or .*It is left as it is: give another name, or --overwrite to replace it.\n$", error);
        Assert.Equal(Notes, File.ReadAllText(notes));
        Assert.Equal(0, (await RunAsync([.. words, "--overwrite"])).Exit);
        Assert.NotEqual(Notes, File.ReadAllText(notes));
    }

    [Theory]
    [InlineData("train", "metadata", "--sample", "--epochs", "1", "--json", "OUT")]
    [InlineData("evaluate", "--recipe", "majority", "--seeds", "1", "--sample", "--json", "OUT")]
    [InlineData("predict", "--model", "MODEL", "--csv", "SONGS", "--out", "OUT")]
    [InlineData("export", "RUN", "--format", "html,json", "--out", "OUT")]
    [InlineData("sweep", "--sample", "metadata", "--epochs", "1", "--batch-size", "64,128", "--out", "OUT")]
    public async Task A_command_repeated_replaces_what_it_wrote(params string[] arguments)
    {
        SomeRun.Create().Save(folder.File("run.json"));
        string[] words = [.. arguments.Select(word => word switch { "OUT" => folder.File("out"), "RUN" => folder.File("run.json"), "MODEL" => models.Of("metadata"), "SONGS" => Songs, _ => word })];
        Assert.Equal(0, (await RunAsync(words)).Exit);
        Assert.Equal(0, (await RunAsync(words)).Exit);
    }

    [Fact]
    public async Task A_pipe_is_not_replaced_even_if_asked_for()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Only Linux tells the type of a file.");
        using var made = Process.Start("mkfifo", folder.File("pipe"));
        made.WaitForExit();
        var (exit, output, error) = await RunAsync("data", "sample", "--rows", "3", "--overwrite", "--out", folder.File("pipe"));
        Assert.Equal((1, "", $"error: {folder.File("pipe")}: cannot be written (it is a device or a pipe, not a file)\n"), (exit, output, error));
    }

    [Fact]
    public async Task Files_beside_a_record_that_are_not_of_a_run_are_left()
    {
        foreach (var file in (string[])["run.json.checkpoint", "run.json.lock"])
        {
            File.WriteAllText(folder.File(file), Notes);
            var (exit, output, error) = await RunAsync("train", "metadata", "--sample", "--epochs", "1", "--json", folder.File("run.json"));
            Assert.Equal((1, ""), (exit, output));
            Assert.Contains($"{folder.File(file)}: found a file", error);
            Assert.Equal(Notes, File.ReadAllText(folder.File(file)));
            File.Delete(folder.File(file));
        }
    }

    [Theory]
    [InlineData("README.md")]
    [InlineData("sources.json")]
    [InlineData("sample/songs.csv")]
    [InlineData("reference/blog_facts.json")]
    public async Task The_repositorys_data_is_kept_too(string file)
    {
        var path = Path.Combine(DataFolder.DefaultPath(Directory.GetCurrentDirectory())!, file);
        var before = File.ReadAllBytes(path);
        var (exit, output, error) = await RunAsync("evaluate", "--recipe", "majority", "--sample", "--json", path, "--overwrite");
        Assert.Equal((1, "", $"error: --json {path}: this is {path}, a file of the data. It is left as it is: give another name.\n"), (exit, output, error));
        Assert.Equal(before, File.ReadAllBytes(path));
    }

    [Theory]
    [InlineData("summary.csv")]
    [InlineData("runs.jsonl")]
    public async Task Files_in_a_sweeps_folder_that_are_not_of_a_sweep_are_left(string file)
    {
        File.WriteAllText(folder.File(file), "my notes"); // without a line end, as a torn line has none
        var (exit, _, error) = await RunAsync("sweep", "--sample", "metadata", "--epochs", "1", "--out", folder.Path);
        Assert.Equal(1, exit);
        Assert.Contains(folder.File(file), error);
        Assert.Equal("my notes", File.ReadAllText(folder.File(file)));
    }

    [Fact]
    public async Task A_chart_does_not_replace_the_record_it_is_drawn_from()
    {
        var run = folder.File("lyrics-loss.json");
        SomeRun.Create().Save(run);
        var before = File.ReadAllText(run);
        var (exit, output, error) = await RunAsync("export", run, "--chart", "loss", "--format", "json", "--out", folder.Path);
        Assert.Equal((1, ""), (exit, output));
        Assert.Contains($"this is {run}, which the command reads", error);
        Assert.Equal(before, File.ReadAllText(run));
    }

    [Fact]
    public async Task A_list_of_files_to_fetch_is_not_replaced_by_one_of_them()
    {
        var list = folder.File("list.json");
        File.WriteAllText(list, $$"""[{"name":"songs","address":"https://example.org/list.json","file":"list.json","bytes":1,"sha256":"{{new string('0', 64)}}","git_blob":"{{new string('0', 40)}}","licence":"","credit":""}]""");
        var before = File.ReadAllText(list);
        var (exit, _, error) = await RunAsync("data", "fetch", "--force", "--sources", list, "--out", folder.Path);
        Assert.Equal((1, $"error: {list}: this is {list}, which the command reads. It is left as it is: give another folder with --out DIR.\n"), (exit, error));
        Assert.Equal(before, File.ReadAllText(list));
    }

    [Fact]
    public async Task Songs_and_vocabulary_of_a_sample_are_two_files()
    {
        var (exit, _, error) = await RunAsync("data", "sample", "--rows", "3", "--out", folder.File("a"), "--vocab", folder.File("a"));
        Assert.Equal((1, $"error: --out and --vocab are both {folder.File("a")}: expected two files.\n"), (exit, error));
        Assert.False(File.Exists(folder.File("a")));
    }

    private string Link(string songs)
    {
        File.CreateSymbolicLink(folder.File("link.csv"), songs);
        Directory.CreateSymbolicLink(folder.File("linked"), Path.GetDirectoryName(songs)!);
        using var link = Process.Start("ln", [songs, folder.File("hard.csv")]);
        link.WaitForExit();
        return songs;
    }

    private static async Task<(int Exit, string Output, string Error)> RunAsync(params string[] arguments)
    {
        using var output = new StringWriter { NewLine = "\n" };
        using var error = new StringWriter { NewLine = "\n" };
        var root = new RootCommand
        {
            TrainCommand.Create(), SweepCommand.Create(), EvaluateCommand.Create(), PredictCommand.Create(() => new MemoryStream()), ExportCommand.Create(), DataCommand.Create(),
        };
        var exit = await CommandLine.InvokeAsync(root, arguments, output, error, TestContext.Current.CancellationToken);
        return (exit, output.ToString(), error.ToString());
    }
}
