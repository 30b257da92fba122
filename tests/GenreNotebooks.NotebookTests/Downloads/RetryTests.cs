using GenreNotebooks.Cli.Downloads;
using Xunit;

namespace GenreNotebooks.NotebookTests.Downloads;

public sealed class RetryTests : FetchFixture
{
    public static TheoryData<string> Passing => [.. Faults.All.Keys];

    [Theory]
    [MemberData(nameof(Passing))]
    public async Task A_fault_that_passes_is_waited_for_however_often_it_comes_up_to_four_times(string fault)
    {
        for (var times = 1; times <= 4; times++)
        {
            File.Delete(Target);
            var left = times;
            await using var server = new LoopbackServer(request => Interlocked.Decrement(ref left) >= 0 || request.Path == "/other" && left >= -1
                ? Faults.All[fault](request) : Answer.Proper(Content, request));
            await FetchAsync(Options(server) with { Patience = Patience(fault) });
            AssertFetched();
        }
    }

    [Fact]
    public async Task Waits_grow_and_each_is_told()
    {
        var left = 4;
        await using var server = new LoopbackServer(request => left-- > 0 ? Answer.Only("503 Busy") : Answer.Proper(Content, request));
        await FetchAsync(server);
        Assert.Equal([1, 2, 4, 8], Waits);
        Assert.Equal(
            [.. new[] { (2, 1), (3, 2), (4, 4), (5, 8) }.Select(next =>
                $"file.bin: the server answered 503 (ServiceUnavailable); 0 of 300,000 bytes received. Try {next.Item1} of 5 follows in {next.Item2} s.")],
            Lines);
    }

    [Fact]
    public async Task Waits_are_not_in_step_with_those_of_others()
    {
        await using var server = new LoopbackServer((_, _) => Answer.Only("503 Busy"));
        await MessageAsync(Options(server) with { Jitter = new FetchOptions().Jitter });
        await MessageAsync(Options(server) with { Jitter = new FetchOptions().Jitter });
        Assert.Equal(8, Waits.Distinct().Count());
    }

    [Theory]
    [InlineData("408", "the server answered 408 (RequestTimeout)")]
    [InlineData("500", "the server answered 500 (InternalServerError)")]
    [InlineData("599 as nobody knows it", "the server answered 599")]
    [InlineData("closes at once", "the connection ended")]
    [InlineData("breaks at once", "the connection ended")]
    [InlineData("garbage instead of HTTP", "the server's answer is not HTTP")]
    [InlineData("half a head", "the connection ended")]
    [InlineData("too many headers", "the server's answer begins with too many headers")]
    [InlineData("silence before the head", "the server sent nothing for 0.05 seconds")]
    [InlineData("silence after the head", "the server sent nothing for 0.05 seconds")]
    [InlineData("ends before the body", "the connection ended")]
    [InlineData("sends an empty file", "the file was cut short")]
    [InlineData("has no content", "the file was cut short")]
    [InlineData("sends no proper chunks", "the server's answer is not HTTP")]
    [InlineData("redirects to a fault", "the server answered 503 (ServiceUnavailable)")]
    public async Task A_fault_that_does_not_pass_is_told_after_five_tries_and_leaves_nothing(string fault, string reason)
    {
        await using var server = new LoopbackServer(request => Faults.All[fault](request));
        Assert.Equal($"Cannot download {server.Address}/file.bin: {reason}, the last of 5 tries. Try again later, or name a folder with another copy: --mirror URL",
            await MessageAsync(Options(server) with { Patience = Patience(fault) }));
        Assert.Equal([1, 2, 4, 8], Waits);
        Assert.Empty(Directory.GetFileSystemEntries(Folder));
    }

    [Theory]
    [InlineData("304 Not Modified", "304 (NotModified)")]
    [InlineData("400 Bad Request", "400 (BadRequest)")]
    [InlineData("401 Unauthorized", "401 (Unauthorized)")]
    [InlineData("403 Forbidden", "403 (Forbidden)")]
    [InlineData("404 Not Found", "404 (NotFound)")]
    [InlineData("410 Gone", "410 (Gone)")]
    [InlineData("416 Range Not Satisfiable", "416 (RequestedRangeNotSatisfiable)")]
    [InlineData("451 Unavailable", "451 (UnavailableForLegalReasons)")]
    public async Task A_refusal_is_told_at_once(string status, string expected)
    {
        await using var server = new LoopbackServer((_, _) => Answer.Only(status, "Retry-After: 5"));
        Assert.Equal($"Cannot download {server.Address}/file.bin: the server answered {expected}. Try again later, or name a folder with another copy: --mirror URL", await MessageAsync(server));
        Assert.Single(server.Requests);
        Assert.Empty(Directory.GetFileSystemEntries(Folder));
    }

