using BenchmarkDotNet.Attributes;
using GenreNotebooks.Data;

namespace GenreNotebooks.Benchmarks.Micro;

/// <summary>An operation is a megabyte (a million bytes) of CSV text in memory, to songs: Op/s are MB/s.</summary>
public class CsvReading
{
    private const int Megabytes = 8;

    private byte[] text = [];

    [GlobalSetup]
    public void Load() => text = MicroData.Csv(Megabytes);

    [Benchmark(Description = "read a megabyte of CSV", OperationsPerInvoke = Megabytes)]
    public int Read() => SongReader.Read(new MemoryStream(text), "songs").Count();
}
