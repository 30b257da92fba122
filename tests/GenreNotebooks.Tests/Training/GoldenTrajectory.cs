using System.Text.Json;
using static TorchSharp.torch;

namespace GenreNotebooks.Tests.Training;

/// <summary>Six steps of a small network, recorded with PyTorch.</summary>
internal sealed record GoldenTrajectory(
    int VocabSize,
    int EmbeddingDim,
    int MaxLength,
    int NumFeatures,
    int NumClasses,
    double LearningRate,
    Dictionary<string, JsonElement> Initial,
    GoldenStep[] Steps,
    Dictionary<string, JsonElement> Final)
{
    private static readonly JsonSerializerOptions Json = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    public static GoldenTrajectory Load(string model) => JsonSerializer.Deserialize<GoldenTrajectory>(
        File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Reference", $"golden_{model}.json")), Json)!;

    public static Tensor ToTensor(JsonElement value) => value[0].ValueKind == JsonValueKind.Array
        ? stack(value.EnumerateArray().Select(ToTensor))
        : tensor(value.Deserialize<float[]>()!);
}

internal sealed record GoldenStep(
    int Epoch,
    int[][] Tokens,
    int[] Lengths,
    float[][] Features,
    int[] Labels,
    JsonElement Logits,
    float Loss,
    Dictionary<string, JsonElement>? Gradients);
