using System.Net;
using GenreNotebooks.Cli.Downloads;
using Xunit;

namespace GenreNotebooks.NotebookTests.Downloads;

public sealed class RedirectTests : FetchFixture
{
    [Theory]
    [InlineData("301 Moved", "/moved/there")]
    [InlineData("302 Found", "../moved/there")]
    [InlineData("303 See Other", "?moved")]
    [InlineData("307 Temporary", "there")]
    [InlineData("308 Permanent", "//127.0.0.1:{0}/moved")]
    [InlineData("302 Found", "http://127.0.0.1:{0}/moved")]
    [InlineData("302 Found", "http://localhost:{0}/moved")]
    public async Task A_redirect_on_this_machine_is_followed_with_its_range(string status, string to)
    {
        var port = 0;
        await using var server = new LoopbackServer(request => request.Path == "/files/file.bin"
            ? Answer.Redirect(status, string.Format(null, to, port)) : Answer.Proper(Content, request));
        port = server.Address.Port;
        File.WriteAllBytes(Part, Content[..1000]);
        await FetchAsync(server);
        Assert.Equal([1000, 1000], server.Requests.Select(request => request.From));
        AssertFetched();
    }

    [Theory]
    [InlineData(5, true)]
    [InlineData(6, false)]
    public async Task Five_redirects_are_followed_and_no_more(int redirects, bool arrives)
    {
        await using var server = new LoopbackServer(request => redirects-- > 0 ? Answer.Redirect("302 Found", $"/{redirects}") : Answer.Proper(Content, request));
        if (arrives)
        {
            await FetchAsync(server);
            AssertFetched();
            return;
        }
        await AssertRefusedAsync(server, "the server redirects more than 5 times");
        Assert.Equal(6, server.Requests.Count);
    }

    [Fact]
    public async Task A_loop_of_redirects_ends()
    {
        await using var server = new LoopbackServer((_, _) => Answer.Redirect("302 Found", "/files/file.bin"));
        await AssertRefusedAsync(server, "the server redirects more than 5 times");
    }

    [Theory]
    [InlineData("http://example.org/file.bin", "http://example.org/file.bin, which is not safe: expected https, or http with --allow-http")]
    [InlineData("//example.org/file.bin", "http://example.org/file.bin, which is not safe: expected https, or http with --allow-http")]
    [InlineData("ftp://127.0.0.1/file.bin", "ftp://127.0.0.1/file.bin, which is not safe: expected https")]
    [InlineData("file:///etc/passwd", "file:///etc/passwd, which is not safe: expected https")]
    [InlineData("data:,x", "data:,x, which is not safe: expected https")]
    public async Task A_redirect_to_an_address_that_is_not_safe_is_refused(string location, string expected)
    {
        await using var server = new LoopbackServer((_, _) => Answer.Redirect("302 Found", location));
        await AssertRefusedAsync(server, $"the server redirects to {expected}");
        Assert.Single(server.Requests);
    }

    [Theory]
    [InlineData("Location: http://[")]
    [InlineData("X: no location")]
    public async Task A_redirect_to_nowhere_is_refused(string header)
    {
        await using var server = new LoopbackServer((_, _) => Answer.Only("302 Found", header));
        await AssertRefusedAsync(server, "the server redirects to nowhere");
    }

    [Theory]
    [InlineData(true, false, "https://example.org/", null)]
    [InlineData(true, false, "https://example.org/", "https://example.com/")]
    [InlineData(true, false, "http://127.0.0.1/", null)]
    [InlineData(true, false, "http://[::1]/", null)]
    [InlineData(true, false, "http://localhost/", "http://127.0.0.1/")]
    [InlineData(false, false, "http://example.org/", null)]
    [InlineData(false, false, "http://example.org/", "https://example.org/")]
    [InlineData(false, false, "http://example.org/", "http://127.0.0.1/")]
    [InlineData(false, false, "http://127.0.0.1/", "https://example.org/")]
    [InlineData(false, false, "http://127.0.0.1.example.org/", null)]
    [InlineData(false, true, "ftp://example.org/", null)]
    [InlineData(false, true, "file:///etc/passwd", "https://example.org/")]
    [InlineData(true, true, "http://example.org/", "https://example.org/")]
    public void Only_https_and_this_machine_are_asked_unless_http_is_allowed(bool expected, bool allowHttp, string address, string? from) =>
        Assert.Equal(expected, AddressRules.Allow(new Uri(address), allowHttp, from is null ? null : new Uri(from)));

    [Fact]
    public async Task Another_machine_is_asked_over_http_only_where_that_is_allowed()
    {
        // As the system's proxy, the server sees what would go to another machine.
        await using var server = new LoopbackServer(request => request.Path.StartsWith('/')
            ? Answer.Redirect("302 Found", "http://example.org/moved") : Answer.Proper(Content, request));
        var before = HttpClient.DefaultProxy;
        HttpClient.DefaultProxy = new WebProxy(server.Address);
        try
        {
            await AssertRefusedAsync(server, "the server redirects to http://example.org/moved, which is not safe: expected https, or http with --allow-http");
            await FetchAsync(Options(server) with { AllowHttp = true });
        }
        finally
        {
            HttpClient.DefaultProxy = before;
        }
        Assert.Equal(["/files/file.bin", "/files/file.bin", "http://example.org/moved"], server.Requests.Select(request => request.Path));
        AssertFetched();
    }

    private async Task AssertRefusedAsync(LoopbackServer server, string reason)
    {
        Assert.Equal($"Cannot download {server.Address}/file.bin: {reason}. Try again later, or name a folder with another copy: --mirror URL", await MessageAsync(server));
        Assert.Empty(Directory.GetFileSystemEntries(Folder));
    }
}
