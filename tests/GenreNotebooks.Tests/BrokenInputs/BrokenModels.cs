using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using GenreNotebooks.Models;
using GenreNotebooks.Tests.SavedModels;

namespace GenreNotebooks.Tests.BrokenInputs;

/// <summary>A saved model of which something was changed; BrokenModelTests has more.</summary>
internal static class BrokenModels
{
    private const string Genres = "\"__metadata__\":{\"genres\":\"hip hop, jazz, reggae, rock\"}";

    private static readonly Lazy<IReadOnlyDictionary<string, byte[]>> Whole = new(Save);

    public static IReadOnlyList<BrokenInput> All { get; } =
    [
        Model("fine", _ => { }),
        Model("fine-description-with-mark", path => Change(path, "model.json", bytes => [0xef, 0xbb, 0xbf, .. bytes])),
        Model("fine-file-more", path => File.WriteAllText(Path.Combine(path, "notes.txt"), "mine")),
        new("models/missing", _ => { }),
        new("models/file", path => File.WriteAllText(path, "model")),
        new("models/empty", path => Directory.CreateDirectory(path)),
        Model("description-is-a-directory", path => Replace(path, "model.json", file => Directory.CreateDirectory(file))),
        Model("weights-are-a-directory", path => Replace(path, "model.safetensors", file => Directory.CreateDirectory(file))),
        Model("vocabulary-is-a-link-out", path => Replace(path, "vocab.txt", file => File.CreateSymbolicLink(file, "../../elsewhere"))),
        Model("weights-are-a-link-to-the-vocabulary", path => Replace(path, "model.safetensors", file => File.CreateSymbolicLink(file, "vocab.txt"))),
        Model("description-is-a-link-into-nowhere", path => Replace(path, "model.json", file => File.CreateSymbolicLink(file, "/nowhere/model.json"))),
        Model("description-of-80-MB", path => Change(path, "model.json", _ => [.. Enumerable.Repeat((byte)' ', 80_000_000)])),
        Model("description-utf-16", path => Change(path, "model.json", bytes => Encoding.Unicode.GetBytes(Encoding.UTF8.GetString(bytes)))),
        Model("description-null", path => Change(path, "model.json", _ => "null"u8.ToArray())),
        Model("description-list", path => Change(path, "model.json", _ => "[]"u8.ToArray())),
        Model("description-deep", path => Change(path, "model.json", _ => Encoding.UTF8.GetBytes(new string('[', 10_000)))),
        Model("description-with-a-property-twice", path => Change(path, "model.json", bytes => Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(bytes).Replace("\"depth\": null,", "\"depth\": null, \"depth\": null,", StringComparison.Ordinal)))),
        Model("format-not-utf-8", path => Change(path, "model.json", bytes => [.. "{\"format\": \"genre"u8, 0xed, 0xa0, 0x80, .. "\", \"version\": 1}"u8])),
        Model("name-of-half-a-character", path => Change(path, "model.json", _ => """{"\ud800ormat": "genre-notebooks-model", "version": 1}"""u8.ToArray())),
        Model("format-with-control-characters", path => Describe(path, model => model["format"] = "\u001b[2J\n")),
        Model("confusion-with-null", path => Describe(path, model => model["final"]!["confusion"]![1] = null)),
        Model("shares-of-one-genre", path => Describe(path, model => model["final"]!["per_class"] = new JsonObject { ["jazz"] = 1 })),
        Model("parameters-negative", path => Describe(path, model => model["parameters"] = -1)),
        Model("genre-twice", path => Describe(path, model => model["genres"] = new JsonArray("jazz", "jazz"))),
        Model("vocabulary-of-another-folder", path => Describe(path, model => model["vocabulary_sha256"] = "../../etc/passwd")),
        Model("weights-header-of-a-terabyte", path => Weigh(path, [0, 0, 0, 0, 0, 1, 0, 0, .. "{}"u8])),
        Model("weights-header-negative", path => Weigh(path, [255, 255, 255, 255, 255, 255, 255, 255, .. "{}"u8])),
        Model("weights-name-with-control-characters", path => Weigh(path, Tensor("\\u001b[2J\\n../../x", "F16"))),
        Model("weights-name-of-a-megabyte", path => Weigh(path, Tensor(new string('x', 1_000_000), "F16"))),
        Model("weights-type-with-control-characters", path => Weigh(path, Tensor("x", "\\u001b[2J\\n"))),
        Model("weights-of-other-genres", path => Weigh(path, Header("""{"__metadata__":{"genres":"\u001b[2Jpolka\n"}}""")[..^8])),
        Model("weights-with-zeros-after-them", path => Weigh(path, [.. Whole.Value["model.safetensors"], .. new byte[8]])),
        Model("weights-of-pickle", path => Weigh(path, [0x80, 2, .. "ctorch._utils\n_rebuild_tensor_v2\n"u8])),
    ];

    private static BrokenInput Model(string name, Action<string> change) => new($"models/{name}", path =>
    {
        Directory.CreateDirectory(path);
        foreach (var (file, content) in Whole.Value)
        {
            File.WriteAllBytes(Path.Combine(path, file), content);
        }
        change(path);
    });

    private static Dictionary<string, byte[]> Save()
    {
        using var folder = new TemporaryFolder();
        using var model = SmallModel.Train(folder.File("data"), ModelKind.Metadata);
        model.Save(folder.File("model"));
        return Directory.GetFiles(folder.File("model")).ToDictionary(file => Path.GetFileName(file), File.ReadAllBytes);
    }

    private static void Change(string model, string file, Func<byte[], byte[]> change) =>
        File.WriteAllBytes(Path.Combine(model, file), change(File.ReadAllBytes(Path.Combine(model, file))));

    private static void Replace(string model, string file, Action<string> replace)
    {
        File.Delete(Path.Combine(model, file));
        replace(Path.Combine(model, file));
    }

    private static void Describe(string model, Action<JsonNode> change) => Change(model, "model.json", bytes =>
    {
        var json = JsonNode.Parse(bytes)!;
        change(json);
        return Encoding.UTF8.GetBytes(json.ToJsonString());
    });

    /// <summary>A stranger's weights, with the checksum that the description has of them.</summary>
    private static void Weigh(string model, byte[] weights)
    {
        Change(model, "model.safetensors", _ => weights);
        Describe(model, json => json["weights_sha256"] = Convert.ToHexStringLower(SHA256.HashData(weights)));
    }

    private static byte[] Tensor(string name, string type) =>
        Header($"{{{Genres},\"{name}\":{{\"dtype\":\"{type}\",\"shape\":[1],\"data_offsets\":[0,8]}}}}");

    private static byte[] Header(string json) => [.. BitConverter.GetBytes((long)Encoding.UTF8.GetByteCount(json)), .. Encoding.UTF8.GetBytes(json), .. new byte[8]];
}