    [Fact]
    public async Task A_refusal_keeps_an_earlier_part()
    {
        await using var server = new LoopbackServer((_, _) => Answer.Only("404 Not Found"));
        File.WriteAllBytes(Part, Content[..10]);
        Assert.Contains($"404 (NotFound). 10 of 300,000 bytes are kept as {Part}", await MessageAsync(server));
        Assert.Equal(Content[..10], File.ReadAllBytes(Part));
    }

    [Fact]
    public async Task Nobody_there_is_one_clear_message()
    {
        var server = new LoopbackServer((_, _) => Answer.Only("500 Oops"));
        var options = Options(server);
        await server.DisposeAsync();
        Assert.Matches(@"^Cannot download http://127\.0\.0\.1:\d+/files/file\.bin: no connection \(.+\), the last of 5 tries\. Try again later, ", await MessageAsync(options));
    }

    [Theory]
    [InlineData(90, "Retry-After: 90")]
    [InlineData(120, "Retry-After: 120")]
    [InlineData(75, "Retry-After: Mon, 01 Jan 2024 00:01:15 GMT", "Date: Mon, 01 Jan 2024 00:00:00 GMT")]
    [InlineData(1, "Retry-After: Mon, 01 Jan 2024 00:01:15 GMT")] // long past
    [InlineData(1, "Retry-After: 0")]
    [InlineData(1, "Retry-After: -5")]
    [InlineData(1, "Retry-After: soon")]
    [InlineData(1, "Retry-After: 99999999999999999999")]
    public async Task A_server_that_asks_to_be_left_alone_is_left_alone_for_as_long(double seconds, params string[] headers)
    {
        var first = true;
        await using var server = new LoopbackServer(request =>
        {
            var answer = first ? Answer.Only("429 Too Many Requests", headers) : Answer.Proper(Content, request);
            first = false;
            return answer;
        });
        await FetchAsync(server);
        Assert.Equal([seconds], Waits);
        Assert.Equal([$"file.bin: the server answered 429 (TooManyRequests); 0 of 300,000 bytes received. Try 2 of 5 follows in {seconds} s."], Lines);
    }

    [Theory]
    [InlineData("3,600", "Retry-After: 3600")]
    [InlineData("121", "Retry-After: Mon, 01 Jan 2024 00:02:01 GMT", "Date: Mon, 01 Jan 2024 00:00:00 GMT")]
    public async Task A_server_that_asks_for_too_much_is_given_up(string seconds, params string[] headers)
    {
        await using var server = new LoopbackServer((_, _) => Answer.Only("503 Busy", headers));
        Assert.Equal($"Cannot download {server.Address}/file.bin: the server answered 503 (ServiceUnavailable) and asks for a pause of {seconds} seconds, " +
            "more than the 120 allowed. Try again later, or name a folder with another copy: --mirror URL", await MessageAsync(server));
        Assert.Empty(Waits);
    }

    [Fact]
    public async Task Cancelling_ends_the_wait_for_the_next_try()
    {
        await using var server = new LoopbackServer((_, _) => Answer.Only("503 Busy", "Retry-After: 100"));
        var options = Options(server) with { Time = TimeProvider.System, OnWait = _ => Cancellation.CancelAfter(50) };
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => FetchAsync(options));
        Assert.Single(server.Requests);
        Assert.Empty(Directory.GetFileSystemEntries(Folder));
    }

    /// <summary>Any faults in any order: the file comes, whole, or there is a message; its place never holds anything else.</summary>
    [Fact]
    public async Task Of_300_downloads_through_faults_at_random_none_puts_a_wrong_file_in_its_place()
    {
        var random = new Random(20_260_101);
        string[] names = [.. Faults.All.Keys.Where(name => !Faults.IsSilent(name))];
        var (faults, fetched, refused) = (0, 0, 0);
        for (var download = 0; download < 300; download++)
        {
            File.Delete(Target);
            var ahead = random.Next(1, 9);
            await using var server = new LoopbackServer(request =>
            {
                if (ahead-- <= 0)
                {
                    return Answer.Proper(Content, request);
                }
                faults++;
                return Faults.All[names[random.Next(names.Length)]](request);
            });
            try
            {
                await FetchAsync(server);
                AssertFetched();
                fetched++;
            }
            catch (InputException exception)
            {
                Assert.Contains(", the last of 5 tries. ", exception.Message);
                Assert.False(File.Exists(Target));
                refused++;
            }
        }
        TestContext.Current.TestOutputHelper?.WriteLine($"{faults} faulty answers, {fetched} files fetched, {refused} refused.");
        Assert.Equal(300, fetched + refused);
        Assert.True(fetched > 150 && refused > 30, $"{fetched} fetched, {refused} refused");
    }

    // Silence is waited for in earnest.
    private static TimeSpan Patience(string fault) => TimeSpan.FromSeconds(Faults.IsSilent(fault) ? 0.05 : 20);
}
