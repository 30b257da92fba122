using BenchmarkDotNet.Attributes;
using GenreNotebooks.Data;
using GenreNotebooks.Models;
using GenreNotebooks.Training;

namespace GenreNotebooks.Benchmarks.Micro;

/// <summary>An operation is a step over the eight dense parameters of the network on features, 782 numbers.</summary>
public class SmallAdam : IDisposable
{
    private MetadataClassificationModel network = null!; // alive as long as its parameters are moved
    private Adam adam = null!;

    [GlobalSetup]
    public void Learn()
    {
        network = new MetadataClassificationModel(EngineeredFeatures.Names.Count, GenreSet.Blog.Count);
        foreach (var parameter in network.parameters())
        {
            parameter.square().sum().backward();
        }
        adam = new Adam(network.parameters(), 1e-3);
    }

    [Benchmark(Description = "Adam step, small and dense")]
    public void Step() => adam.Step();

    [GlobalCleanup]
    public void Dispose()
    {
        adam.Dispose();
        network.Dispose();
        GC.SuppressFinalize(this);
    }
}
