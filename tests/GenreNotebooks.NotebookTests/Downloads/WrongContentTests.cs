using Xunit;

namespace GenreNotebooks.NotebookTests.Downloads;

public sealed class WrongContentTests : FetchFixture
{
    [Fact]
    public async Task A_body_that_is_announced_as_far_too_long_is_not_received()
    {
        await using var server = new LoopbackServer((_, _) => Answer.Whole(Bytes(2_000_000, seed: 3)));
        Assert.Equal($"Cannot download {server.Address}/file.bin: the server announces 2,000,000 bytes, the published file has 300,000. " +
            "Try again later, or name a folder with another copy: --mirror URL", await MessageAsync(server));
        Assert.Empty(Directory.GetFileSystemEntries(Folder));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_body_that_grows_far_beyond_the_published_size_is_cut_off(bool chunked)
    {
        var endless = Bytes(20_000_000, seed: 3);
        var most = 0L;
        await using var server = new LoopbackServer((_, _) => chunked ? Answer.Chunked(endless) : Answer.Whole(endless).Announcing(null));
        var message = await MessageAsync(Options(server) with { Progress = new Steps(step => most = Math.Max(most, step.Received)) });
        Assert.Equal($"Cannot download {server.Address}/file.bin: the server sends more than 375,000 bytes, the published file has 300,000. " +
            "Try again later, or name a folder with another copy: --mirror URL", message);
        Assert.InRange(most, 300_000, 375_000);
        Assert.Empty(Directory.GetFileSystemEntries(Folder));
    }

    [Fact]
    public async Task A_rest_that_is_announced_as_far_too_long_is_not_received()
    {
        await using var server = new LoopbackServer((_, _) => new("206 Partial Content", Bytes(400_000, seed: 3), "Content-Length: 400000", "Content-Range: bytes 100-400099/400100"));
        File.WriteAllBytes(Part, Content[..100]);
        Assert.Contains("the server announces 400,100 bytes, the published file has 300,000. 100 of 300,000 bytes are kept as ", await MessageAsync(server));
        Assert.Equal(Content[..100], File.ReadAllBytes(Part));
    }

    [Fact]
    public async Task Chunks_are_as_good_as_a_length()
    {
        await using var server = new LoopbackServer((_, _) => Answer.Chunked(Content));
        await FetchAsync(server);
        AssertFetched();
    }

    [Fact]
    public async Task A_length_that_is_too_short_costs_one_more_question()
    {
        await using var server = new LoopbackServer(request => Answer.Proper(Content, request).Announcing(request.From is null ? 200_000 : 100_000));
        await FetchAsync(server);
        Assert.Equal([null, 200_000], server.Requests.Select(request => request.From));
        AssertFetched();
    }

    [Fact]
    public async Task A_file_that_has_come_whole_is_taken_though_more_was_announced()
    {
        await using var server = new LoopbackServer((_, _) => Answer.Whole(Content).Announcing(330_000));
        await FetchAsync(server);
        Assert.Empty(Waits);
        AssertFetched();
    }

    [Fact]
    public async Task A_compressed_body_that_was_not_asked_for_is_refused()
    {
        await using var server = new LoopbackServer((_, _) => Answer.Whole(Content).With("Content-Encoding: gzip"));
        Assert.Contains("file.bin: the server sent the file compressed, which was not requested. Try again later", await MessageAsync(server));
        Assert.Empty(Directory.GetFileSystemEntries(Folder));
    }

    [Fact]
    public async Task A_part_that_was_not_asked_for_is_refused()
    {
        await using var server = new LoopbackServer((_, _) => Answer.From(Content, 5));
        Assert.Contains("file.bin: the server sent a part of the file, although all of it was requested. Try again later", await MessageAsync(server));
        Assert.Empty(Directory.GetFileSystemEntries(Folder));
    }

    [Fact]
    public async Task A_name_that_the_server_proposes_is_not_taken()
    {
        await using var server = new LoopbackServer((_, _) => Answer.Whole(Content).With("Content-Disposition: attachment; filename=\"../evil.bin\"", "Content-Location: /evil"));
        await FetchAsync(server);
        AssertFetched();
    }
}
