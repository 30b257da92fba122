using GenreNotebooks.Files;
using GenreNotebooks.Vectorization;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace GenreNotebooks.Evaluation;

/// <summary>
/// An estimator whose classifiers can be saved. The settings stay with the estimator; a file holds only the numbers that were learnt, so
/// reading one runs no code of the file.
/// </summary>
internal interface ISavableEstimator : IEstimator
{
    /// <summary>Reads what a classifier of this estimator has written.</summary>
    /// <exception cref="InputException">The numbers are missing, or are not those of such a classifier.</exception>
    ISavableClassifier Read(ClassifierReader from);
}

/// <summary>A fitted classifier that can be saved.</summary>
internal interface ISavableClassifier : IClassifier
{
    /// <summary>The networks in it, to be disposed of with it; none by default.</summary>
    IReadOnlyList<Module<SongBatch, Tensor>> Networks => [];

    /// <summary>Writes all numbers that predicting needs.</summary>
    void Write(ClassifierWriter to);
}

/// <summary>The named numbers of a classifier. The parts of a classifier have prefixes, such as <c>lyrics.0.</c>.</summary>
internal sealed class ClassifierWriter
{
    private readonly List<(string Name, Tensor Values)> tensors;
    private readonly string prefix;

    /// <summary>Starts without numbers.</summary>
    public ClassifierWriter()
        : this([], "")
    {
    }

    private ClassifierWriter(List<(string Name, Tensor Values)> tensors, string prefix) => (this.tensors, this.prefix) = (tensors, prefix);

    /// <summary>All that was written, with full names.</summary>
    public IReadOnlyList<(string Name, Tensor Values)> Tensors => tensors;

    /// <summary>The writer for a part of the classifier.</summary>
    public ClassifierWriter Part(string name) => new(tensors, $"{prefix}{name}.");

    /// <summary>Writes numbers.</summary>
    /// <param name="name">The name, unique within the part.</param>
    /// <param name="values">Float32, float64, int32 or int64. They must stay alive until the file is written.</param>
    public void Write(string name, Tensor values) => tensors.Add((prefix + name, values));
}

/// <summary>Reads the named numbers of a classifier.</summary>
internal sealed class ClassifierReader
{
    private readonly SafeTensorsFile file;
    private readonly HashSet<string> used;
    private readonly string prefix;

    /// <param name="file">The file.</param>
    public ClassifierReader(SafeTensorsFile file)
        : this(file, [], "")
    {
    }

    private ClassifierReader(SafeTensorsFile file, HashSet<string> used, string prefix) => (this.file, this.used, this.prefix) = (file, used, prefix);

    /// <summary>The number of genres.</summary>
    public required int Genres { get; init; }

    /// <summary>The number of entries in the vocabulary.</summary>
    public required int VocabularySize { get; init; }

    /// <summary>The number of songs that the classifier has learnt from.</summary>
    public required int Songs { get; init; }

    /// <summary>A name of the file that nothing has read; null if there is none.</summary>
    public string? Unused => file.Names.FirstOrDefault(name => !used.Contains(name));

    /// <summary>The reader for a part of the classifier.</summary>
    public ClassifierReader Part(string name) => new(file, used, $"{prefix}{name}.") { Genres = Genres, VocabularySize = VocabularySize, Songs = Songs };

    /// <summary>The shape of numbers in the file; empty if there are none of this name.</summary>
    public long[] ShapeOf(string name) => file.Names.Contains(prefix + name) ? file.ShapeOf(prefix + name) : [];

    /// <summary>Checks the shape of numbers before memory for them is allocated.</summary>
    /// <exception cref="InputException">They are missing, or of another type or shape.</exception>
    public void Require(string name, ScalarType type, params ReadOnlySpan<long> shape) => file.Require(prefix + name, type, shape);

    /// <summary>Fills a tensor on the CPU.</summary>
    /// <exception cref="InputException">The numbers are missing, of another type or shape, or not finite.</exception>
    public void Read(string name, Tensor into)
    {
        file.Read(prefix + name, into);
        used.Add(prefix + name);
    }

    /// <summary>Reads an array of numbers, row by row.</summary>
    /// <param name="name">The name.</param>
    /// <param name="shape">The expected shape; -1 for any length above 0.</param>
    /// <exception cref="InputException">The numbers are missing, of another type or shape, or not finite.</exception>
    public T[] Read<T>(string name, params long[] shape) where T : unmanaged
    {
        var found = ShapeOf(name);
        var expected = shape.Select((size, place) => size >= 0 ? size : place < found.Length ? Math.Max(1, found[place]) : 1).ToArray();
        var type = typeof(T) == typeof(float) ? ScalarType.Float32 : typeof(T) == typeof(double) ? ScalarType.Float64 : typeof(T) == typeof(int) ? ScalarType.Int32 : ScalarType.Int64;
        Require(name, type, expected); // not larger than the file, which has been checked
        using var values = empty(expected, type);
        Read(name, values);
        return values.data<T>().ToArray();
    }

    /// <summary>The message for numbers that no classifier could have written.</summary>
    public InputException Invalid(string name, string found, string expected) => file.InvalidNumbers(prefix + name, found, expected);
}
