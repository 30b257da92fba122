using System.Net;
using System.Net.Http.Headers;
using System.Security.Authentication;
using static System.FormattableString;

namespace GenreNotebooks.Cli.Downloads;

/// <summary>The transfer from a server into a part of a file: requests the missing bytes and appends those that arrive.</summary>
internal sealed class Transfer(DataSource source, Uri address, string part, FetchOptions options) : IDisposable
{
    private readonly DownloadClient client = new(address, options.AllowHttp);
    private EntityTagHeaderValue? version;
    private long whole = -1; // the length of the last answer that had an end: the same again is another file, not one that was cut short

    /// <summary>Whether all of the part arrived in one answer, so that it cannot mix two versions of the file.</summary>
    public bool IsOnePiece { get; private set; }

    public void Dispose() => client.Dispose();

    /// <summary>Sends one request and receives the answer.</summary>
    /// <returns>The head of the answer: a failure, or success if all of the file has arrived.</returns>
    /// <exception cref="HttpRequestException">The file has not arrived whole, and another try may do better; the part is kept.</exception>
    /// <exception cref="InvalidDataException">The server sends something else than the file.</exception>
    /// <exception cref="AuthenticationException">No secure connection.</exception>
    public async Task<HttpResponseMessage> ReceiveAsync(CancellationToken cancellation)
    {
        var from = new FileInfo(part) is { Exists: true } file && file.Length < source.Bytes ? file.Length : 0;
        using var response = await RequestAsync(from, cancellation);
        if (!response.IsSuccessStatusCode)
        {
            return response;
        }
        IsOnePiece = response.StatusCode != HttpStatusCode.PartialContent;
        version = response.Headers.ETag;
        try
        {
            using var received = new FileStream(part, IsOnePiece ? FileMode.Create : FileMode.Append, FileAccess.Write, FileShare.Read, bufferSize: 0);
            await CopyAsync(response.Content, received, cancellation);
            received.Flush(flushToDisk: true);
        }
        catch (HttpRequestException) when (source.Is(FileIdentity.Of(part)))
        {
            return response;
        }
        var length = new FileInfo(part).Length;
        var isOther = IsOnePiece && length > 0 && length == whole;
        whole = IsOnePiece && (response.Content.Headers.ContentLength is not null || response.Headers.TransferEncodingChunked == true) ? length : -1;
        return isOther || length >= source.Bytes || source.Is(FileIdentity.Of(part)) ? response : throw new HttpRequestException("the file was cut short");
    }

    /// <summary>Requests the bytes after the part; all bytes if the server does not continue where the part ends.</summary>
    private async Task<HttpResponseMessage> RequestAsync(long from, CancellationToken cancellation)
    {
        var response = await WaitAsync(token => client.GetAsync(from, version, token), cancellation);
        var continues = response.Content.Headers.ContentRange is { Unit: "bytes", From: { } first } && first == from
            && (version is null || response.Headers.ETag is not { } tag || tag.Equals(version));
        if (from > 0 && (response.StatusCode == HttpStatusCode.RequestedRangeNotSatisfiable
            || (response.StatusCode == HttpStatusCode.PartialContent && !continues)))
        {
            response.Dispose();
            return await RequestAsync(0, cancellation);
        }
        if (response.IsSuccessStatusCode && Refusal(response, from) is { } refusal)
        {
            response.Dispose();
            throw new InvalidDataException(refusal);
        }
        return response;
    }

    /// <summary>Why an answer cannot be the file, or null.</summary>
    private string? Refusal(HttpResponseMessage response, long from)
    {
        var isPart = response.StatusCode == HttpStatusCode.PartialContent;
        if (isPart && from == 0)
        {
            return "the server sent a part of the file, although all of it was requested";
        }
        if (response.Content.Headers.ContentEncoding.Any(encoding => !encoding.Equals("identity", StringComparison.OrdinalIgnoreCase)))
        {
            return "the server sent the file compressed, which was not requested";
        }
        return (isPart ? from : 0) + response.Content.Headers.ContentLength is { } announced && announced > source.MostBytes
            ? Invariant($"the server announces {announced:N0} bytes, the published file has {source.Bytes:N0}") : null;
    }

    private async Task CopyAsync(HttpContent content, FileStream received, CancellationToken cancellation)
    {
        var total = received.Length + content.Headers.ContentLength ?? source.Bytes;
        using var body = await content.ReadAsStreamAsync(cancellation);
        var buffer = new byte[1 << 16];
        int count;
        while ((count = await WaitAsync(token => body.ReadAsync(buffer, token).AsTask(), cancellation)) > 0)
        {
            if (received.Length + count > source.MostBytes)
            {
                received.SetLength(0);
                throw new InvalidDataException(Invariant($"the server sends more than {source.MostBytes:N0} bytes, the published file has {source.Bytes:N0}"));
            }
            await received.WriteAsync(buffer.AsMemory(0, count), cancellation);
            options.Progress?.Report(new DownloadProgress(source.File, received.Length, total));
        }
    }

    /// <summary>Waits for the next bytes of the server. The limit applies to silence, not to the whole download.</summary>
    private async Task<T> WaitAsync<T>(Func<CancellationToken, Task<T>> answer, CancellationToken cancellation)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        patience.CancelAfter(options.Patience);
        try
        {
            return await answer(patience.Token);
        }
        catch (OperationCanceledException exception) when (!cancellation.IsCancellationRequested)
        {
            throw new HttpRequestException(Invariant($"the server sent nothing for {options.Patience.TotalSeconds:0.##} seconds"), exception);
        }
        catch (Exception exception) when (exception.InnerException is AuthenticationException)
        {
            throw new AuthenticationException(Reason(exception), exception);
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException)
        {
            throw new HttpRequestException(Reason(exception), exception);
        }
    }

    /// <summary>A reason in our words, since the exception's may quote the server.</summary>
    private static string Reason(Exception exception) => ((exception as HttpRequestException)?.HttpRequestError ?? (exception as HttpIOException)?.HttpRequestError) switch
    {
        HttpRequestError.InvalidResponse => "the server's answer is not HTTP",
        HttpRequestError.ConfigurationLimitExceeded => "the server's answer begins with too many headers",
        HttpRequestError.NameResolutionError or HttpRequestError.ConnectionError => $"no connection ({exception.Message})",
        HttpRequestError.SecureConnectionError => $"no secure connection ({exception.InnerException?.Message ?? exception.Message})",
        HttpRequestError.ProxyTunnelError => $"the proxy does not connect ({exception.Message})",
        _ => "the connection ended",
    };
}
