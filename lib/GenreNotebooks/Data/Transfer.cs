using System.Net;
using System.Net.Http.Headers;
using System.Security.Authentication;
using GenreNotebooks.Files;
using static System.FormattableString;

namespace GenreNotebooks.Data;

/// <summary>The way from a server into a part of a file: asks for what is missing, and appends what comes.</summary>
internal sealed class Transfer : IDisposable
{
    private readonly DataSource source;
    private readonly string part;
    private readonly FetchOptions options;
    private readonly Asking asking;
    private EntityTagHeaderValue? version;

    public Transfer(DataSource source, Uri address, string part, FetchOptions options)
    {
        (this.source, this.part, this.options) = (source, part, options);
        asking = new Asking(address, options.AllowHttp);
    }

    /// <summary>Whether all of the part came in one answer, so that no two versions can have met in it.</summary>
    public bool IsOnePiece { get; private set; }

    public void Dispose() => asking.Dispose();

    /// <summary>Asks once and receives what comes.</summary>
    /// <exception cref="DownloadFailure">It is not all, or not what was asked for; what came is kept.</exception>
    public async Task ReceiveAsync(CancellationToken cancellation)
    {
        var there = new FileInfo(part) is { Exists: true } file && file.Length < source.Bytes ? file.Length : 0;
        using var response = await AskAsync(there, cancellation).ConfigureAwait(false);
        IsOnePiece = response.StatusCode != HttpStatusCode.PartialContent;
        version = response.Headers.ETag;
        using (var received = new FileStream(part, IsOnePiece ? FileMode.Create : FileMode.Append, FileAccess.Write, FileShare.Read, bufferSize: 0))
        {
            await CopyAsync(response.Content, received, cancellation).ConfigureAwait(false);
            received.Flush(flushToDisk: true);
        }
        if (new FileInfo(part).Length < source.Bytes && !source.Is(FileIdentity.Of(part)))
        {
            throw new DownloadFailure("the file was cut short", passes: true);
        }
    }

    /// <summary>Asks for what is missing; from the start if the server does not continue where the part ends.</summary>
    private async Task<HttpResponseMessage> AskAsync(long there, CancellationToken cancellation)
    {
        var response = await WaitAsync(token => asking.AskAsync(there, version, token), cancellation).ConfigureAwait(false);
        var continues = response.Content.Headers.ContentRange is { Unit: "bytes", From: { } from } && from == there
            && (version is null || response.Headers.ETag is not { } tag || tag.Equals(version));
        if (there > 0 && (response.StatusCode == HttpStatusCode.RequestedRangeNotSatisfiable
            || (response.StatusCode == HttpStatusCode.PartialContent && !continues)))
        {
            response.Dispose();
            return await AskAsync(0, cancellation).ConfigureAwait(false);
        }
        if (Complaint(response, there) is { } complaint)
        {
            response.Dispose();
            throw complaint;
        }
        return response;
    }

    private DownloadFailure? Complaint(HttpResponseMessage response, long there)
    {
        var status = (int)response.StatusCode;
        if (!response.IsSuccessStatusCode)
        {
            var name = Enum.IsDefined(response.StatusCode) ? $" ({response.StatusCode})" : "";
            return new($"the server answered {status}{name}", passes: status is 408 or 429 or >= 500) { Asked = Asked(response.Headers) };
        }
        if (there == 0 && response.StatusCode == HttpStatusCode.PartialContent)
        {
            return new("the server sent a part of the file where all of it was asked for", passes: false);
        }
        if (response.Content.Headers.ContentEncoding.Any(encoding => !encoding.Equals("identity", StringComparison.OrdinalIgnoreCase)))
        {
            return new("the server sent the file compressed, which was not asked for", passes: false);
        }
        var before = response.StatusCode == HttpStatusCode.PartialContent ? there : 0;
        return before + response.Content.Headers.ContentLength is { } announced && announced > source.MostBytes
            ? new(Invariant($"the server announces {announced:N0} bytes, the published file has {source.Bytes:N0}"), passes: false) : null;
    }

    /// <summary>What Retry-After asks for, by the server's own clock where it tells it.</summary>
    private static TimeSpan Asked(HttpResponseHeaders headers)
    {
        var asked = headers.RetryAfter?.Delta ?? headers.RetryAfter?.Date - (headers.Date ?? DateTimeOffset.UtcNow) ?? TimeSpan.Zero;
        return asked > TimeSpan.Zero ? asked : TimeSpan.Zero;
    }

    private async Task CopyAsync(HttpContent content, FileStream received, CancellationToken cancellation)
    {
        var total = received.Length + content.Headers.ContentLength ?? source.Bytes;
        using var body = await content.ReadAsStreamAsync(cancellation).ConfigureAwait(false);
        var buffer = new byte[1 << 16];
        int count;
        while ((count = await WaitAsync(token => body.ReadAsync(buffer, token).AsTask(), cancellation).ConfigureAwait(false)) > 0)
        {
            if (received.Length + count > source.MostBytes)
            {
                received.SetLength(0);
                throw new DownloadFailure(Invariant($"the server sends more than {source.MostBytes:N0} bytes, the published file has {source.Bytes:N0}"), passes: false);
            }
            await received.WriteAsync(buffer.AsMemory(0, count), cancellation).ConfigureAwait(false);
            options.Progress?.Report(new DownloadProgress(source.File, received.Length, total));
        }
    }

    /// <summary>Waits for the server's next answer, with patience for silence but not for the whole download.</summary>
    private async Task<T> WaitAsync<T>(Func<CancellationToken, Task<T>> answer, CancellationToken cancellation)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        patience.CancelAfter(options.Patience);
        try
        {
            return await answer(patience.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException exception) when (!cancellation.IsCancellationRequested)
        {
            throw new DownloadFailure(Invariant($"the server sent nothing for {options.Patience.TotalSeconds:0.##} seconds"), passes: true, exception);
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException)
        {
            throw new DownloadFailure(Reason(exception), passes: exception.InnerException is not AuthenticationException, exception);
        }
    }

    /// <summary>In our words, since those of the exception may quote the server.</summary>
    private static string Reason(Exception exception) => exception switch
    {
        HttpIOException { HttpRequestError: HttpRequestError.InvalidResponse } => "the server's answer is not HTTP",
        HttpRequestException { HttpRequestError: HttpRequestError.InvalidResponse } => "the server's answer is not HTTP",
        HttpRequestException { HttpRequestError: HttpRequestError.ConfigurationLimitExceeded } => "the server's answer begins with too many headers",
        HttpRequestException { HttpRequestError: HttpRequestError.NameResolutionError or HttpRequestError.ConnectionError } => $"no connection ({exception.Message})",
        HttpRequestException { HttpRequestError: HttpRequestError.SecureConnectionError } => $"no secure connection ({exception.InnerException?.Message ?? exception.Message})",
        HttpRequestException { HttpRequestError: HttpRequestError.ProxyTunnelError } => $"the proxy makes no connection ({exception.Message})",
        _ => "the connection ended",
    };
}
