using BenchmarkDotNet.Attributes;
using GenreNotebooks.Vectorization;

namespace GenreNotebooks.Benchmarks.Micro;

/// <summary>An operation is a song: Op/s are songs a second.</summary>
public class Tokenizing
{
    private const int Songs = 2000;

    private string[] lyrics = [];
    private LyricsTokenizer tokenizer = null!;

    [GlobalSetup]
    public void Load() => (lyrics, tokenizer) = (MicroData.Lyrics(Songs), LyricsTokenizer.Load(MicroData.Folder));

    [Benchmark(Description = "tokenize a song, one core", OperationsPerInvoke = Songs)]
    public int OneCore() => lyrics.Sum(song => tokenizer.Encode(song).Length);

    [Benchmark(Description = "tokenize a song, all cores", OperationsPerInvoke = Songs)]
    public int AllCores() => tokenizer.EncodeAll(lyrics).Length;
}
