using System.Security.Cryptography;
using GenreNotebooks.Data;
using Xunit;

namespace GenreNotebooks.Tests.Data;

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

    internal Task<IReadOnlyList<FetchedFile>> FetchAsync(LoopbackServer server, FetchOptions? options = null, DataSource? source = null) =>
        DataSources.FetchAsync(folder.Path, (options ?? new FetchOptions()) with { Mirror = server.Address, Sources = [source ?? Source()] }, Cancellation.Token);

    internal async Task<string> MessageAsync(LoopbackServer server, FetchOptions? options = null) =>
        (await Assert.ThrowsAsync<InputException>(() => FetchAsync(server, options))).Message;

    internal sealed class Steps(Action<DownloadProgress> step) : IProgress<DownloadProgress>
    {
        public void Report(DownloadProgress value) => step(value);
    }
}
