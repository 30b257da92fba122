using System.CommandLine;
using System.Security.Cryptography;
using System.Text;
using GenreNotebooks.Cli;
using GenreNotebooks.Cli.Commands;
using GenreNotebooks.Cli.Downloads;
using GenreNotebooks.Data;
using GenreNotebooks.NotebookTests.Downloads;
using GenreNotebooks.Tests;
using GenreNotebooks.Tests.Data;
using Xunit;

namespace GenreNotebooks.NotebookTests;

public sealed class DataCommandTests : IDisposable
{
    private static readonly byte[] Songs = Encoding.UTF8.GetBytes(SongText.Table(SongText.Row(), SongText.Row("genre", "rock")));

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    private static DataSource Source(string file, byte[] content) => new(
        "songs", new Uri("https://example.org/"), file, content.Length, Convert.ToHexStringLower(SHA256.HashData(content)), "-", "CC BY 4.0", "some authors");

    private static async Task<(int Exit, string Output, string Error)> RunAsync(Command command, params string[] args)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var invocation = new InvocationConfiguration { EnableDefaultExceptionHandler = false, Output = output, Error = error };
        var exit = await new RootCommand { command }.Parse(args).InvokeAsync(invocation, TestContext.Current.CancellationToken);
        return (exit, output.ToString(), error.ToString());
    }

    private void PutFiles(byte[] songs, string vocabulary)
    {
        File.WriteAllBytes(folder.File(DataFolder.SongsFile), songs);
        File.WriteAllText(folder.File(DataFolder.VocabularyFile), vocabulary);
    }

    [Fact]
    public async Task Fetch_puts_the_files_of_a_mirror_in_their_place()
    {
        await using var server = new LoopbackServer((_, _) => Answer.Whole(Songs));
        var (exit, output, _) = await RunAsync(DataFetchCommand.Create([Source("a.csv", Songs)]),
            "fetch", "--mirror", server.Address.ToString(), "--out", folder.File("new/folder"));
        Assert.Equal(0, exit);
        Assert.Equal(Songs, File.ReadAllBytes(folder.File("new/folder/a.csv")));
        Assert.Contains("a.csv: 0.0 of 0.0 MB", output);
        Assert.Contains($"{folder.File("new/folder/a.csv")}: downloaded, checked. CC BY 4.0, some authors", output);
    }

    [Fact]
    public async Task A_second_fetch_downloads_nothing()
    {
        await using var server = new LoopbackServer((_, _) => Answer.Whole(Songs));
        string[] args = ["fetch", "--mirror", server.Address.ToString(), "--out", folder.Path];
        await RunAsync(DataFetchCommand.Create([Source("a.csv", Songs)]), args);
        var (_, output, _) = await RunAsync(DataFetchCommand.Create([Source("a.csv", Songs)]), args);
        Assert.Contains("was there, checked", output);
        Assert.Single(server.Requests);
    }

    [Fact]
    public async Task A_fetch_that_fails_exits_with_1_and_leaves_nothing()
    {
        await using var server = new LoopbackServer((_, _) => Answer.Only("404 Not Found"));
        Assert.Equal(1, await CommandLine.InvokeAsync(new RootCommand { DataCommand.Create() },
            ["data", "fetch", "--mirror", server.Address.ToString(), "--out", folder.Path]));
        Assert.Equal("/files/tcc_ceds_music.csv", Assert.Single(server.Requests).Path);
        Assert.Empty(Directory.GetFileSystemEntries(folder.Path));
    }

    [Fact]
    public async Task A_try_that_failed_is_told_on_standard_error_and_the_next_follows()
    {
        var first = true;
        await using var server = new LoopbackServer(request =>
        {
            var answer = first ? Answer.Only("503 Busy") : Answer.Whole(Songs);
            first = false;
            return answer;
        });
        var (exit, _, error) = await RunAsync(DataFetchCommand.Create([Source("a.csv", Songs)]), "fetch", "--mirror", server.Address.ToString(), "--out", folder.Path);
        Assert.Equal(0, exit);
        Assert.Matches(@"^a\.csv: the server answered 503 \(ServiceUnavailable\); 0 of \d+ bytes received\. Try 2 of 5 follows in \d(\.\d)? s\.$", error.TrimEnd());
    }

    [Fact]
    public async Task Http_on_another_machine_is_refused_with_the_option_that_allows_it() =>
        Assert.Equal("The mirror http://example.org/data is not safe: expected https. Name another with --mirror URL, or allow http with --allow-http; the checksum is checked either way.",
            (await Assert.ThrowsAsync<InputException>(() => RunAsync(DataCommand.Create(), "data", "fetch", "--mirror", "http://example.org/data", "--out", folder.Path))).Message);

    [Fact]
    public async Task A_mirror_that_is_no_address_is_named() =>
        Assert.StartsWith("--mirror 'there' is not an address", (await Assert.ThrowsAsync<InputException>(
            () => RunAsync(DataCommand.Create(), "data", "fetch", "--mirror", "there", "--out", folder.Path))).Message);

    [Fact]
    public async Task Verify_names_all_that_is_wrong_and_exits_with_1()
    {
        PutFiles(Songs[..^20], "[PAD]\n");
        var (exit, _, error) = await RunAsync(DataCommand.Create(), "data", "verify", "--data", folder.Path);
        Assert.Equal(1, exit);
        Assert.Contains($"error: The songs are damaged. {folder.File(DataFolder.SongsFile)}, line 3: ", error);
        Assert.Contains("not the vocabulary of bert-base-uncased. Expected 231,508 bytes", error);
    }

    [Fact]
    public async Task Verify_of_a_folder_without_files_exits_with_1() =>
        Assert.Equal(1, await CommandLine.InvokeAsync(new RootCommand { DataCommand.Create() }, ["data", "verify", "--data", folder.Path]));

    [Fact]
    public async Task Verify_accepts_other_songs_but_says_so()
    {
        PutFiles(Songs, "[PAD]\n");
        var (_, output, _) = await RunAsync(DataCommand.Create(), "data", "verify", "--data", folder.Path);
        Assert.Contains(FormattableString.Invariant($"{Songs.Length:N0} bytes, SHA-256 {Source("", Songs).Sha256}: 2 songs, not the complete original"), output);
    }

    [Fact]
    public async Task Verify_counts_the_real_songs()
    {
        var data = Environment.GetEnvironmentVariable(DataFolder.EnvironmentVariable);
        if (string.IsNullOrEmpty(data) || data == DataFolder.SampleWord)
        {
            Assert.Skip($"needs the real songs: {DataFolder.EnvironmentVariable} names none");
        }
        var (exit, output, error) = await RunAsync(DataCommand.Create(), "data", "verify", "--data", data);
        Assert.Equal((0, ""), (exit, error));
        Assert.True(output.Contains("25,602 songs, not the complete original") || output.Contains("28,372 songs, the complete original"), output);
        Assert.Contains("the vocabulary of bert-base-uncased", output);
    }

    [Fact]
    public async Task Info_tells_source_reason_and_base_rates()
    {
        PutFiles(Songs, "[PAD]\n");
        var (exit, output, _) = await RunAsync(DataCommand.Create(), "data", "info", "--data", folder.Path);
        Assert.Equal(0, exit);
        Assert.Contains($"Used because this folder was requested: {folder.File(DataFolder.SongsFile)}", output);
        Assert.Contains("All genres: 2 songs, base rate 50.00 %", output);
        Assert.Contains("  rock             1  50.00 %", output);
    }

    [Theory]
    [InlineData("info")]
    [InlineData("verify")]
    public async Task The_sample_says_that_it_is_no_real_data_and_names_the_command(string verb)
    {
        var (exit, output, _) = await RunAsync(DataCommand.Create(), "data", verb, "--sample");
        Assert.Equal(0, exit);
        Assert.StartsWith("SAMPLE DATA: synthetic songs, not the real data set.", output);
        Assert.Contains(DataFolder.FetchCommand, output);
    }
}
