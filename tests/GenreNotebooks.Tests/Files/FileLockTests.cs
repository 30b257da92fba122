using GenreNotebooks.Files;
using Xunit;

namespace GenreNotebooks.Tests.Files;

public sealed class FileLockTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    private string Place => folder.File("place");

    [Fact]
    public async Task Waiting_is_reported_once_and_ends_when_the_lock_is_free()
    {
        var (messages, first) = (new List<string>(), FileLock.Take(Place));
        var second = Task.Run(() => FileLock.Take(Place, messages.Add));
        await Task.WhenAny(second, Task.Delay(300));
        Assert.False(second.IsCompleted);
        first.Dispose();
        using (await second)
        {
            Assert.Equal([$"{Place} is in use by another GenreNotebooks process: waiting until it finishes."], messages);
        }
        Assert.Empty(Directory.EnumerateFileSystemEntries(folder.Path));
    }

    [Fact]
    public void Disposing_a_lock_twice_does_not_release_the_next_one()
    {
        var first = FileLock.Take(Place);
        first.Dispose();
        using var second = FileLock.Take(Place);
        first.Dispose();
        Assert.True(File.Exists(Place + ".lock"));
    }

    [Fact]
    public void Waiting_ends_when_it_is_cancelled()
    {
        using var first = FileLock.Take(Place);
        using var cancellation = new CancellationTokenSource(TimeSpan.FromMilliseconds(100));
        Assert.Throws<OperationCanceledException>(() => FileLock.Take(Place, cancellation: cancellation.Token));
    }

    [Fact]
    public void A_lock_that_a_killed_process_left_behind_is_free()
    {
        File.WriteAllText(Place + ".lock", "");
        FileLock.Take(Place, message => Assert.Fail(message)).Dispose();
    }

    [Fact]
    public void Only_one_of_many_has_the_lock_at_a_time()
    {
        var (inside, most, turns) = (0, 0, 0);
        Parallel.For(0, 400, new ParallelOptions { MaxDegreeOfParallelism = 8 }, _ =>
        {
            using var taken = FileLock.Take(Place);
            most = Math.Max(most, Interlocked.Increment(ref inside));
            turns++;
            Interlocked.Decrement(ref inside);
        });
        Assert.Equal((1, 400), (most, turns));
    }

    [Fact]
    public void A_place_that_cannot_be_written_is_named()
    {
        File.WriteAllText(folder.File("file"), "");
        Assert.Contains(folder.File("file/place") + ": cannot be written", Assert.Throws<InputException>(() => FileLock.Take(folder.File("file/place"))).Message);
    }
}
