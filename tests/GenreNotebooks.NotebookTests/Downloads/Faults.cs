namespace GenreNotebooks.NotebookTests.Downloads;

/// <summary>What servers do that may pass, by name; each as an answer to a request for <see cref="FetchFixture.Content"/>.</summary>
internal static class Faults
{
    private static readonly byte[] Content = FetchFixture.Content;

    public static IReadOnlyDictionary<string, Func<Request, Answer>> All { get; } = new Dictionary<string, Func<Request, Answer>>
    {
        ["408"] = _ => Answer.Only("408 Request Timeout"),
        ["429"] = _ => Answer.Only("429 Too Many Requests"),
        ["429 and a wait in seconds"] = _ => Answer.Only("429 Too Many Requests", "Retry-After: 7"),
        ["429 and a wait as a date"] = _ => Answer.Only("429 Slow", "Date: Mon, 01 Jan 2024 00:00:00 GMT", "Retry-After: Mon, 01 Jan 2024 00:01:30 GMT"),
        ["500"] = _ => new("500 Oops", "<html>Oops</html>"u8.ToArray(), "Content-Length: 17"),
        ["502"] = _ => Answer.Only("502 Bad Gateway"),
        ["503"] = _ => Answer.Only("503 Service Unavailable"),
        ["503 and a wait that is no wait"] = _ => Answer.Only("503 Busy", "Retry-After: soon"),
        ["504"] = _ => Answer.Only("504 Gateway Timeout"),
        ["599 as nobody knows it"] = _ => Answer.Only("599 Odd"),
        ["closes at once"] = _ => Answer.Raw(),
        ["breaks at once"] = _ => Answer.Raw() with { ThenBreak = true },
        ["garbage instead of HTTP"] = _ => Answer.Raw("\u001b[2J garbage\r\n\r\n"),
        ["half a head"] = _ => Answer.Raw("HTTP/1.1 200 OK\r\nContent-Le"),
        ["too many headers"] = _ => Answer.Whole(Content).With([.. Enumerable.Range(0, 3000).Select(number => $"X-Header-{number}: {new string('x', 40)}")]),
        ["silence before the head"] = _ => Answer.Raw() with { ThenSilence = true },
        ["silence after the head"] = request => Answer.Proper(Content, request).CutAfter(0) with { ThenSilence = true },
        ["silence in the middle"] = request => Answer.Proper(Content, request).CutAfter(40_000) with { ThenSilence = true },
        ["ends before the body"] = request => Answer.Proper(Content, request).CutAfter(0),
        ["ends after a byte"] = request => Answer.Proper(Content, request).CutAfter(1),
        ["ends in the middle"] = request => Answer.Proper(Content, request).CutAfter(40_000),
        ["breaks in the middle"] = request => Answer.Proper(Content, request).CutAfter(40_000) with { ThenBreak = true },
        ["ends in the middle, of no known length"] = request => Answer.Proper(Content, request).CutAfter(40_000).Announcing(null),
        ["announces too few bytes"] = request => Answer.Proper(Content, request).Announcing(1_000),
        ["announces too many bytes"] = request => Answer.Proper(Content, request).CutAfter(40_000).Announcing(330_000 - (request.From ?? 0)),
        ["ignores the range and ends in the middle"] = _ => Answer.Whole(Content).CutAfter(40_000),
        ["sends an empty file"] = _ => Answer.Whole([]),
        ["has no content"] = _ => new("204 No Content", []),
        ["ends a chunk too early"] = _ => Answer.Chunked(Content).CutAfter(40_000),
        ["sends no proper chunks"] = _ => new("200 OK", "nonsense\r\n"u8.ToArray(), "Transfer-Encoding: chunked"),
        ["redirects to a fault"] = request => request.Path.StartsWith("/files", StringComparison.Ordinal) ? Answer.Redirect("302 Found", "/other") : Answer.Only("503 Busy"),
    };

    /// <summary>Whether nothing of the body comes by that fault.</summary>
    public static bool IsSilent(string name) => name.StartsWith("silence", StringComparison.Ordinal);
}
