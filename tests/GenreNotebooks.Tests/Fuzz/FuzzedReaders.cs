using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using GenreNotebooks.Cli.Sampling;
using GenreNotebooks.Data;
using GenreNotebooks.Estimators;
using GenreNotebooks.Evaluation;
using GenreNotebooks.Files;
using GenreNotebooks.Models;
using GenreNotebooks.Runs;
using GenreNotebooks.SavedModels;
using GenreNotebooks.Tests.BrokenInputs;
using GenreNotebooks.Tests.Data;
using GenreNotebooks.Tests.Runs;
using GenreNotebooks.Tests.SavedModels;
using GenreNotebooks.Tests.Vectorization;
using GenreNotebooks.Vectorization;
using static TorchSharp.torch;

namespace GenreNotebooks.Tests.Fuzz;

/// <summary>All readers of files that the library has.</summary>
internal sealed class FuzzedReaders : IDisposable
{
    private static readonly SongChecksums Checksums = new("songs", "vocabulary");

    private readonly TemporaryFolder folder = new();
    private readonly RunLines lines;

    public FuzzedReaders()
    {
        lines = new(folder.Path);
        using var model = SmallModel.Train(folder.File("data"), ModelKind.Metadata);
        model.Save(folder.File("model"));
        byte[] description = File.ReadAllBytes(folder.File("model/model.json")), weights = File.ReadAllBytes(folder.File("model/model.safetensors"));
        var parsed = ModelDescription.Parse(description, FuzzedReader.Place);
        using var trees = GenreClassifier.Train(new RecipeChoice("classical", ModelKind.Metadata), PreparedData.Load(DataFolder.Find(folder.File("data")), new()));
        trees.Save(folder.File("trees"));
        var ofTrees = ModelDescription.Parse(File.ReadAllBytes(folder.File("trees/model.json")), FuzzedReader.Place);
        All =
        [
            new("songs", Half([.. Tables()], "csv"), ReadSongs),
            new("vocabulary", Half([Vocabulary()], "vocabulary"), ReadVocabulary),
            new("run record", Half([Record()], "records"), ReadRecord) { Mutate = JsonMutation.Of },
            new("runs.jsonl", Half([Lines()], "runs"), ReadLines),
            new("evaluated seed", [Seed()], ReadSeed) { Mutate = JsonMutation.Of },
            new("model description", [description], ReadDescription) { Mutate = JsonMutation.Of },
            new("safetensors", [weights, Tensors()], ReadTensors) { Mutate = MutateHeader },
            new("model weights", [weights], bytes => ReadWeights(bytes, parsed)) { Mutate = MutateHeader },
            new("trees", [File.ReadAllBytes(folder.File("trees/model.safetensors"))], bytes => ReadTrees(bytes, ofTrees)),
            new("token cache", [Cache()], ReadCache) { Mutate = MutateSealed },
        ];
    }

    public IReadOnlyList<FuzzedReader> All { get; }

    public void Dispose() => folder.Dispose();

    private static bool ReadSongs(byte[] bytes) => SongReader.Read(new MemoryStream(bytes), FuzzedReader.Place).All(song => song.Lyrics.Length > 0 && song.Features.Length == 22);

    private static bool ReadVocabulary(byte[] bytes) =>
        LyricsTokenizer.FromVocabulary(new MemoryStream(bytes), FuzzedReader.Place).Encode("I love reggae music, unaffable [MASK]!", 8).Length >= 2;

    private static bool ReadRecord(byte[] bytes) => IsSound(RunRecord.Parse(bytes, FuzzedReader.Place));

    private bool ReadLines(byte[] bytes)
    {
        File.WriteAllBytes(lines.FilePath, bytes);
        try
        {
            return lines.Read().All(IsSound);
        }
        catch (InputException exception)
        {
            throw new InputException(exception.Message.Replace(lines.FilePath, FuzzedReader.Place, StringComparison.Ordinal));
        }
    }

    private static bool ReadSeed(byte[] bytes)
    {
        var seed = SeedRecord.Parse(bytes, FuzzedReader.Place);
        return seed.ToLine().Length > 0 && (seed.Test is null || ScoreSummary.Of([seed.Test.ToPredictions()], resamples: 2).LogLoss >= 0);
    }

    /// <summary>A record that is accepted can be written, compared and shown.</summary>
    private static bool IsSound(RunRecord run) =>
        run.ToLine().Length > 0 && run.Seconds >= 0 && run.Curve.Best.Epoch > 0
        && (run.Final is null || (run.Confusion.Accuracy >= 0 && run.Confusion.ToString().Length > 0 && RunIdentity.Of(run).Key.Length > 0));

    private static bool ReadDescription(byte[] bytes) => ModelDescription.Parse(bytes, FuzzedReader.Place) is { } model && ModelCard.Of(model).Length > 0 && model.ToJson().Length > 0;

    private static bool ReadTensors(byte[] bytes)
    {
        using var scope = NewDisposeScope();
        var file = SafeTensorsFile.Open(new MemoryStream(bytes), FuzzedReader.Place, "Copy it again.");
        foreach (var name in file.Names)
        {
            var shape = file.ShapeOf(name);
            file.Read(name, empty(shape.Length > 4 ? [1] : shape, shape.Length == 1 ? ScalarType.Int32 : ScalarType.Float32));
        }
        return true;
    }

