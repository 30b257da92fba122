using BenchmarkDotNet.Attributes;
using TorchSharp.Modules;
using static TorchSharp.torch;
using Adam = GenreNotebooks.Training.Adam;

namespace GenreNotebooks.Benchmarks.Micro;

/// <summary>An operation is a step over an embedding of 30,523 rows of 32 numbers, 700 tokens a batch, as eight songs have.</summary>
public class EmbeddingAdam : IDisposable
{
    private const int Rows = 30_523, Dim = 32, Tokens = 700;

    private Parameter weight = null!;
    private Tensor[] gradients = [];
    private Adam adam = null!;
    private int next;

    /// <summary>Rows met so far in the epoch: each of them moves.</summary>
    [Params(1000, 4000, 16_000)]
    public int RowsMet { get; set; }

    [GlobalSetup]
    public void Meet()
    {
        var embedding = nn.Embedding(Rows, Dim, sparse: true);
        weight = (Parameter)embedding.weight!;
        adam = new Adam([weight], 1e-3);
        // Over and over, so that no row's moments decay to numbers too small for the processor's fast path.
        gradients = [.. Enumerable.Range(0, RowsMet).Chunk(Tokens).Select(ids => Gradient(embedding, ids))];
        foreach (var _ in gradients)
        {
            Step();
        }
    }

    [Benchmark(Description = "Adam step, sparse embedding")]
    public void Step()
    {
        weight.grad = gradients[next++ % gradients.Length];
        adam.Step();
    }

    [GlobalCleanup]
    public void Dispose()
    {
        adam.Dispose();
        GC.SuppressFinalize(this);
    }

    private Tensor Gradient(Embedding embedding, int[] ids)
    {
        embedding.call(tensor(Array.ConvertAll(ids, id => (long)id))).square().sum().backward();
        var gradient = weight.grad!;
        weight.grad = null;
        return gradient;
    }
}
