using System.Security.Cryptography;
using GenreNotebooks.Data;
using Xunit;

namespace GenreNotebooks.Tests.Data;

public sealed class FetchTests : IDisposable
{
    private static readonly byte[] Content = Bytes(300_000, seed: 1);

    private readonly TemporaryFolder folder = new();
    private readonly CancellationTokenSource cancellation = new();

    public void Dispose()
    {
        folder.Dispose();
        cancellation.Dispose();
    }

    private string Target => folder.File("file.bin");

    private string Part => Target + ".part";

    private static byte[] Bytes(int count, int seed)
    {
        var bytes = new byte[count];
        new Random(seed).NextBytes(bytes);
        return bytes;
    }

    private static DataSource Source(string? sha256 = null, string gitBlob = "-", Uri? address = null) => new(
        "songs", address ?? new Uri("https://example.org/file.bin"), "file.bin", Content.Length,
        sha256 ?? Convert.ToHexStringLower(SHA256.HashData(Content)), gitBlob, "free", "nobody");

    private Task<IReadOnlyList<FetchedFile>> FetchAsync(LoopbackServer server, FetchOptions? options = null, DataSource? source = null) =>
        DataSources.FetchAsync(folder.Path, (options ?? new FetchOptions()) with { Mirror = server.Address, Sources = [source ?? Source()] }, cancellation.Token);

    private async Task<string> MessageAsync(LoopbackServer server, FetchOptions? options = null) =>
        (await Assert.ThrowsAsync<InputException>(() => FetchAsync(server, options))).Message;

    private sealed class Steps(Action<DownloadProgress> step) : IProgress<DownloadProgress>
    {
        public void Report(DownloadProgress value) => step(value);
    }

    [Fact]
    public async Task A_file_arrives_whole_and_leaves_no_part()
    {
        await using var server = new LoopbackServer((_, _) => Answer.Whole(Content));
        var steps = new List<DownloadProgress>();
        var file = Assert.Single(await FetchAsync(server, new FetchOptions { Progress = new Steps(steps.Add) }));
        Assert.Equal((Target, false), (file.Path, file.WasThere));
        Assert.Equal(Content, File.ReadAllBytes(Target));
        Assert.False(File.Exists(Part));
        Assert.Equal(("/files/file.bin", null), Assert.Single(server.Requests));
        Assert.Equal(new DownloadProgress("file.bin", Content.Length, Content.Length), steps[^1]);
    }

    [Fact]
    public async Task A_part_is_continued_where_it_ends()
    {
        await using var server = new LoopbackServer((_, from) => Answer.From(Content, from!.Value));
        File.WriteAllBytes(Part, Content[..123_456]);
        await FetchAsync(server);
        Assert.Equal(123_456, Assert.Single(server.Requests).From);
        Assert.Equal(Content, File.ReadAllBytes(Target));
    }

    [Fact]
    public async Task A_server_that_ignores_ranges_sends_the_file_anew()
    {
        await using var server = new LoopbackServer((_, _) => Answer.Whole(Content));
        File.WriteAllBytes(Part, Content[..123_456]);
        await FetchAsync(server);
        Assert.Equal(Content, File.ReadAllBytes(Target));
    }

    [Theory]
    [InlineData("416 Range Not Satisfiable")]
    [InlineData("206 Partial Content")]
    public async Task A_server_that_does_not_continue_at_the_part_is_asked_from_the_start(string status)
    {
        await using var server = new LoopbackServer((_, from) => from is null ? Answer.Whole(Content)
            : new Answer(status, [1, 2, 3], "Content-Length: 3", "Content-Range: bytes 5-7/300000"));
        File.WriteAllBytes(Part, Content[..123_456]);
        await FetchAsync(server);
        Assert.Equal([123_456, null], server.Requests.Select(request => request.From));
        Assert.Equal(Content, File.ReadAllBytes(Target));
    }

    [Fact]
    public async Task A_part_that_is_whole_is_taken_without_asking()
    {
        await using var server = new LoopbackServer((_, _) => Answer.Only("500 Oops"));
        File.WriteAllBytes(Part, Content);
        await FetchAsync(server);
        Assert.Empty(server.Requests);
        Assert.Equal(Content, File.ReadAllBytes(Target));
    }

