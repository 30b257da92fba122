using System.Diagnostics;
using System.Text.Json;
using GenreNotebooks.Models;

namespace GenreNotebooks.Benchmarks;

/// <summary>A Python process that trains the post's networks with PyTorch on one thread, an epoch for each request.</summary>
internal sealed class PyTorchProcess : IDisposable
{
    /// <summary>Where Python is looked for: Debian's, then that of the path.</summary>
    public static readonly IReadOnlyList<string> Pythons = ["/usr/bin/python3", "python3"];

    private static readonly JsonSerializerOptions SnakeCase = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    private readonly Process process;
    private readonly Task<string> errors;

    /// <summary>Starts a program of the folder <c>pytorch</c>.</summary>
    /// <param name="python">The Python that has PyTorch, see <see cref="Find"/>.</param>
    /// <param name="program">The program: <c>post</c> or <c>expert</c>.</param>
    /// <param name="songs">The songs and the initial weights.</param>
    public PyTorchProcess(string python, string program, PyTorchSongs songs)
    {
        process = Start(python, program, songs.Path);
        errors = process.StandardError.ReadToEndAsync();
    }

    /// <summary>Finds the first Python that has PyTorch, and a line that says which PyTorch.</summary>
    /// <exception cref="InputException">None has.</exception>
    public static (string Python, string About) Find(params IReadOnlyList<string> pythons) =>
        pythons.Select(python => (Python: python, About: About(python))).FirstOrDefault(found => found.About is not null) is (var python, { } about) ? (python, about)
        : throw new InputException($"{string.Join(" and ", pythons)}: found no PyTorch. Install it, on Debian with: apt-get install python3-torch libopenblas0-pthread");

    /// <summary>The name of a network in the programs.</summary>
    public static string NameOf(ModelKind network) => network.ToString().ToLowerInvariant();

    /// <summary>Trains an epoch.</summary>
    /// <param name="network">The network; its first epoch starts from the initial weights, each later one from the last.</param>
    /// <param name="order">The songs of the epoch in their order; null for all in random order.</param>
    /// <param name="cancellation">Stops waiting.</param>
    public PyTorchEpoch Epoch(ModelKind network, IEnumerable<int>? order = null, CancellationToken cancellation = default)
    {
        process.StandardInput.WriteLine(JsonSerializer.Serialize(new { network = NameOf(network), order }));
        process.StandardInput.Flush();
        var answer = process.StandardOutput.ReadLineAsync(cancellation).AsTask().GetAwaiter().GetResult()
            ?? throw new InvalidOperationException($"PyTorch ended: {errors.GetAwaiter().GetResult()}");
        return JsonSerializer.Deserialize<PyTorchEpoch>(answer, SnakeCase)!;
    }

    public void Dispose()
    {
        process.Kill(entireProcessTree: true);
        process.WaitForExit();
        process.Dispose();
    }

    private static string? About(string python)
    {
        try
        {
            using var process = Start(python, "about");
            var line = process.StandardOutput.ReadLine();
            process.WaitForExit();
            return line;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return null; // there is no such program
        }
    }

    private static Process Start(string python, string program, params string[] arguments)
    {
        var file = Path.Combine(AppContext.BaseDirectory, "pytorch", $"{program}.py");
        return Process.Start(new ProcessStartInfo(python, [file, .. arguments])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment =
            {
                ["OMP_NUM_THREADS"] = "1",
                ["OPENBLAS_NUM_THREADS"] = "1", // torch.set_num_threads does not reach it
                ["PYTHONDONTWRITEBYTECODE"] = "1",
            },
        })!;
    }
}

/// <summary>An epoch of PyTorch.</summary>
/// <param name="Seconds">The wall-clock time.</param>
/// <param name="Losses">The loss of each batch before its step.</param>
internal sealed record PyTorchEpoch(double Seconds, double[] Losses);
