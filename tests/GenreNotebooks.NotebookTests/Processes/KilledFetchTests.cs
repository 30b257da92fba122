using GenreNotebooks.Tests;
using Xunit;

namespace GenreNotebooks.NotebookTests.Processes;

/// <summary><c>data fetch</c>, killed at random moments with SIGKILL.</summary>
[Trait("Suite", "Failures")]
public sealed class KilledFetchTests : IDisposable
{
    private const int Size = 12_000_000, Kills = 16, Seed = 20_260_102;

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    private string Target => folder.File("file.bin");

    private long Received => new FileInfo(Target + ".part") is { Exists: true } part ? part.Length : 0;

    [Fact(Explicit = true)]
    public async Task A_fetch_that_is_killed_again_and_again_goes_on_where_it_was_and_ends_with_the_whole_file()
    {
        await using var served = new Served(Size, TimeSpan.FromMilliseconds(1));
        var random = new Random(Seed);
        var inTheMiddle = 0;
        for (var kill = 1; kill <= Kills; kill++)
        {
            // Some before the first byte, most while bytes are written.
            var until = kill % 5 == 0 ? 0 : Received + ((Size - Received) * random.NextDouble() / (Kills - kill + 2));
            var before = Received;
            await KillAsync(served, until, TimeSpan.FromMilliseconds(kill % 5 == 0 ? random.Next(400) : 0));
            inTheMiddle += Received > before && Received < Size ? 1 : 0;
            Assert.False(File.Exists(Target));
            Assert.Equal(served.Content.AsSpan(0, (int)Received), File.ReadAllBytes(Target + ".part").AsSpan());
        }
        using var last = new CliProcess(served.FetchTo(folder.Path));
        Assert.Equal((0, ""), (await last.EndAsync()) is var end ? (end.Exit, end.Error) : default);
        Assert.Equal(served.Content, File.ReadAllBytes(Target));
        Assert.Equal([Target], Directory.GetFileSystemEntries(folder.Path));
        TestContext.Current.TestOutputHelper?.WriteLine(
            $"{Kills} kills (seed {Seed}), {inTheMiddle} of them while the part grew; the server sent {served.Server.Sent:N0} bytes of a file of {Size:N0} in {served.Server.Requests.Count} answers.");
        Assert.True(inTheMiddle >= 10, $"{inTheMiddle}");
        // Only bytes in transit at the kill are requested again.
        Assert.True(served.Server.Sent < 1.5 * Size, $"{served.Server.Sent:N0}");
        Assert.All(served.Server.Requests.Skip(1).Zip(served.Server.Requests), both => Assert.True((both.First.From ?? 0) >= (both.Second.From ?? 0)));
    }

    private async Task KillAsync(Served served, double until, TimeSpan after)
    {
        using var process = new CliProcess(served.FetchTo(folder.Path));
        await Task.Delay(after);
        while (Received <= until && after == TimeSpan.Zero)
        {
            Assert.False(process.HasExited);
            Assert.False(File.Exists(Target));
            await Task.Delay(1);
        }
        process.Kill();
        await process.EndAsync();
    }
}