    [Fact]
    public async Task A_broken_connection_keeps_what_came_and_the_next_call_goes_on()
    {
        await using (var server = new LoopbackServer((_, _) => Answer.Whole(Content) with { Body = Content[..200_000] }))
        {
            Assert.Equal($"The connection ended while downloading {server.Address}/file.bin: 200,000 of 300,000 bytes are there. " +
                $"They are kept as {Part}: run the same command again to go on from there.", await MessageAsync(server));
        }
        Assert.Equal(Content[..200_000], File.ReadAllBytes(Part));
        Assert.False(File.Exists(Target));
        await using var repaired = new LoopbackServer((_, from) => Answer.From(Content, from!.Value));
        await FetchAsync(repaired);
        Assert.Equal(Content, File.ReadAllBytes(Target));
    }

    [Fact]
    public async Task A_file_cut_short_at_its_source_says_so()
    {
        await using var server = new LoopbackServer((_, _) => Answer.Whole(Content[..200_000]));
        var message = await MessageAsync(server);
        Assert.StartsWith("The file was cut short (expected 300,000 bytes with SHA-256 ", message);
        Assert.Contains("found 200,000 bytes with SHA-256 ", message);
        Assert.True(File.Exists(Part));
        Assert.False(File.Exists(Target));
    }

    [Fact]
    public async Task A_wrong_checksum_removes_the_download_and_touches_nothing_else()
    {
        var other = Bytes(Content.Length, seed: 2);
        await using var server = new LoopbackServer((_, _) => Answer.Whole(other));
        File.WriteAllText(Target, "mine");
        var message = await MessageAsync(server, new FetchOptions { Force = true });
        Assert.Contains($"expected 300,000 bytes with SHA-256 {Source().Sha256}", message);
        Assert.Contains($"found 300,000 bytes with SHA-256 {Convert.ToHexStringLower(SHA256.HashData(other))}", message);
        Assert.False(File.Exists(Part));
        Assert.Equal("mine", File.ReadAllText(Target));
    }

    [Fact]
    public async Task The_id_in_git_alone_is_identity_enough()
    {
        await using var server = new LoopbackServer((_, _) => Answer.Whole("hello\n"u8.ToArray()));
        await FetchAsync(server, source: Source(sha256: "unknown", gitBlob: "ce013625030ba8dba906f756967f9e9ca394464a"));
        Assert.Equal("hello\n", File.ReadAllText(Target));
    }

    [Theory]
    [InlineData("404 Not Found", "the server answered 404 (NotFound).")]
    [InlineData("500 Oops", "the server answered 500 (InternalServerError).")]
    public async Task A_refusal_names_address_and_status(string status, string expected)
    {
        await using var server = new LoopbackServer((_, _) => Answer.Only(status));
        Assert.Equal($"Cannot download {server.Address}/file.bin: {expected} Try again later, or name a folder with a copy: --mirror URL", await MessageAsync(server));
        Assert.Empty(Directory.GetFileSystemEntries(folder.Path));
    }

    [Fact]
    public async Task A_refusal_keeps_an_earlier_part()
    {
        await using var server = new LoopbackServer((_, _) => Answer.Only("503 Busy"));
        File.WriteAllBytes(Part, Content[..10]);
        Assert.Contains("503", await MessageAsync(server));
        Assert.Equal(Content[..10], File.ReadAllBytes(Part));
    }

    [Fact]
    public async Task Nobody_there_is_one_clear_message()
    {
        var options = new FetchOptions { Mirror = new Uri("http://127.0.0.1:1/"), Sources = [Source()] };
        var exception = await Assert.ThrowsAsync<InputException>(() => DataSources.FetchAsync(folder.Path, options, cancellation.Token));
        Assert.StartsWith("Cannot download http://127.0.0.1:1/file.bin: ", exception.Message);
    }

