using System.Security.Cryptography;
using GenreNotebooks.Cli.Downloads;
using GenreNotebooks.Tests;
using Xunit;

namespace GenreNotebooks.NotebookTests.Downloads;

/// <summary>A folder, a file of 300,000 bytes that a server may have, and calls that fetch it.</summary>
public abstract class FetchFixture : IDisposable
{
    internal static readonly byte[] Content = Bytes(300_000, seed: 1);

    private readonly TemporaryFolder folder = new();

    public void Dispose()
    {
        folder.Dispose();
        Cancellation.Dispose();
        GC.SuppressFinalize(this);
    }

    internal string Folder => folder.Path;

    internal CancellationTokenSource Cancellation { get; } = new();

    internal string Target => folder.File("file.bin");

    internal string Part => Target + ".part";

    internal static byte[] Bytes(int count, int seed)
    {
        var bytes = new byte[count];
        new Random(seed).NextBytes(bytes);
        return bytes;
    }

    internal static DataSource Source(string? sha256 = null, string gitBlob = "-", Uri? address = null) => new(
        "songs", address ?? new Uri("https://example.org/file.bin"), "file.bin", Content.Length,
        sha256 ?? Convert.ToHexStringLower(SHA256.HashData(Content)), gitBlob, "free", "nobody");

    /// <summary>The waits between tries, in seconds; they took no time.</summary>
    internal List<double> Waits { get; } = [];

    /// <summary>The sentences before waits.</summary>
    internal List<string> Lines { get; } = [];

    /// <summary>Options with a mirror and tries that follow at once, in regular steps.</summary>
    internal FetchOptions Options(LoopbackServer server, DataSource? source = null) => new()
    {
        Mirror = server.Address,
        Sources = [source ?? Source()],
        OnWait = Lines.Add,
        Patience = TimeSpan.FromSeconds(20),
        Jitter = false,
        Time = new InstantTime(Waits),
    };

    internal Task<IReadOnlyList<FetchedFile>> FetchAsync(FetchOptions options) => Fetch.RunAsync(folder.Path, options, Cancellation.Token);

    internal Task<IReadOnlyList<FetchedFile>> FetchAsync(LoopbackServer server) => FetchAsync(Options(server));

    internal async Task<string> MessageAsync(FetchOptions options) =>
        (await Assert.ThrowsAsync<InputException>(() => FetchAsync(options))).Message;

    internal Task<string> MessageAsync(LoopbackServer server) => MessageAsync(Options(server));

    internal void AssertFetched()
    {
        Assert.Equal(Content, File.ReadAllBytes(Target));
        Assert.Equal([Target], Directory.GetFileSystemEntries(Folder));
    }

    /// <summary>A clock whose timers go off at once.</summary>
    private sealed class InstantTime(List<double> waits) : TimeProvider
    {
        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            waits.Add(dueTime.TotalSeconds);
            callback(state);
            return System.CreateTimer(_ => { }, null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        }
    }

    internal sealed class Steps(Action<DownloadProgress> step) : IProgress<DownloadProgress>
    {
        public void Report(DownloadProgress value) => step(value);
    }
}
