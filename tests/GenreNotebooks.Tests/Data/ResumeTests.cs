using GenreNotebooks.Data;
using Xunit;

namespace GenreNotebooks.Tests.Data;

public sealed class ResumeTests : FetchFixture
{
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
                $"They are kept as {Part}: run the same command again to go on from there, or name a folder with another copy: --mirror URL", await MessageAsync(server));
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
    public async Task A_refusal_keeps_an_earlier_part()
    {
        await using var server = new LoopbackServer((_, _) => Answer.Only("503 Busy"));
        File.WriteAllBytes(Part, Content[..10]);
        Assert.Contains("503", await MessageAsync(server));
        Assert.Equal(Content[..10], File.ReadAllBytes(Part));
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
        var options = new FetchOptions { Progress = new Steps(_ => Cancellation.Cancel()) };
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => FetchAsync(server, options));
        Assert.Equal(Content[..1000], File.ReadAllBytes(Part));
        Assert.False(File.Exists(Target));
    }
}
