using System.Diagnostics;
using GenreNotebooks.Data;
using GenreNotebooks.Models;
using GenreNotebooks.Training;
using GenreNotebooks.Vectorization;

namespace GenreNotebooks.Benchmarks;

/// <summary>What some number of songs cost in one process.</summary>
/// <param name="Songs">How many were loaded, tokenized and trained on, all of them.</param>
/// <param name="Tokens">The tokens kept of them, padding not counted.</param>
/// <param name="LoadSeconds">From CSV text to songs.</param>
/// <param name="TokenizeSeconds">From songs to a dataset of tokens, features and labels.</param>
/// <param name="EpochSeconds">One epoch of the network on lyrics, eight songs a batch.</param>
/// <param name="BaseBytes">The memory of the process before: runtime, LibTorch, vocabulary, compiled code.</param>
/// <param name="PeakBytes">The most it held at a time.</param>
internal sealed record ScaleRun(
    int Songs, long Tokens, double LoadSeconds, double TokenizeSeconds, double EpochSeconds, long BaseBytes, long PeakBytes)
{
    /// <summary>Often enough that everything is compiled to the end.</summary>
    public const int WarmUps = 6;

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
        var test = Dataset(DataFolder.Sample, out _, out _);
        for (var pass = 0; pass < warmUps; pass++)
        {
            test = Dataset(DataFolder.Sample, out _, out _);
            Epoch(test, test);
        }
        var before = PeakMemory.Reset();
        var songs = Dataset(folder, out var load, out var tokenize);
        var epoch = Epoch(songs, test);
        var peak = PeakMemory.Bytes;
        var tokens = Enumerable.Range(0, songs.Count).Sum(song => (long)songs[song].Ids.Count(id => id != LyricsTokenizer.PadId));
        return new(songs.Count, tokens, load, tokenize, epoch, before, peak);
    }

    private static SongDataset Dataset(DataFolder folder, out double load, out double tokenize)
    {
        var tokenizer = LyricsTokenizer.Load(folder);
        var clock = Stopwatch.StartNew();
        var songs = MusicData.Load(folder).Songs;
        load = clock.Elapsed.TotalSeconds;
        var dataset = new SongDataset(songs, tokenizer, GenreSet.Blog);
        tokenize = clock.Elapsed.TotalSeconds - load;
        return dataset;
    }

    private static double Epoch(SongDataset train, SongDataset test)
    {
        var options = new TrainingOptions { Epochs = 1, Device = "cpu" };
        using var model = ModelKind.Lyrics.Create(options, Data.Sampling.SampleVocabulary.Size, GenreSet.Blog.Count);
        return new Trainer(options).Fit(model, train, test).Epochs[0].Seconds;
    }
}
