using System.Text.Json.Nodes;
using GenreNotebooks.Files;
using GenreNotebooks.Models;
using GenreNotebooks.Native;
using GenreNotebooks.Training;
using GenreNotebooks.Vectorization;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace GenreNotebooks.SavedModels;

/// <summary>
/// The networks of a model as named tensors. The tensors of one network have PyTorch's names; those of several are prefixed with
/// <c>0.</c>, <c>1.</c>, …. The statistics of the training songs are prefixed with <c>statistics.</c>.
/// </summary>
internal static class ModelWeights
{
    private const string Advice = "Copy the model's folder again, or train and save the model again.";
    private const string GenresKey = "genres", Counts = "statistics.songs_with_token", Scaling = "statistics.scaling";

    /// <exception cref="InputException">A weight is not finite.</exception>
    public static void Write(Stream stream, IReadOnlyList<Module<SongBatch, Tensor>> networks, ModelDescription description)
    {
        using var scope = NewDisposeScope();
        var tensors = networks.SelectMany((network, place) => TensorsOf(network, networks.Count, place)).ToList();
        if (tensors.FirstOrDefault(entry => !entry.Tensor.isfinite().all().item<bool>()).Name is { } diverged)
        {
            throw new InputException($"The model cannot be saved: its weights '{diverged}' contain NaN or infinity, so training has diverged. Train with a lower learning rate.");
        }
        if ((networks[0] as GenreNet)?.Statistics is { } songs)
        {
            tensors.Add((Counts, tensor(songs.SongsWithToken)));
            if (songs.Scaling is { Length: > 0 } scaling)
            {
                tensors.Add((Scaling, tensor(scaling.SelectMany(row => row).ToArray()).reshape(scaling.Length, -1)));
            }
        }
        SafeTensorsFile.Write(stream, tensors, new Dictionary<string, string> { ["format"] = "pt", [GenresKey] = string.Join(", ", description.Genres) });
    }

    /// <summary>Creates the networks and reads their weights.</summary>
    /// <exception cref="InputException">The file does not match the description, or the definition is missing or another.</exception>
    public static IReadOnlyList<Module<SongBatch, Tensor>> Read(Stream stream, string place, ModelDescription description, ModelDefinition? definition, int vocabularySize)
    {
        LibTorch.Load(); // before the first use of torch
        var file = SafeTensorsFile.Open(stream, place, Advice);
        RequireGenres(file, place, description);
        var own = RequireDefinition(place, description, definition);
        var options = description.Options with { Members = 1, Device = "cpu" };
        var statistics = own is not null || options.IsPostArchitecture ? null : ReadStatistics(file, description, vocabularySize);
        RequireEmbedding(file, description, vocabularySize);
        var networks = new List<Module<SongBatch, Tensor>>();
        try
        {
            for (var member = 0; member < description.Options.Members; member++)
            {
                networks.Add(own?.Create(options.Seed, vocabularySize, description.Genres.Count)
                    ?? (statistics is null
                        ? description.Library!.Value.Create(options, vocabularySize, description.Genres.Count)
                        : description.Library!.Value.Create(options, statistics, description.Genres.Count)));
                Read(file, TensorsOf(networks[^1], description.Options.Members, member));
            }
            var known = networks.SelectMany((network, member) => TensorsOf(network, networks.Count, member)).Select(entry => entry.Name);
            if (file.Names.Except(known).FirstOrDefault(name => statistics is null || !name.StartsWith("statistics.", StringComparison.Ordinal)) is { } unknown)
            {
                throw new InputException($"{place}: found a tensor '{unknown}', which the options with {networks.Count} network(s) do not have. The files belong to different models.");
            }
            return networks;
        }
        catch
        {
            networks.ForEach(network => network.Dispose());
            throw;
        }
    }

    private static IEnumerable<(string Name, Tensor Tensor)> TensorsOf(Module<SongBatch, Tensor> network, int networks, int place) =>
        network.state_dict().Select(entry => (networks == 1 ? entry.Key : FormattableString.Invariant($"{place}.{entry.Key}"), entry.Value));

    private static void Read(SafeTensorsFile file, IEnumerable<(string Name, Tensor Tensor)> tensors)
    {
        using var scope = NewDisposeScope();
        using var noGradients = no_grad();
        foreach (var (name, tensor) in tensors)
        {
            file.Read(name, tensor);
        }
    }

    /// <summary>Checks the largest tensor before a network of that size is created.</summary>
    private static void RequireEmbedding(SafeTensorsFile file, ModelDescription description, int vocabularySize)
    {
        var options = description.Options;
        if (description.Library is ModelKind.Lyrics or ModelKind.Combined)
        {
            var name = (options.Members == 1 ? "" : "0.") + (options.IsPostArchitecture ? "" : "lyrics.") + "embedding.weight";
            file.Require(name, ScalarType.Float32, options.HasPostLayers ? vocabularySize + 1 : vocabularySize, options.EmbeddingDim);
        }
    }

    /// <summary>The definition that creates the networks; null for those of the library.</summary>
    private static ModelDefinition? RequireDefinition(string place, ModelDescription description, ModelDefinition? definition)
    {
        var own = definition is { Kind: null } ? definition : null;
        if (description.Library is not null && own is null)
        {
            return null;
        }
        var isChanged = description.Library is null && ModelDefinition.KindOf(description.Model) is not null; // a network of the post that a cell changed has no definition
        if (own is not null && (isChanged || (own.Name == description.Model && JsonNode.DeepEquals(own.Parameters, description.Network ?? []))))
        {
            return own;
        }
        var saved = string.Join(", ", [description.Model, .. (description.Network ?? []).Select(parameter => $"{parameter.Key} {parameter.Value}")]);
        throw new InputException($"{place}: found the weights of '{MessageText.Shortened(saved)}'"
            + (own is null ? ", a network that the library cannot create: load it in C# with its definition, GenreClassifier.Load(folder, definition)."
                : $", but the definition is of '{own}': pass the definition that the network was trained with."));
    }

    private static SongStatistics ReadStatistics(SafeTensorsFile file, ModelDescription description, int vocabularySize)
    {
        using var scope = NewDisposeScope();
        var counts = empty(vocabularySize, ScalarType.Int32);
        Read(file, [(Counts, counts)]);
        if (description.Options.FeatureScaling == FeatureScaling.None)
        {
            return new(description.TrainingSongs, counts.data<int>().ToArray(), []);
        }
        var found = file.Names.Contains(Scaling) ? file.ShapeOf(Scaling) : [];
        var columns = description.Options.FeatureScaling == FeatureScaling.Standard ? 2 : Math.Max(1, found is [.., var last] ? last : 1);
        var scaling = empty([ModelDescription.FeatureNames.Count(), Math.Min(columns, QuantileScaler.MaxQuantiles)], ScalarType.Float32);
        Read(file, [(Scaling, scaling)]);
        return new(description.TrainingSongs, counts.data<int>().ToArray(), [.. scaling.data<float>().ToArray().Chunk((int)scaling.shape[1])]);
    }

    private static void RequireGenres(SafeTensorsFile file, string place, ModelDescription description)
    {
        var (found, expected) = (file.Metadata.GetValueOrDefault(GenresKey, "none"), string.Join(", ", description.Genres));
        if (found != expected)
        {
            throw new InputException($"{place}: found weights for the genres {found}, expected {expected} of {ModelFolder.Description}. The files belong to different models.");
        }
    }
}
