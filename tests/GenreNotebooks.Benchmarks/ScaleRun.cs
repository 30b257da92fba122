using System.Diagnostics;
using GenreNotebooks.Data;
using GenreNotebooks.Models;
using GenreNotebooks.Training;
using GenreNotebooks.Vectorization;

namespace GenreNotebooks.Benchmarks;

/// <summary>What some number of songs cost in one process.</summary>
/// <param name="Songs">How many were loaded, tokenized and trained on, all of them.</param>
/// <param name="Tokens">The tokens kept of them, padding not counted.</param>
/// <param name="LoadSeconds">From CSV text to songs, one by one, none kept.</param>
/// <param name="TokenizeSeconds">From CSV text to a table of tokens and features, on all cores: songs are tokenized as they are read.</param>
/// <param name="EpochSeconds">One epoch of the network on lyrics, eight songs a batch.</param>
/// <param name="BaseBytes">The memory of the process before: runtime, LibTorch, vocabulary, compiled code.</param>
/// <param name="PeakBytes">The most it held at a time.</param>
internal sealed record ScaleRun(
    int Songs, long Tokens, double LoadSeconds, double TokenizeSeconds, double EpochSeconds, long BaseBytes, long PeakBytes)
{
    /// <summary>Often enough that everything is compiled to the end.</summary>
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

    /// <summary>Measures the songs of a folder, once the sample has been through all stages.</summary>
    /// <param name="folder">The songs.</param>
    /// <param name="warmUps">How often the sample goes first.</param>
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
            // Read and let go, as loading does.
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
