using System.Net;
using System.Net.Http.Headers;
using static System.FormattableString;

namespace GenreNotebooks.Data;

/// <summary>One file on its way: received beside its place, checked, then renamed, so that its place never holds a part.</summary>
internal sealed class Download(DataSource source, Uri address, string target, FetchOptions options)
{
    private readonly string part = target + ".part";

    public async Task RunAsync(CancellationToken cancellation)
    {
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            if (!File.Exists(part) || !source.Is(FileIdentity.Of(part)))
            {
                await ReceiveAsync(cancellation).ConfigureAwait(false);
                Check(FileIdentity.Of(part));
            }
            File.Move(part, target, overwrite: true);
        }
        catch (HttpRequestException exception)
        {
            throw new InputException($"Cannot download {address}: " + (exception.StatusCode is { } status
                ? $"the server answered {(int)status} ({status})." : exception.Message) +
                " Try again later, or name a folder with a copy: --mirror URL", exception);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new InputException($"Cannot write {target}: {exception.Message} Name another folder with --out DIR.", exception);
        }
    }

    private async Task ReceiveAsync(CancellationToken cancellation)
    {
        // A proxy cannot reach this machine's own addresses.
        using var handler = new SocketsHttpHandler { UseProxy = !address.IsLoopback };
        using var client = new HttpClient(handler) { Timeout = Timeout.InfiniteTimeSpan };
        var there = new FileInfo(part) is { Exists: true } file ? file.Length : 0;
        using var response = await AskAsync(client, there, cancellation).ConfigureAwait(false);
        var mode = response.StatusCode == HttpStatusCode.PartialContent ? FileMode.Append : FileMode.Create;
        using var received = new FileStream(part, mode, FileAccess.Write, FileShare.Read);
        await CopyAsync(response.Content, received, cancellation).ConfigureAwait(false);
        received.Flush(flushToDisk: true);
    }

    /// <summary>Asks for what is missing; from the start if the server does not continue where the part ends.</summary>
    private async Task<HttpResponseMessage> AskAsync(HttpClient client, long there, CancellationToken cancellation)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        request.Headers.Range = there > 0 ? new RangeHeaderValue(there, null) : null;
        var response = await WaitAsync(
            token => client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, token), there, cancellation).ConfigureAwait(false);
        var continues = response.StatusCode != HttpStatusCode.PartialContent
            || response.Content.Headers.ContentRange is { Unit: "bytes", From: { } from } && from == there;
        if (there > 0 && (!continues || response.StatusCode == HttpStatusCode.RequestedRangeNotSatisfiable))
        {
            response.Dispose();
            return await AskAsync(client, 0, cancellation).ConfigureAwait(false);
        }
        using var failed = response.IsSuccessStatusCode ? null : response;
        return response.EnsureSuccessStatusCode();
    }

    private async Task CopyAsync(HttpContent content, FileStream received, CancellationToken cancellation)
    {
        var total = received.Length + content.Headers.ContentLength ?? source.Bytes;
        using var body = await content.ReadAsStreamAsync(cancellation).ConfigureAwait(false);
        var buffer = new byte[1 << 16];
        int count;
        while ((count = await WaitAsync(token => body.ReadAsync(buffer, token).AsTask(), received.Length, cancellation).ConfigureAwait(false)) > 0)
        {
            await received.WriteAsync(buffer.AsMemory(0, count), cancellation).ConfigureAwait(false);
            options.Progress?.Report(new DownloadProgress(source.File, received.Length, total));
        }
    }

    /// <summary>Waits for the server's next answer, with patience for silence but not for the whole download.</summary>
    private async Task<T> WaitAsync<T>(Func<CancellationToken, Task<T>> answer, long there, CancellationToken cancellation)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        patience.CancelAfter(options.Patience);
        try
        {
            return await answer(patience.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException exception) when (!cancellation.IsCancellationRequested)
        {
            throw Interrupted(Invariant($"The server sent nothing for {options.Patience.TotalSeconds:0.#} seconds"), there, exception);
        }
        catch (IOException exception)
        {
            throw Interrupted("The connection ended", there, exception);
        }
    }

    private InputException Interrupted(string what, long there, Exception? inner = null) => new(
        Invariant($"{what} while downloading {address}: {there:N0} of {source.Bytes:N0} bytes are there. ") +
        (there > 0 ? $"They are kept as {part}: run the same command again to go on from there, or name a folder with another copy: --mirror URL" : "Try again later."), inner!);

    private void Check(FileIdentity found)
    {
        if (source.Is(found))
        {
            return;
        }
        var difference = Invariant($"expected {source.Bytes:N0} bytes with SHA-256 {source.Sha256}, ") +
            Invariant($"found {found.Bytes:N0} bytes with SHA-256 {found.Sha256}");
        if (found.Bytes < source.Bytes)
        {
            throw Interrupted($"The file was cut short ({difference})", found.Bytes);
        }
        File.Delete(part);
        throw new InputException($"{address} is not the published {source.File}: {difference}. The download was removed, " +
            "nothing else changed. Try again, or name a folder with another copy: --mirror URL");
    }
}
