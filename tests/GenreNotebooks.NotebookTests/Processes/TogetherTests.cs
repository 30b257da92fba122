using System.Collections.Concurrent;
using GenreNotebooks.Runs;
using GenreNotebooks.Tests;
using GenreNotebooks.Tests.Runs;
using GenreNotebooks.Vectorization;
using Xunit;

namespace GenreNotebooks.NotebookTests.Processes;

/// <summary>Several processes of the built command line that write to the same folder.</summary>
[Trait("Suite", "Failures")]
public sealed class TogetherTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact(Explicit = true)]
    public async Task Of_three_that_fetch_into_the_same_folder_one_downloads_and_the_others_wait_and_find()
    {
        await using var served = new Served(4_000_000, TimeSpan.FromMilliseconds(10));
        var target = folder.File("data/file.bin");
        CliProcess[] processes = [.. Enumerable.Range(0, 3).Select(_ => new CliProcess(served.FetchTo(folder.File("data"))))];
        var ends = await Task.WhenAll(processes.Select(process => process.EndAsync()));
        Array.ForEach(processes, process => process.Dispose());
        Assert.All(ends, end => Assert.Equal(0, end.Exit));
        Assert.Single(ends, end => end.Output.Contains($"{target}: downloaded, checked."));
        Assert.Equal(2, ends.Count(end => end.Output.Contains($"{target}: was there, checked.")));
        Assert.Equal(2, ends.Count(end => end.Error.Trim() == $"{target} is in use by another GenreNotebooks process: waiting until it finishes."));
        Assert.Single(served.Server.Requests);
        Assert.Equal(served.Content, File.ReadAllBytes(target));
        Assert.Equal([target], Directory.GetFileSystemEntries(folder.File("data")));
    }

    [Fact(Explicit = true)]
    public async Task Of_three_that_train_where_nothing_is_kept_yet_one_tokenizes_and_all_get_the_same()
    {
        var (cache, here) = (Directory.CreateDirectory(folder.File("cache")).FullName, Directory.CreateDirectory(folder.File("here")).FullName);
        var made = new ConcurrentQueue<string>();
        using var watcher = new FileSystemWatcher(cache) { EnableRaisingEvents = true };
        watcher.Renamed += (_, renamed) => made.Enqueue(renamed.Name!);
        CliProcess[] processes = [.. Enumerable.Range(0, 3).Select(number => new CliProcess(
            ["train", "combined", "--sample", "--epochs", "1", "--json", folder.File($"{number}.json")],
            here, (SongTableCache.EnvironmentVariable, cache), ("HOME", folder.File("home")), ("XDG_CACHE_HOME", null)))];
        var ends = await Task.WhenAll(processes.Select(process => process.EndAsync()));
        Array.ForEach(processes, process => process.Dispose());
        Assert.All(ends, end => Assert.Equal((0, ""), (end.Exit, end.Error)));
        var file = Assert.Single(Directory.GetFileSystemEntries(cache));
        Assert.Equal([Path.GetFileName(file)], made);
        Assert.Single(Enumerable.Range(0, 3).Select(number => RunRecord.Load(folder.File($"{number}.json")).JsonWithoutTimes()).Distinct());
        Assert.Empty(Directory.GetFileSystemEntries(here));
        if (Directory.Exists(folder.File("home"))) // on a system that needs no copy of the shim, none is made
        {
            Assert.StartsWith("libLibTorchSharp-", Path.GetFileName(Assert.Single(Directory.GetFileSystemEntries(folder.File("home/.cache/GenreNotebooks")))));
        }
    }
}
