using BenchmarkDotNet.Attributes;
using GenreNotebooks.Data;
using GenreNotebooks.Models;
using GenreNotebooks.Training;

namespace GenreNotebooks.Benchmarks.Micro;

/// <summary>An operation is a step over the eight dense parameters of the network on features, 782 numbers.</summary>
public class SmallAdam : IDisposable
{
    private Adam adam = null!;

    /// <summary>The network, alive as long as its parameters are moved.</summary>
    internal MetadataClassificationModel Network { get; private set; } = null!;

    [GlobalSetup]
    public void Learn()
    {
        Network = new MetadataClassificationModel(EngineeredFeatures.Names.Count, GenreSet.Blog.Count);
        foreach (var parameter in Network.parameters())
        {
            parameter.square().sum().backward();
        }
        adam = new Adam(Network.parameters(), 1e-3);
    }

    [Benchmark(Description = "Adam step, small and dense")]
    public void Step() => adam.Step();

    [GlobalCleanup]
    public void Dispose()
    {
        adam.Dispose();
        Network.Dispose();
        GC.SuppressFinalize(this);
    }
}
