using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace GenreNotebooks.Tests.Data;

/// <summary>What the server sends: the head's lines after the status, a body, and whether it then says nothing more for ever.</summary>
internal sealed record Answer(string Status, byte[] Body, params string[] Headers)
{
    public bool ThenSilence { get; init; }

    public static Answer Whole(byte[] body) => new("200 OK", body, $"Content-Length: {body.Length}");

    public static Answer From(byte[] body, long from) => new("206 Partial Content", body[(int)from..],
        $"Content-Length: {body.Length - from}", $"Content-Range: bytes {from}-{body.Length - 1}/{body.Length}");

    public static Answer Only(string status) => new(status, [], "Content-Length: 0");
}

/// <summary>
/// An HTTP server on 127.0.0.1, written on a socket since it must do what a proper server does not: break off in the
/// middle, or fall silent.
/// </summary>
internal sealed class LoopbackServer : IAsyncDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource end = new();
    private readonly Func<string, long?, Answer> answer;
    private readonly Task serving;

    /// <summary>Serves what <paramref name="answer"/> gives for a path and the first byte of the range asked for.</summary>
    public LoopbackServer(Func<string, long?, Answer> answer)
    {
        this.answer = answer;
        listener.Start();
        serving = ServeAsync();
    }

    public Uri Address => new($"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}/files");

    /// <summary>What was asked for: a path, and the first byte of the range if there was one.</summary>
    public ConcurrentQueue<(string Path, long? From)> Requests { get; } = new();

    public async ValueTask DisposeAsync()
    {
        await end.CancelAsync();
        listener.Dispose();
        await serving;
        end.Dispose();
    }

    private async Task ServeAsync()
    {
        try
        {
            while (true)
            {
                using var client = await listener.AcceptTcpClientAsync(end.Token);
                await AnswerAsync(client.GetStream());
            }
        }
        catch (Exception exception) when (exception is OperationCanceledException or SocketException or ObjectDisposedException)
        {
        }
    }

    private async Task AnswerAsync(NetworkStream stream)
    {
        try
        {
            using var reader = new StreamReader(stream, Encoding.ASCII, leaveOpen: true);
            var path = (await reader.ReadLineAsync(end.Token))!.Split(' ')[1];
            long? from = null;
            while (await reader.ReadLineAsync(end.Token) is { Length: > 0 } line)
            {
                from = line.StartsWith("Range: bytes=", StringComparison.OrdinalIgnoreCase)
                    ? long.Parse(line[13..^1], CultureInfo.InvariantCulture) : from;
            }
            Requests.Enqueue((path, from));
            var sent = answer(path, from);
            var head = string.Join("\r\n", sent.Headers.Prepend("HTTP/1.1 " + sent.Status).Append("Connection: close")) + "\r\n\r\n";
            await stream.WriteAsync(Encoding.ASCII.GetBytes(head), end.Token);
            await stream.WriteAsync(sent.Body, end.Token);
            await Task.Delay(sent.ThenSilence ? Timeout.Infinite : 0, end.Token);
        }
        catch (IOException)
        {
            // The client went away, as in a test of cancelling.
        }
    }
}
