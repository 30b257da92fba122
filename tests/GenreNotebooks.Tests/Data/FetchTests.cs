using System.Security.Cryptography;
using GenreNotebooks.Data;
using Xunit;

namespace GenreNotebooks.Tests.Data;

public sealed class FetchTests : FetchFixture
{
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
        Assert.Empty(Directory.GetFileSystemEntries(Folder));
    }

    [Fact]
    public async Task Nobody_there_is_one_clear_message()
    {
        var options = new FetchOptions { Mirror = new Uri("http://127.0.0.1:1/"), Sources = [Source()] };
        var exception = await Assert.ThrowsAsync<InputException>(() => DataSources.FetchAsync(Folder, options, Cancellation.Token));
        Assert.StartsWith("Cannot download http://127.0.0.1:1/file.bin: ", exception.Message);
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
        File.WriteAllText(Path.Combine(Folder, "taken"), "");
        var options = new FetchOptions { Mirror = server.Address, Sources = [Source()] };
        var exception = await Assert.ThrowsAsync<InputException>(() => DataSources.FetchAsync(Path.Combine(Folder, "taken"), options, Cancellation.Token));
        Assert.StartsWith($"Cannot write {Path.Combine(Folder, "taken")}", exception.Message);
    }
}
