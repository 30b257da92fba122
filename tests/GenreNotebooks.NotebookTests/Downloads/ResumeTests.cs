using Xunit;

namespace GenreNotebooks.NotebookTests.Downloads;

public sealed class ResumeTests : FetchFixture
{
    private static readonly byte[] Other = Bytes(Content.Length, seed: 2);

    [Fact]
    public async Task A_part_is_continued_where_it_ends()
    {
        await using var server = new LoopbackServer((_, from) => Answer.From(Content, from!.Value));
        File.WriteAllBytes(Part, Content[..123_456]);
        await FetchAsync(server);
        Assert.Equal(123_456, Assert.Single(server.Requests).From);
        AssertFetched();
    }

    [Fact]
    public async Task A_server_that_ignores_ranges_sends_the_file_anew()
    {
        await using var server = new LoopbackServer((_, _) => Answer.Whole(Content));
        File.WriteAllBytes(Part, Content[..123_456]);
        await FetchAsync(server);
        AssertFetched();
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
        AssertFetched();
        Assert.Empty(Waits);
    }

    [Fact]
    public async Task A_part_that_is_whole_is_taken_without_asking()
    {
        await using var server = new LoopbackServer((_, _) => Answer.Only("500 Oops"));
        File.WriteAllBytes(Part, Content);
        await FetchAsync(server);
        Assert.Empty(server.Requests);
        AssertFetched();
    }

    [Fact]
    public async Task A_part_that_is_as_long_as_the_file_and_wrong_is_received_anew()
    {
        await using var server = new LoopbackServer(request => Answer.Proper(Content, request));
        File.WriteAllBytes(Part, Other);
        await FetchAsync(server);
        Assert.Null(Assert.Single(server.Requests).From);
        AssertFetched();
    }

    [Fact]
    public async Task A_broken_connection_is_taken_up_where_it_ended()
    {
        await using var server = new LoopbackServer(request => Answer.Proper(Content, request).CutAfter(request.From is null ? 200_000 : 300_000));
        await FetchAsync(server);
        Assert.Equal([null, 200_000], server.Requests.Select(request => request.From));
        Assert.Equal(["file.bin: the connection ended; 200,000 of 300,000 bytes received. Try 2 of 5 follows in 1 s."], Lines);
        Assert.Equal(Content.Length, server.Sent);
        AssertFetched();
    }

    [Fact]
    public async Task What_came_is_kept_when_the_tries_are_used_up_and_the_next_call_goes_on()
    {
        await using (var server = new LoopbackServer(request => request.From is null ? Answer.Whole(Content).CutAfter(200_000) : Answer.Raw()))
        {
            Assert.Equal($"Cannot download {server.Address}/file.bin: the connection ended, the last of 5 tries. 200,000 of 300,000 bytes are kept as {Part}: " +
                "run the same command again to resume, or name a folder with another copy: --mirror URL", await MessageAsync(server));
        }
        Assert.Equal(Content[..200_000], File.ReadAllBytes(Part));
        Assert.Equal([Part], Directory.GetFileSystemEntries(Folder));
        await using var repaired = new LoopbackServer(request => Answer.Proper(Content, request));
        await FetchAsync(repaired);
        Assert.Equal(100_000, repaired.Sent);
        AssertFetched();
    }

    [Fact]
    public async Task A_line_that_drops_again_and_again_is_no_reason_to_stop_while_the_file_grows()
    {
        await using var server = new LoopbackServer(request => Answer.Proper(Content, request).CutAfter(66_000));
        await FetchAsync(Options(server) with { Tries = 2 });
        Assert.Equal([null, 66_000, 132_000, 198_000, 264_000], server.Requests.Select(request => request.From));
        Assert.Equal([1, 1, 1, 1], Waits);
        AssertFetched();
    }

    [Fact]
    public async Task A_server_that_ignores_ranges_and_always_breaks_off_is_given_up()
    {
        await using var server = new LoopbackServer((_, _) => Answer.Whole(Content).CutAfter(200_000));
        Assert.Contains(": the connection ended, the last of 5 tries. 200,000 of 300,000 bytes are kept as ", await MessageAsync(server));
        Assert.Equal([null, 200_000, 200_000, 200_000, 200_000], server.Requests.Select(request => request.From));
    }

