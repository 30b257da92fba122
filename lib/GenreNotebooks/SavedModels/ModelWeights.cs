using System.Text.Json.Nodes;
using GenreNotebooks.Estimators;
using GenreNotebooks.Evaluation;
using GenreNotebooks.Files;
using GenreNotebooks.Native;
using GenreNotebooks.Training;
using static TorchSharp.torch;

namespace GenreNotebooks.SavedModels;

/// <summary>What a model has learnt, as named tensors.</summary>
internal static class ModelWeights
{
    private const string Advice = "Copy the model's folder again, or train and save the model again.";
    private const string GenresKey = "genres";

    /// <exception cref="InputException">A weight is not finite.</exception>
    public static void Write(Stream stream, ISavableClassifier classifier, ModelDescription description)
    {
        using var scope = NewDisposeScope();
        var writer = new ClassifierWriter();
        classifier.Write(writer);
        if (writer.Tensors.FirstOrDefault(entry => !entry.Values.isfinite().all().item<bool>()).Name is { } diverged)
        {
            throw new InputException($"The model cannot be saved: its weights '{diverged}' contain NaN or infinity, so training has diverged. Train with a lower learning rate.");
        }
        SafeTensorsFile.Write(stream, writer.Tensors, new Dictionary<string, string> { ["format"] = "pt", [GenresKey] = string.Join(", ", description.Genres) });
    }

    /// <summary>Creates the classifier and reads its weights.</summary>
    /// <exception cref="InputException">The file does not match the description, or the definition is missing or another.</exception>
    public static ISavableClassifier Read(Stream stream, string place, ModelDescription description, ModelDefinition? definition, int vocabularySize)
    {
        LibTorch.Load(); // before the first use of torch
        var file = SafeTensorsFile.Open(stream, place, Advice);
        RequireGenres(file, place, description);
        var ids = description.Recipe?.WithTitle == true ? 2 * vocabularySize : vocabularySize; // as SongTable.WithTitles numbers them
        var reader = new ClassifierReader(file) { Genres = description.Genres.Count, VocabularySize = ids, Songs = description.TrainingSongs };
        var classifier = EstimatorOf(place, description, definition).Read(reader);
        if (reader.Unused is { } unknown)
        {
            foreach (var network in classifier.Networks)
            {
                network.Dispose();
            }
            throw new InputException($"{place}: found a tensor '{MessageText.Shortened(unknown)}', which "
                + (description.Recipe is { } recipe ? $"the recipe '{recipe.Recipe}' does" : $"the options with {classifier.Networks.Count} network(s) do")
                + " not have. The files belong to different models.");
        }
        return classifier;
    }

    /// <summary>The estimator whose classifier was saved: that of the recipe, or networks of the library or of the definition.</summary>
    private static ISavableEstimator EstimatorOf(string place, ModelDescription description, ModelDefinition? definition)
    {
        var own = definition is { Kind: null } ? definition : null;
        if (own is null && !description.NeedsDefinition)
        {
            return description.Recipe?.ToSavableEstimator() ?? new NetworkEnsemble(description.Library!.Value, description.Options);
        }
        var isChanged = description.NeedsDefinition && ModelDefinition.KindOf(description.Model) is not null; // a network of the post that a cell changed has no definition
        if (own is not null && (isChanged || (own.Name == description.Model && JsonNode.DeepEquals(own.Parameters, description.Network ?? []))))
        {
            return new NetworkEnsemble(own, description.Options);
        }
        var saved = string.Join(", ", [description.Model, .. (description.Network ?? []).Select(parameter => $"{parameter.Key} {parameter.Value}")]);
        throw new InputException($"{place}: found the weights of '{MessageText.Shortened(saved)}'"
            + (own is null ? ", a network that the library cannot create: load it in C# with its definition, GenreClassifier.Load(folder, definition)."
                : $", but the definition is of '{own}': pass the definition that the network was trained with."));
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