    private static bool ReadWeights(byte[] bytes, ModelDescription description)
    {
        foreach (var network in ModelWeights.Read(new MemoryStream(bytes), FuzzedReader.Place, description, definition: null, vocabularySize: 100).Networks)
        {
            network.Dispose();
        }
        return true;
    }

    /// <summary>Trees that are accepted come to a leaf.</summary>
    private static bool ReadTrees(byte[] bytes, ModelDescription description) => ModelWeights
        .Read(new MemoryStream(bytes), FuzzedReader.Place, description, definition: null, vocabularySize: 100)
        .Predict(SongTable.Tokenize(SongText.Read(SongText.Table(SongText.Row())), SmallVocabulary.Tokenizer).WithoutLabels())[0].Length == description.Genres.Count;

    private static bool ReadCache(byte[] bytes) => SongTableFile.Read(new MemoryStream(bytes), Checksums) is { } songs
        && songs.Truncated(2).Count == Enumerable.Range(0, songs.Count).Count(row => GenreSet.DataSet.Contains(songs.Genres[row]));

    private static IEnumerable<byte[]> Tables()
    {
        using var written = new StringWriter();
        SongWriter.Write(written, SampleGenerator.Generate(6, seed: 1));
        var quoted = SongText.Table(SongText.Row("artist_name", "\"earth, wind \"\"&\"\" fire\""), SongText.Row("track_name", "déjà vu 😀"));
        return new[] { written.ToString(), quoted, "\ufeff" + quoted.Replace("\n", "\r\n", StringComparison.Ordinal) }.Select(Encoding.UTF8.GetBytes);
    }

    private static byte[] Vocabulary() => Encoding.UTF8.GetBytes(string.Join('\n', SmallVocabulary.Entries) + "\n");

    private static byte[] Record() => Encoding.UTF8.GetBytes(SomeRun.Create().ToJson());

    private static byte[] Lines() => Encoding.UTF8.GetBytes(string.Concat(Enumerable.Range(0, 3).Select(seed => (SomeRun.Create() with { Seed = seed }).ToLine() + "\n")));

    private static byte[] Seed() => Encoding.UTF8.GetBytes(new SeedRecord
    {
        Recipe = "network",
        Inputs = ModelKind.Lyrics,
        WithYear = false,
        Split = SplitKind.Artist,
        Genres = GenreChoice.Four,
        Seed = 3,
        Data = SomeRun.Create().Data,
        VocabularySha256 = "vocabulary",
        Environment = SomeRun.Create().Environment,
        Test = new(["jazz", "rock"], [4, 7, 1], [0, 1, 1], [[0.25, 0.75], [0.5, 0.5], [0.125, 0.875]]),
    }.ToLine());

    private static byte[] Tensors()
    {
        using var scope = NewDisposeScope();
        using var stream = new MemoryStream();
        SafeTensorsFile.Write(stream, [("a", arange(6, ScalarType.Float32).reshape(2, 3)), ("b", arange(4, ScalarType.Int32))], new Dictionary<string, string> { ["format"] = "pt" });
        return stream.ToArray();
    }

    private static byte[] Cache()
    {
        using var stream = new MemoryStream();
        var songs = SongText.Read(SongText.Table(SongText.Row(), SongText.Row("lyrics", "unaffable reggae"), SongText.Row("artist_name", "déjà")));
        SongTableFile.Write(stream, SongTable.Tokenize(songs, SmallVocabulary.Tokenizer), Checksums);
        return stream.ToArray();
    }

    /// <summary>Whole inputs as often as those of the corpus.</summary>
    private static List<byte[]> Half(IReadOnlyList<byte[]> whole, string kind)
    {
        var broken = BrokenInput.Contents(kind).Where(bytes => bytes.Length < 10_000).ToList();
        return [.. broken, .. broken.Select((_, place) => whole[place % whole.Count])];
    }

    /// <summary>Another header, whose length the file mostly announces.</summary>
    private static byte[] MutateHeader(byte[] bytes, Random random)
    {
        var length = (int)BinaryPrimitives.ReadInt64LittleEndian(bytes);
        var header = JsonMutation.Of(bytes[8..(8 + length)], random);
        var announced = header.Length + (random.Next(10) == 0 ? random.Next(-9, 9) : 0L);
        return [.. BitConverter.GetBytes(announced), .. header, .. bytes[(8 + length)..]];
    }

    /// <summary>Another content under the checksum of it: numbers and bytes after the checksums of the songs.</summary>
    private static byte[] MutateSealed(byte[] bytes, Random random)
    {
        byte[] mutated = random.Next(2) == 0 ? [.. bytes[..32], .. Mutation.Of(bytes[32..], [bytes], random)] : [.. bytes];
        for (var left = random.Next(3); left > 0 && mutated.Length > 80; left--)
        {
            int[] values = [0, 1, -1, 2, int.MaxValue, int.MinValue, random.Next(100), random.Next()];
            BinaryPrimitives.WriteInt32LittleEndian(mutated.AsSpan(32 + random.Next(mutated.Length - 36)), values[random.Next(values.Length)]);
        }
        SHA256.HashData(mutated.AsSpan(32)).CopyTo(mutated, 0);
        return mutated;
    }
}
