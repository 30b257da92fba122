using System.Security.Cryptography;
using System.Text.Json;
using GenreNotebooks.NotebookTests.Downloads;
using GenreNotebooks.Tests;

namespace GenreNotebooks.NotebookTests.Processes;

/// <summary>A file on a server of this machine, and the command that fetches it into a folder.</summary>
internal sealed class Served : IAsyncDisposable
{
    private readonly TemporaryFolder description = new();

    /// <param name="bytes">The file's size.</param>
    /// <param name="pause">The server's pause after each 16,384 bytes.</param>
    /// <param name="name">The file's name.</param>
    public Served(int bytes, TimeSpan pause, string name = "file.bin")
    {
        Content = new byte[bytes];
        new Random(bytes).NextBytes(Content);
        Server = new LoopbackServer(request => Answer.Proper(Content, request) with { Pause = pause });
        File.WriteAllText(Sources, JsonSerializer.Serialize(new[]
        {
            new
            {
                name = "songs",
                file = name,
                address = $"{Server.Address}/{name}",
                bytes,
                sha256 = Convert.ToHexStringLower(SHA256.HashData(Content)),
                git_blob = "",
                licence = "free",
                credit = "nobody",
            },
        }));
    }

    public byte[] Content { get; }

    public LoopbackServer Server { get; }

    /// <summary>The file that describes it.</summary>
    public string Sources => description.File("sources.json");

    public string[] FetchTo(string folder) => ["data", "fetch", "--sources", Sources, "--out", folder];

    public async ValueTask DisposeAsync()
    {
        await Server.DisposeAsync();
        description.Dispose();
    }
}
