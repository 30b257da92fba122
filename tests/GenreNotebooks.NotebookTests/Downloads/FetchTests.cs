using System.Security.Cryptography;
using GenreNotebooks.Cli.Downloads;
using GenreNotebooks.Files;
using Xunit;

namespace GenreNotebooks.NotebookTests.Downloads;

public sealed class FetchTests : FetchFixture
{
    [Fact]
    public async Task A_file_arrives_whole_and_leaves_no_part()
    {
        await using var server = new LoopbackServer((_, _) => Answer.Whole(Content));
        var steps = new List<DownloadProgress>();
        var file = Assert.Single(await FetchAsync(Options(server) with { Progress = new Steps(steps.Add) }));
        Assert.Equal((Target, false), (file.Path, file.WasThere));
        AssertFetched();
        Assert.Equal(new("/files/file.bin", null), Assert.Single(server.Requests));
        Assert.Equal(new DownloadProgress("file.bin", Content.Length, Content.Length), steps[^1]);
    }

    [Fact]
    public async Task A_wrong_checksum_removes_the_download_and_touches_nothing_else()
    {
        var other = Bytes(Content.Length, seed: 2);
        await using var server = new LoopbackServer((_, _) => Answer.Whole(other));
        File.WriteAllText(Target, "mine");
        Assert.Equal($"{server.Address}/file.bin is not the published file.bin: expected 300,000 bytes with SHA-256 {Source().Sha256}, " +
            $"found 300,000 bytes with SHA-256 {Convert.ToHexStringLower(SHA256.HashData(other))}. The download was removed, nothing else changed. " +
            "Try again, or name a folder with another copy: --mirror URL", await MessageAsync(Options(server) with { Force = true }));
        Assert.Single(server.Requests);
        Assert.Equal("mine", File.ReadAllText(Target));
        Assert.Equal([Target], Directory.GetFileSystemEntries(Folder));
    }

    [Fact]
    public async Task The_id_in_git_alone_is_identity_enough()
    {
        await using var server = new LoopbackServer((_, _) => Answer.Whole("hello\n"u8.ToArray()));
        await FetchAsync(Options(server, Source(sha256: "unknown", gitBlob: "ce013625030ba8dba906f756967f9e9ca394464a")));
        Assert.Equal("hello\n", File.ReadAllText(Target));
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
        Assert.StartsWith($"{Target} exists, but is not the published file of 300,000 bytes.", await MessageAsync(server));
        Assert.Equal("mine", File.ReadAllText(Target));
        await FetchAsync(Options(server) with { Force = true });
        AssertFetched();
    }

    [Fact]
    public async Task Two_that_fetch_into_the_same_place_download_once()
    {
        await using var server = new LoopbackServer((_, _) => Answer.Whole(Content) with { Pause = TimeSpan.FromMilliseconds(10) });
        var both = await Task.WhenAll(FetchAsync(server), FetchAsync(server));
        Assert.Equal([false, true], both.Select(files => files[0].WasThere).Order());
        Assert.Equal([$"{Target} is in use by another GenreNotebooks process: waiting until it finishes."], Lines);
        Assert.Single(server.Requests);
        AssertFetched();
    }

    [Fact]
    public async Task Waiting_for_another_ends_when_it_is_cancelled()
    {
        await using var server = new LoopbackServer((_, _) => Answer.Whole(Content));
        using (FileLock.Take(Target))
        {
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => FetchAsync(Options(server) with { OnWait = _ => Cancellation.Cancel() }));
        }
        Assert.Empty(server.Requests);
        Assert.Empty(Directory.GetFileSystemEntries(Folder));
    }
}
