using System.Reflection;
using GenreNotebooks.Cli.Notebooks;
using GenreNotebooks.Data;
using GenreNotebooks.Models;
using GenreNotebooks.Runs;
using GenreNotebooks.Tests;
using GenreNotebooks.Tests.Packaging;
using GenreNotebooks.Tests.Runs;
using GenreNotebooks.Training;
using GenreNotebooks.Vectorization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Xunit;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace GenreNotebooks.NotebookTests.Notebooks;

/// <summary>The networks that notebooks 3 to 5 define in a cell, compared with the library's.</summary>
public sealed class CellNetworksTests : IDisposable
{
    private static readonly TrainingOptions Options = new() { Epochs = 2, Seed = 3, Device = "cpu", EmbeddingDim = 8 };

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    public static TheoryData<string, ModelKind> Networks => new()
    {
        { "03-lyrics", ModelKind.Lyrics },
        { "04-metadata", ModelKind.Metadata },
        { "05-combined", ModelKind.Combined },
    };

    [Theory]
    [MemberData(nameof(Networks))]
    public void Cell_and_library_have_the_same_first_weights_logits_and_history_to_the_last_bit(string notebook, ModelKind kind)
    {
        set_num_threads(1);
        var data = PreparedData.Load(SmallData.Write(folder.File("data"), rows: 200), Options);
        using var cell = ModelKinds.Seeded(Options.Seed, () => Create(notebook, data));
        using var library = kind.Create(Options, data.VocabularySize, data.Genres.Count);
        Assert.Equal(Bits(library), Bits(cell));
        Assert.Equal(LayerTable.Of(library).ToString(), LayerTable.Of(cell).ToString());
        using (var batch = data.Train.Collate(0, 1, 2))
        {
            Assert.Equal(library.call(batch).data<float>().ToArray(), cell.call(batch).data<float>().ToArray());
        }
        var run = TrainingRun.Train(kind, data, Options, cell);
        Assert.Equal(TrainingRun.Train(kind, data, Options, library).JsonWithoutTimes(), run.JsonWithoutTimes());
        Assert.Null(run.Network);
        Assert.Equal(Bits(library), Bits(cell));
    }

    [Theory]
    [InlineData("03-lyrics", "fc_flat = Linear(embeddingDim, embeddingDim)", "fc_flat = Linear(embeddingDim, 64)", "fc = Linear(embeddingDim, genres)", "fc = Linear(64, genres)", "fc_flat Linear 8-64, fc Linear 64-4 (")]
    [InlineData("03-lyrics", "ReLU relu = ReLU()", "Tanh relu = Tanh()", "", "", "relu Tanh (")]
    [InlineData("04-metadata", "Linear(8, genres)", "Linear(8, 8), ReLU(), Linear(8, genres)", "", "", "pipeline.6 Linear 8-8, pipeline.7 ReLU, pipeline.8 Linear 8-4 (")]
    [InlineData("05-combined", "new FusedSequential(Linear(16, 12), ReLU(),", "new FusedSequential(Linear(16, 12), Tanh(),", "", "", "combine.1 Tanh (")]
    public void A_changed_line_is_trained_and_recorded_as_a_change(string notebook, string line, string changed, string other, string otherChanged, string changes)
    {
        set_num_threads(1);
        var data = PreparedData.Load(SmallData.Write(folder.File("data"), rows: 200), Options);
        using var cell = Create(notebook, data, source => Change(Change(source, line, changed), other, otherChanged));
        var kind = Networks.Single(row => row.Data.Item1 == notebook).Data.Item2;
        var run = TrainingRun.Train(kind, data, Options, cell);
        Assert.StartsWith(changes, (string?)run.Network!["changes"], StringComparison.Ordinal);
        var store = new RunStore(folder.File("runs"));
        store.Keep(run, data);
        Assert.Null(store.Find(kind, data, Options));
        Assert.Equal(run.ToJson(), Assert.Single(store.FindAll(kind, data)).ToJson());
    }

    private static string Change(string source, string line, string changed)
    {
        Assert.Contains(line, source, StringComparison.Ordinal);
        return line.Length == 0 ? source : source.Replace(line, changed, StringComparison.Ordinal);
    }

    private static int[] Bits(Module<SongBatch, Tensor> network) => [.. network.parameters().SelectMany(parameter => parameter.data<float>().ToArray()).Select(BitConverter.SingleToInt32Bits)];

    private static string Class(string notebook) => Notebook.Read(Repository.File($"notebooks/{notebook}.dib")).CodeCells.Select(cell => cell.Source).Single(source => source.Contains("class ", StringComparison.Ordinal));

    /// <summary>Compiles the class of a cell after the notebook's usings and creates the network.</summary>
    private static Module<SongBatch, Tensor> Create(string notebook, PreparedData data, Func<string, string>? change = null)
    {
        var usings = Notebook.Read(Repository.File($"notebooks/{notebook}.dib")).CodeCells.Select(cell => cell.Source).Single(source => source.TrimStart().StartsWith("using ", StringComparison.Ordinal));
        var source = Class(notebook);
        var references = AppDomain.CurrentDomain.GetAssemblies().Where(assembly => !assembly.IsDynamic && assembly.Location.Length > 0).Select(assembly => MetadataReference.CreateFromFile(assembly.Location));
        var compilation = CSharpCompilation.Create(
            $"cell-{Guid.NewGuid():N}", [CSharpSyntaxTree.ParseText($"{usings}\npublic {(change?.Invoke(source) ?? source).Trim()}")], references, new(OutputKind.DynamicallyLinkedLibrary));
        using var image = new MemoryStream();
        var result = compilation.Emit(image);
        Assert.True(result.Success, string.Join('\n', result.Diagnostics));
        var constructor = Assert.Single(Assembly.Load(image.ToArray()).GetExportedTypes()).GetConstructors().Single();
        return (Module<SongBatch, Tensor>)constructor.Invoke([.. constructor.GetParameters().Select(parameter => parameter.Name switch
        {
            "vocabularySize" => (object)data.VocabularySize,
            "features" => (object)EngineeredFeatures.Names.Count,
            "genres" => (object)data.Genres.Count,
            "embeddingDim" => (object)Options.EmbeddingDim,
            "dropout" => (object)Options.Dropout,
            _ => throw new ArgumentException(parameter.Name),
        })]);
    }
}
