using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using GenreNotebooks.Data;
using GenreNotebooks.Models;
using GenreNotebooks.SavedModels;
using Xunit;

namespace GenreNotebooks.Tests.SavedModels;

/// <summary>Damages to a model's folder and the messages that loading gives.</summary>
[Collection<Torch>]
public sealed class BrokenModelTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    private string Model => folder.File("model");

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("model.json")]
    [InlineData("model.safetensors")]
    [InlineData("vocab.txt")]
    public void A_missing_empty_or_linked_file_is_named(string file)
    {
        Save(ModelKind.Metadata);
        var (path, elsewhere) = (Path.Combine(Model, file), folder.File("elsewhere"));
        File.Move(path, elsewhere);
        Assert.Contains($"{Model} cannot be loaded: it has no {file}. Expected a folder with model.json, model.safetensors, vocab.txt", Refused());
        File.CreateSymbolicLink(path, elsewhere);
        Assert.Contains($"its {file} is a link to another place", Refused());
        File.Delete(path);
        File.WriteAllText(path, "");
        Assert.Contains($"its {file} is empty", Refused());
    }

    [Theory]
    [InlineData("version", "2", "found format \"genre-notebooks-model\" and version 2, expected \"genre-notebooks-model\" and 1")]
    [InlineData("format", "\"other\"", "found format \"other\" and version 1")]
    [InlineData("model", "\"poetry\"", "found the network 'poetry', expected lyrics, metadata or combined, or in reads what the network reads")]
    [InlineData("model", "7", "expected a string")]
    [InlineData("reads", "[\"music\"]", "found 'music' in reads, expected some of lyrics, features, release_date")]
    [InlineData("options", "null", "not the description of a model")]
    [InlineData("options.embedding_dim", "0", "The option EmbeddingDim is 0: expected 1 to 4096")]
    [InlineData("options.embedding_dim", "4", "the tensor 'embedding.weight' is F32 [30523, 3], expected F32 [30523, 4] for the options and genres of this model")]
    [InlineData("options.members", "2", "found no tensor '0.")]
    [InlineData("options.pooling", "\"mean\"", "found no tensor 'statistics.songs_with_token', which this model's options require")]
    [InlineData("genres", "[\"hip hop\"]", "A classifier needs at least two genres")]
    [InlineData("genres", "[null, \"jazz\"]", "found a genre without a name")]
    [InlineData("genres", "[\"jazz\", \"hip hop\", \"reggae\", \"rock\"]", "found weights for the genres hip hop, jazz, reggae, rock, expected jazz, hip hop, reggae, rock of model.json")]
    [InlineData("vocabulary_sha256", "\"00\"", "vocab.txt: found SHA-256 ")]
    [InlineData("weights_sha256", "\"../../x\"", "model.safetensors: found SHA-256 ")]
    [InlineData("feature_means.energy", "\"NaN\"", "expected a number")]
    [InlineData("training_songs", "0", "0 training songs")]
    public void An_invalid_description_is_refused(string name, string value, string message)
    {
        Save(ModelKind.Combined);
        Describe(name, value);
        Assert.Contains(message, Refused());
    }

    [Fact]
    public void A_network_larger_than_its_weights_is_refused_before_it_is_allocated()
    {
        Save(ModelKind.Lyrics);
        Describe("options.embedding_dim", "4096");
        var description = ModelDescription.Parse(File.ReadAllBytes(Path.Combine(Model, "model.json")), Model);
        using var weights = File.OpenRead(Path.Combine(Model, "model.safetensors"));
        var message = Assert.Throws<InputException>(() => ModelWeights.Read(weights, Model, description, definition: null, vocabularySize: 1_000_000_000)).Message; // 16 TB
        Assert.Contains("the tensor 'embedding.weight' is F32 [30523, 3], expected F32 [1000000001, 4096]", message);
    }

    [Fact]
    public void The_description_is_no_json() => AssertRefused("model.json", _ => "weights"u8.ToArray(), "model.json: not the description of a model");

    [Fact]
    public void The_vocabulary_is_another() =>
        AssertRefused("vocab.txt", words => [.. words, .. "other\n"u8], "vocab.txt: found SHA-256 ");

    [Fact]
    public void A_changed_weight_is_refused() => AssertRefused(
        "model.safetensors", weights => [.. weights[..^1], (byte)(weights[^1] ^ 1)], "The files belong to different models, or one was changed");

    [Fact]
    public void Weights_that_are_not_finite_are_refused() => AssertRefused(
        "model.safetensors", weights => [.. weights[..^4], .. BitConverter.GetBytes(float.NaN)], "contains NaN or infinity");

    [Theory]
    [InlineData(0, "is empty")]
    [InlineData(5, "it has 5 bytes")]
    [InlineData(100, "its first 8 bytes announce a header of")]
    [InlineData(2000, "it has 2000 bytes, expected ")]
    public void Truncated_weights_are_refused(int length, string message) => AssertRefused("model.safetensors", weights => weights[..length], message);

    [Fact]
    public void Every_truncation_of_a_file_is_refused()
    {
        Save(ModelKind.Metadata);
        foreach (var file in new[] { "model.json", "model.safetensors", "vocab.txt" })
        {
            var path = Path.Combine(Model, file);
            var whole = File.ReadAllBytes(path);
            foreach (var part in Enumerable.Range(1, 20))
            {
                File.WriteAllBytes(path, whole[..(whole.Length * part / 21)]);
                Refused();
            }
            File.WriteAllBytes(path, whole);
        }
        GenreClassifier.Load(Model).Dispose();
    }

    [Fact]
    public void Weights_of_other_genres_are_refused()
    {
        Save(ModelKind.Metadata);
        var options = SmallModel.Post;
        var data = Runs.SmallData.Write(folder.File("data"), rows: 300);
        using var other = GenreClassifier.Train(ModelKind.Metadata, GenreNotebooks.Runs.PreparedData.Load(data, options, new GenreSet("jazz", "rock")), options);
        other.Save(folder.File("other"));
        File.Copy(folder.File("other/model.safetensors"), Path.Combine(Model, "model.safetensors"), overwrite: true);
        Assert.Contains("found weights for the genres jazz, rock, expected hip hop, jazz, reggae, rock", Refused());
    }

    /// <summary>Foreign weights with the right checksum and genres, but with another shape or an extra tensor.</summary>
    [Theory]
    [InlineData("""{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}""", "found no tensor 'pipeline.0.weight'")]
    [InlineData("""{"a":{"dtype":"BF16","shape":[2],"data_offsets":[0,4]}}""", "is of type BF16, expected F32, F64, I32 or I64")]
    [InlineData("""{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,4]}}""", "expected 0 to 8")]
    [InlineData("""{"a":{"dtype":"F32","shape":[4611686018427387904,4611686018427387904],"data_offsets":[0,4]}}""", "of shape [4611686018427387904, 4611686018427387904]")]
    [InlineData("""{"a":{"dtype":"F32","shape":[-1],"data_offsets":[0,4]}}""", "a length of -1")]
    [InlineData("""{"a":{"dtype":"F32","shape":[1],"data_offsets":[0]}}""", "has 1 offsets")]
    [InlineData("""{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"b":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}""", "expected 4 to 8")]
    [InlineData("""{"a":{"shape":[1],"data_offsets":[0,4]}}""", "its header does not describe tensors")]
    [InlineData("""{"a":1}""", "its header does not describe tensors")]
    [InlineData("""[]""", "its header does not describe tensors")]
    [InlineData("""{"__metadata__":{"genres":1}}""", "its header does not describe tensors")]
    [InlineData("""{"__metadata__":{"genres":"a"},"__metadata__":{}}""", "its header does not describe tensors")]
    [InlineData("""not json""", "its header does not describe tensors")]
    public void A_header_of_other_tensors_is_refused(string header, string message)
    {
        Save(ModelKind.Metadata);
        header = header.StartsWith("{\"a\"", StringComparison.Ordinal) ? "{\"__metadata__\":{\"genres\":\"hip hop, jazz, reggae, rock\"}," + header[1..] : header;
        byte[] weights = [.. BitConverter.GetBytes((long)header.Length), .. Encoding.UTF8.GetBytes(header), 0, 0, 0, 0];
        File.WriteAllBytes(Path.Combine(Model, "model.safetensors"), weights);
        Describe("weights_sha256", $"\"{Convert.ToHexStringLower(SHA256.HashData(weights))}\"");
        Assert.Contains(message, Refused());
    }

    private void Save(ModelKind kind)
    {
        using var model = SmallModel.Train(folder.File("data"), kind);
        model.Save(Model);
    }

    private void Describe(string name, string value)
    {
        var path = Path.Combine(Model, "model.json");
        var json = JsonNode.Parse(File.ReadAllText(path))!;
        var parts = name.Split('.');
        var owner = parts.Length == 1 ? json : json[parts[0]]!;
        owner[parts[^1]] = JsonNode.Parse(value);
        File.WriteAllText(path, json.ToJsonString());
    }

    private void AssertRefused(string file, Func<byte[], byte[]> change, string message)
    {
        Save(ModelKind.Metadata);
        var path = Path.Combine(Model, file);
        File.WriteAllBytes(path, change(File.ReadAllBytes(path)));
        Assert.Contains(message, Refused());
    }

    private string Refused()
    {
        var message = Assert.Throws<InputException>(() => GenreClassifier.Load(Model)).Message;
        Assert.Contains(Model, message);
        return message;
    }
}