    [Fact]
    public async Task Silence_ends_after_a_while_and_keeps_what_came()
    {
        await using var server = new LoopbackServer((_, _) => Answer.Whole(Content) with { Body = Content[..1000], ThenSilence = true });
        var message = await MessageAsync(server, new FetchOptions { Patience = TimeSpan.FromSeconds(0.5) });
        Assert.StartsWith("The server sent nothing for 0.5 seconds", message);
        Assert.Equal(Content[..1000], File.ReadAllBytes(Part));
    }

    [Fact]
    public async Task Cancelling_keeps_what_came()
    {
        await using var server = new LoopbackServer((_, _) => Answer.Whole(Content) with { Body = Content[..1000], ThenSilence = true });
        var options = new FetchOptions { Progress = new Steps(_ => cancellation.Cancel()) };
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => FetchAsync(server, options));
        Assert.Equal(Content[..1000], File.ReadAllBytes(Part));
        Assert.False(File.Exists(Target));
    }

    [Fact]
    public async Task A_file_that_is_there_and_right_is_not_downloaded()
    {
        await using var server = new LoopbackServer((_, _) => Answer.Only("500 Oops"));
        File.WriteAllBytes(Target, Content);
        Assert.True(Assert.Single(await FetchAsync(server)).WasThere);
        Assert.Empty(server.Requests);
    }

    [Fact]
    public async Task Another_file_of_that_name_is_replaced_only_by_force()
    {
        await using var server = new LoopbackServer((_, _) => Answer.Whole(Content));
        File.WriteAllText(Target, "mine");
        Assert.StartsWith($"{Target} is there, but is not the published file of 300,000 bytes.", await MessageAsync(server));
        Assert.Equal("mine", File.ReadAllText(Target));
        await FetchAsync(server, new FetchOptions { Force = true });
        Assert.Equal(Content, File.ReadAllBytes(Target));
    }

    [Fact]
    public async Task A_place_that_cannot_be_written_is_named()
    {
        await using var server = new LoopbackServer((_, _) => Answer.Whole(Content));
        File.WriteAllText(folder.File("taken"), "");
        var options = new FetchOptions { Mirror = server.Address, Sources = [Source()] };
        var exception = await Assert.ThrowsAsync<InputException>(() => DataSources.FetchAsync(folder.File("taken"), options, cancellation.Token));
        Assert.StartsWith($"Cannot write {folder.File("taken")}", exception.Message);
    }

    [Fact]
    public async Task An_address_without_encryption_needs_to_be_named_as_a_mirror()
    {
        var options = new FetchOptions { Sources = [Source(address: new Uri("http://example.org/file.bin"))] };
        var exception = await Assert.ThrowsAsync<InputException>(() => DataSources.FetchAsync(folder.Path, options, cancellation.Token));
        Assert.StartsWith("The address http://example.org/file.bin of file.bin is not safe: expected https.", exception.Message);
    }

    [Fact]
    public async Task A_mirror_that_is_no_web_address_is_refused()
    {
        var options = new FetchOptions { Mirror = new Uri("ftp://example.org/"), Sources = [Source()] };
        var exception = await Assert.ThrowsAsync<InputException>(() => DataSources.FetchAsync(folder.Path, options, cancellation.Token));
        Assert.StartsWith("The mirror 'ftp://example.org/' is no folder to download from", exception.Message);
    }

    [Fact]
    public void The_sources_are_the_published_songs_and_vocabulary()
    {
        Assert.Equal([DataFolder.SongsFile, DataFolder.VocabularyFile], DataSources.All.Select(source => source.File));
        Assert.All(DataSources.All, source => Assert.Equal((Uri.UriSchemeHttps, 64, 40), (source.Address.Scheme, source.Sha256.Length, source.GitBlob.Length)));
        Assert.All(DataSources.All, source => Assert.True(source.Licence.Length > 0 && source.Credit.Length > 0));
        Assert.Equal((27_655_251, 231_508), (DataSources.Songs.Bytes, DataSources.Vocabulary.Bytes));
    }

    [Fact]
    public void The_real_vocabulary_has_both_published_identities()
    {
        _ = RealData.Songs;
        var found = FileIdentity.Of(DataFolder.Find().VocabularyPath);
        var source = DataSources.Vocabulary;
        Assert.Equal(new FileIdentity(source.Bytes, source.Sha256, source.GitBlob), found);
    }
}