    [Fact]
    public async Task A_shorter_file_that_is_whole_is_asked_for_twice_and_refused()
    {
        await using var server = new LoopbackServer((_, _) => Answer.Whole(Content[..50_000]));
        var message = await MessageAsync(server);
        Assert.Contains(" is not the published file.bin: expected 300,000 bytes with SHA-256 ", message);
        Assert.Contains(", found 50,000 bytes with SHA-256 ", message);
        Assert.Equal(2, server.Requests.Count);
        Assert.Empty(Directory.GetFileSystemEntries(Folder));
    }

    [Fact]
    public async Task A_file_without_an_end_that_is_cut_short_each_time_says_so()
    {
        await using var server = new LoopbackServer((_, _) => Answer.Whole(Content[..50_000]).Announcing(null));
        Assert.Contains(": the file was cut short, the last of 5 tries. 50,000 of 300,000 bytes are kept as ", await MessageAsync(server));
        Assert.Equal([Part], Directory.GetFileSystemEntries(Folder));
    }

    [Fact]
    public async Task Cancelling_keeps_what_came()
    {
        await using var server = new LoopbackServer((_, _) => Answer.Whole(Content).CutAfter(1000) with { ThenSilence = true });
        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => FetchAsync(Options(server) with { Progress = new Steps(_ => Cancellation.Cancel()) }));
        Assert.Equal(Content[..1000], File.ReadAllBytes(Part));
        Assert.Equal([Part], Directory.GetFileSystemEntries(Folder));
    }

    [Fact]
    public async Task A_file_that_changes_on_its_server_is_never_two_versions_in_one()
    {
        await using var server = new LoopbackServer(request =>
            request.From is null ? Answer.Whole(Other).CutAfter(100_000).With("ETag: \"old\"")
            : request.IfRange == "\"new\"" ? Answer.From(Content, request.From.Value)
            : Answer.Whole(Content).With("ETag: \"new\""));
        await FetchAsync(server);
        Assert.Equal([new("/files/file.bin", null), new("/files/file.bin", 100_000, "\"old\"")], server.Requests);
        AssertFetched();
    }

    [Theory]
    [InlineData("ETag: W/\"weak\"")]
    [InlineData("X: y")]
    public async Task Without_a_version_that_holds_for_every_byte_none_is_named(string header)
    {
        await using var server = new LoopbackServer(request => Answer.Proper(Content, request).CutAfter(request.From is null ? 100_000 : 300_000).With(header));
        await FetchAsync(server);
        Assert.Equal(new("/files/file.bin", 100_000), server.Requests.Last());
    }

    [Fact]
    public async Task A_piece_that_says_it_is_of_another_version_is_not_taken()
    {
        var first = true;
        await using var server = new LoopbackServer(request =>
        {
            var cut = first ? 100_000 : 300_000;
            first = false;
            return Answer.Proper(Content, request).CutAfter(cut).With(request.From is null ? "ETag: \"old\"" : "ETag: \"new\"");
        });
        await FetchAsync(server);
        Assert.Equal([null, 100_000, null], server.Requests.Select(request => request.From));
        Assert.Single(Waits);
        AssertFetched();
    }

    [Fact]
    public async Task Pieces_that_do_not_fit_together_are_received_anew_once()
    {
        File.WriteAllBytes(Part, Other[..100_000]);
        await using var server = new LoopbackServer(request => Answer.Proper(Content, request));
        await FetchAsync(server);
        Assert.Equal([100_000, null], server.Requests.Select(request => request.From));
        Assert.Equal(["file.bin: the pieces received do not fit together; the file may have changed meanwhile. Starting over, once."], Lines);
        AssertFetched();
    }

    [Fact]
    public async Task Pieces_that_never_fit_together_are_given_up_and_removed()
    {
        await using var server = new LoopbackServer(request => request.From is { } from ? Answer.From(Content, from) : Answer.Whole(Other).CutAfter(100_000));
        Assert.Contains("file.bin is not the published file.bin: expected 300,000 bytes", await MessageAsync(server));
        Assert.Equal([null, 100_000, null, 100_000], server.Requests.Select(request => request.From));
        Assert.Empty(Directory.GetFileSystemEntries(Folder));
    }
}
