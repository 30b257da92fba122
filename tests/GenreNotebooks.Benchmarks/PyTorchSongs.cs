using System.Runtime.InteropServices;
using System.Text.Json;
using GenreNotebooks.Models;
using GenreNotebooks.Vectorization;
using TorchSharp;
using static TorchSharp.torch.nn;

namespace GenreNotebooks.Benchmarks;

/// <summary>Training songs and initial weights as binary files for PyTorch, in a temporary folder, which is deleted at the end.</summary>
internal sealed class PyTorchSongs : IDisposable
{
    /// <summary>Writes the songs.</summary>
    /// <param name="songs">The training songs.</param>
    /// <param name="dropout">The dropout of the network on lyrics.</param>
    public PyTorchSongs(SongDataset songs, double dropout)
    {
        int[] rows = [.. Enumerable.Range(0, songs.Count)];
        Write<int>("lengths", [.. rows.Select(row => songs.TokensOf(row).Length)]);
        Write<int>("tokens", [.. rows.SelectMany(row => songs.TokensOf(row).ToArray())]);
        Write<float>("features", [.. rows.SelectMany(row => songs.FeaturesOf(row).ToArray())]);
        Write<int>("labels", [.. songs.Labels]);
        File.WriteAllText(
            System.IO.Path.Combine(Path, "settings.json"),
            JsonSerializer.Serialize(new { vocabulary_size = songs.VocabularySize, classes = songs.Genres.Count, max_length = songs.MaxLength, dropout }));
    }

    /// <summary>The folder.</summary>
    public string Path { get; } = Directory.CreateTempSubdirectory("genre-notebooks-benchmark-").FullName;

    /// <summary>Writes a network's weights, from which PyTorch's network of the same kind starts.</summary>
    public void Write(ModelKind kind, Module<SongBatch, torch.Tensor> network)
    {
        foreach (var (name, parameter) in network.named_parameters())
        {
            Write<float>($"{PyTorchProcess.NameOf(kind)}.{name}", parameter.data<float>().ToArray());
        }
    }

    public void Dispose() => Directory.Delete(Path, recursive: true);

    private void Write<T>(string name, ReadOnlySpan<T> values) where T : unmanaged =>
        File.WriteAllBytes(System.IO.Path.Combine(Path, name), MemoryMarshal.AsBytes(values));
}
