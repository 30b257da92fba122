using System.Diagnostics;
using System.Globalization;
using GenreNotebooks.Data;
using GenreNotebooks.Models;
using GenreNotebooks.Training;
using GenreNotebooks.Vectorization;

namespace GenreNotebooks.Benchmarks;

/// <summary>The cost of a number of songs in one process.</summary>
/// <param name="Songs">The number of songs loaded, tokenized and trained on.</param>
/// <param name="Tokens">Their tokens, without padding.</param>
/// <param name="LoadSeconds">From CSV text to songs, none of them kept.</param>
/// <param name="TokenizeSeconds">From CSV text to a table of tokens and features, on all cores: songs are tokenized as they are read.</param>
/// <param name="EpochSeconds">One epoch of the network on lyrics, eight songs a batch.</param>
/// <param name="BaseBytes">The memory of the process before: runtime, LibTorch, vocabulary, compiled code.</param>
/// <param name="PeakBytes">The peak memory of the process.</param>
internal sealed record ScaleRun(
    int Songs, long Tokens, double LoadSeconds, double TokenizeSeconds, double EpochSeconds, long BaseBytes, long PeakBytes)
{
    /// <summary>Enough for all code to be fully compiled.</summary>
    public const int WarmUps = 6;

    private const int LoadWarmUps = 25; // loading takes a fiftieth of the other stages' time

    /// <summary>Peak memory above the base for each token kept.</summary>
    public double BytesAToken => (double)(PeakBytes - BaseBytes) / Tokens;

    /// <summary>The stages and their microseconds a song.</summary>
    public IReadOnlyDictionary<string, double> MicrosecondsASong => new OrderedDictionary<string, double>
    {
        ["load"] = 1e6 * LoadSeconds / Songs,
        ["tokenize"] = 1e6 * TokenizeSeconds / Songs,
        ["epoch"] = 1e6 * EpochSeconds / Songs,
    };

    /// <summary>Measures the songs of a folder, after warm-ups with the sample.</summary>
    /// <param name="folder">The songs.</param>
    /// <param name="warmUps">The number of warm-ups.</param>
    public static ScaleRun Measure(DataFolder folder, int warmUps = WarmUps)
    {
        var test = Tokenize(DataFolder.Sample, out _).OfGenres(GenreSet.Blog);
        for (var pass = 0; pass < warmUps; pass++)
        {
            for (var reading = 0; reading < LoadWarmUps; reading++)
            {
                Load(DataFolder.Sample);
            }
            Epoch(Tokenize(DataFolder.Sample, out _).OfGenres(GenreSet.Blog), test);
        }
        var before = PeakMemory.Reset();
        var load = Load(folder);
        var songs = Tokenize(folder, out var tokenize);
        var epoch = Epoch(songs.OfGenres(GenreSet.Blog), test);
        return new(songs.Count, songs.TokenCount, load, tokenize, epoch, before, PeakMemory.Bytes);
    }

    private static double Load(DataFolder folder)
    {
        var clock = Stopwatch.StartNew();
        using var stream = folder.OpenSongs();
        foreach (var _ in SongReader.Read(stream, folder.SongsPath))
        {
            // Read and drop.
        }
        return clock.Elapsed.TotalSeconds;
    }

    private static SongTable Tokenize(DataFolder folder, out double seconds)
    {
        var clock = Stopwatch.StartNew();
        using var stream = folder.OpenSongs();
        var songs = SongTable.Tokenize(SongReader.Read(stream, folder.SongsPath), LyricsTokenizer.Load(folder));
        seconds = clock.Elapsed.TotalSeconds;
        return songs;
    }

    private static double Epoch(SongDataset train, SongDataset test)
    {
        var options = new TrainingOptions { Epochs = 1, Device = "cpu" };
        using var model = ModelKind.Lyrics.Create(options, Cli.Sampling.SampleVocabulary.Size, GenreSet.Blog.Count);
        return new Trainer(options).Fit(model, train, test).Epochs[0].Seconds;
    }
}

/// <summary>The peak memory of this process.</summary>
internal static class PeakMemory
{
    private const string Status = "/proc/self/status";

    /// <summary>Bytes of physical memory: on Linux since <see cref="Reset"/>, elsewhere since the process began.</summary>
    public static long Bytes => OperatingSystem.IsLinux() ? LinuxPeak() : Process.GetCurrentProcess().PeakWorkingSet64;

    /// <summary>Resets the peak, on Linux; returns the bytes held now.</summary>
    public static long Reset()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect();
        if (OperatingSystem.IsLinux())
        {
            File.WriteAllText("/proc/self/clear_refs", "5"); // sets VmHWM to VmRSS, says proc(5)
        }
        return Bytes;
    }

    private static long LinuxPeak()
    {
        var line = File.ReadLines(Status).First(line => line.StartsWith("VmHWM:", StringComparison.Ordinal));
        return 1024 * long.Parse(line.Split(':', ' ', '\t').First(word => word.Length > 0 && char.IsDigit(word[0])), CultureInfo.InvariantCulture);
    }
}
