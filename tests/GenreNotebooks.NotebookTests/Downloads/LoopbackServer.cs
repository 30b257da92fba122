using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace GenreNotebooks.NotebookTests.Downloads;

/// <summary>
/// An HTTP server on 127.0.0.1, written on a socket since it must do what a proper server does not: break off in the
/// middle, fall silent, say one thing and do another. It answers several at once.
/// </summary>
internal sealed class LoopbackServer : IAsyncDisposable
{
    private const int Piece = 1 << 14;

    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource end = new();
    private readonly Func<Request, Answer> answer;
    private readonly Task serving;
    private long sent;

    /// <summary>Serves what <paramref name="answer"/> gives for a path and the first byte of the range asked for.</summary>
    public LoopbackServer(Func<string, long?, Answer> answer) : this(request => answer(request.Path, request.From))
    {
    }

    /// <summary>Serves what <paramref name="answer"/> gives.</summary>
    public LoopbackServer(Func<Request, Answer> answer)
    {
        this.answer = answer;
        listener.Start();
        serving = ServeAsync();
    }

    public Uri Address => new($"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}/files");

    /// <summary>What was asked for.</summary>
    public ConcurrentQueue<Request> Requests { get; } = new();

    /// <summary>The bytes of bodies that went out.</summary>
    public long Sent => Interlocked.Read(ref sent);

    public async ValueTask DisposeAsync()
    {
        await end.CancelAsync();
        listener.Dispose();
        await serving;
        end.Dispose();
    }

    private async Task ServeAsync()
    {
        var answering = new List<Task>();
        try
        {
            while (true)
            {
                answering.Add(AnswerAsync(await listener.AcceptTcpClientAsync(end.Token)));
            }
        }
        catch (Exception exception) when (exception is OperationCanceledException or SocketException or InvalidOperationException)
        {
            // The end: a listener that is disposed of says so in one of these ways.
            await Task.WhenAll(answering);
        }
    }

    private async Task AnswerAsync(TcpClient client)
    {
        using var closing = client;
        try
        {
            var stream = client.GetStream();
            if (await ReadAsync(stream) is not { } request)
            {
                return;
            }
            Requests.Enqueue(request);
            var sending = answer(request);
            client.LingerState = new LingerOption(sending.ThenBreak, 0);
            await stream.WriteAsync(sending.Head, end.Token);
            foreach (var piece in sending.Body.Chunk(Piece))
            {
                await stream.WriteAsync(piece, end.Token);
                Interlocked.Add(ref sent, piece.Length);
                await Task.Delay(sending.Pause, end.Token);
            }
            await Task.Delay(sending.ThenSilence ? Timeout.Infinite : 0, end.Token);
        }
        catch (Exception exception) when (exception is IOException or OperationCanceledException)
        {
            // The client went away, as in a test of cancelling; or the test is over.
        }
    }

    private async Task<Request?> ReadAsync(NetworkStream stream)
    {
        using var reader = new StreamReader(stream, Encoding.ASCII, leaveOpen: true);
        if (await reader.ReadLineAsync(end.Token) is not { } first)
        {
            return null;
        }
        var (from, version) = ((long?)null, (string?)null);
        while (await reader.ReadLineAsync(end.Token) is { Length: > 0 } line)
        {
            var (name, value) = (line[..line.IndexOf(':')].ToUpperInvariant(), line[(line.IndexOf(':') + 1)..].Trim());
            from = name == "RANGE" ? long.Parse(value["bytes=".Length..^1], CultureInfo.InvariantCulture) : from;
            version = name == "IF-RANGE" ? value : version;
        }
        return new(first.Split(' ')[1], from, version);
    }
}
