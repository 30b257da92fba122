using System.Text.Json;
using System.Text.Json.Nodes;
using GenreNotebooks.Models;
using GenreNotebooks.Vectorization;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace GenreNotebooks.Training;

/// <summary>
/// A network that can be trained, recorded, swept, compared, saved and loaded: one of the post's, which a <see cref="ModelKind"/> stands for, or
/// one of your own. Two definitions are equal if their names and parameters are.
/// </summary>
public sealed class ModelDefinition : IEquatable<ModelDefinition>
{
    private const int LongestName = 60;

    // Columns of tables and summaries, and what the library itself notes.
    private static readonly string[] Reserved = ["model", "runs", "diverged", "accuracy", "seconds", "training", "changes", "first_weights"];

    private static readonly JsonSerializerOptions Json = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    private readonly Func<int, int, Module<SongBatch, Tensor>> create;

    /// <summary>Defines a network of your own.</summary>
    /// <param name="name">The name in records, tables and charts: letters, digits, spaces, hyphens and underscores.</param>
    /// <param name="create">
    /// Creates the network from the number of entries in the vocabulary and the number of genres. Its initial weights are drawn from the seed of
    /// the options.
    /// </param>
    /// <param name="parameters">
    /// The network's own parameters, by which records and tables tell its variants apart: an object such as <c>new { width = 3 }</c>, or a
    /// dictionary. Their values are numbers, texts or true or false.
    /// </param>
    /// <exception cref="InputException">The name or a parameter cannot be used.</exception>
    public ModelDefinition(string name, Func<int, int, Module<SongBatch, Tensor>> create, object? parameters = null)
    {
        ArgumentNullException.ThrowIfNull(create);
        (Name, this.create, OwnParameters) = (CheckedName(name), create, ParametersOf(name, parameters));
        if (KindOf(name) is not null)
        {
            throw new InputException($"The name of the network is '{name}', which is one of the post's networks: choose another name.");
        }
    }

    private ModelDefinition(ModelKind kind)
    {
        (Name, Kind, OwnParameters) = (NameOf(kind), kind, []);
        create = (_, _) => throw new InvalidOperationException("The networks of the post are created from options.");
    }

    /// <summary>The name in records, tables and charts.</summary>
    public string Name { get; }

    /// <summary>The network of the post that this stands for; null for a network of your own.</summary>
    public ModelKind? Kind { get; }

    /// <summary>What replaces the post's optimizer, loss or learning rate; null for nothing. Records show its name as a parameter, <c>training</c>.</summary>
    public TrainingMethod? Training { get; init; }

    /// <summary>The network's own parameters under their names in records.</summary>
    internal JsonObject Parameters
    {
        get
        {
            var parameters = OwnParameters.DeepClone().AsObject();
            if (Training is not null)
            {
                parameters["training"] = Training.Name;
            }
            return parameters;
        }
    }

    private JsonObject OwnParameters { get; }

    /// <summary>The definition of one of the post's networks.</summary>
    /// <param name="kind">The network.</param>
    public static implicit operator ModelDefinition(ModelKind kind) => new(kind);

    /// <summary>Creates the network with initial weights drawn from the seed of the options.</summary>
    /// <param name="options">The options; a network of your own uses only the seed.</param>
    /// <param name="songs">The training songs.</param>
    /// <exception cref="InputException">An option is out of range.</exception>
    public Module<SongBatch, Tensor> Create(ModelOptions options, SongDataset songs) => Kind is { } kind
        ? kind.Create(options, songs, songs.Genres.Count)
        : Create(options.Seed, songs.VocabularySize, songs.Genres.Count);

    /// <inheritdoc/>
    public bool Equals(ModelDefinition? other) => other is not null && Name == other.Name && JsonNode.DeepEquals(Parameters, other.Parameters);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as ModelDefinition);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Name, Parameters.Count);

    /// <summary>The name and the parameters.</summary>
    public override string ToString() => string.Join(", ", [Name, .. Parameters.Select(parameter => $"{parameter.Key} {parameter.Value}")]);

    /// <summary>The name of one of the post's networks.</summary>
    internal static string NameOf(ModelKind kind) => kind.ToString().ToLowerInvariant();

    /// <summary>The network of the post that has a name; null for a network of your own.</summary>
    internal static ModelKind? KindOf(string name)
    {
        foreach (var kind in Enum.GetValues<ModelKind>())
        {
            if (NameOf(kind) == name)
            {
                return kind;
            }
        }
        return null;
    }

    /// <summary>Creates a network of one's own.</summary>
    internal Module<SongBatch, Tensor> Create(int seed, int vocabularySize, int classes) => ModelKinds.Seeded(seed, () =>
        create(vocabularySize, classes) ?? throw new InputException($"The function of the network '{Name}' created nothing: expected a Module<SongBatch, Tensor>."));

    /// <exception cref="InputException">The name cannot be used for a network.</exception>
    internal static string CheckedName(string name) =>
        name is { Length: > 0 and <= LongestName } && char.IsLetter(name[0]) && name.All(letter => char.IsLetterOrDigit(letter) || letter is ' ' or '-' or '_') && name[^1] != ' '
            ? name
            : throw new InputException($"The name of the network is '{name}': expected 1 to {LongestName} letters, digits, spaces, hyphens or underscores, a letter first.");

    private static JsonObject ParametersOf(string model, object? parameters)
    {
        try
        {
            var own = JsonSerializer.SerializeToNode(parameters ?? new object(), Json) as JsonObject
                ?? throw new InputException($"The parameters of the network '{model}' are {parameters}: expected an object such as new {{ width = 3 }}.");
            CheckParameters(model, own);
            return own.Select(parameter => parameter.Key).Intersect(Reserved).FirstOrDefault() is { } taken
                ? throw new InputException($"The parameter '{taken}' of the network '{model}' has a name that records and tables use: choose another name.")
                : own;
        }
        catch (Exception exception) when (exception is JsonException or NotSupportedException or ArgumentException)
        {
            throw new InputException($"The parameters of the network '{model}' cannot be recorded: expected finite numbers, texts, true or false.", exception);
        }
    }

    /// <exception cref="InputException">A parameter is not a number, a text, true or false, or has the name of a training option.</exception>
    internal static void CheckParameters(string model, JsonObject parameters)
    {
        foreach (var (name, value) in parameters)
        {
            if (name.Length == 0 || value?.GetValueKind() is not (JsonValueKind.Number or JsonValueKind.String or JsonValueKind.True or JsonValueKind.False))
            {
                throw new InputException($"The parameter '{name}' of the network '{model}' is {value?.ToJsonString() ?? "null"}: expected a number, a text, true or false.");
            }
            if (TrainingOptions.Names.Contains(name))
            {
                throw new InputException($"The parameter '{name}' of the network '{model}' has the name of a training option: set it in the options, or choose another name.");
            }
        }
    }
}
