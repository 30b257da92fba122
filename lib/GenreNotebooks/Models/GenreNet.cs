using GenreNotebooks.Native;
using GenreNotebooks.Vectorization;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace GenreNotebooks.Models;

/// <summary>
/// Our better network on the post's inputs: lyrics as a sum of embeddings weighted by TF-IDF, without padding; features as ranks through
/// two layers; the logits of both are added. Either side may be left out.
/// </summary>
public sealed class GenreNet : Module<SongBatch, Tensor>
{
    private readonly Recipe recipe;
    private readonly TermWeights? terms;
    private readonly FeatureScaling? scaling;
    private readonly Embedding? embedding;
    private readonly Linear? text;
    private readonly Linear? fc1, fc2, features;

    /// <summary>Creates the network with random weights drawn from torch's current random state.</summary>
    /// <param name="recipe">Its inputs, sizes and dropout.</param>
    /// <param name="songs">The songs it will learn from: vocabulary threshold, idf and scaling are learnt from them here.</param>
    /// <param name="classes">The number of genres.</param>
    internal GenreNet(Recipe recipe, SongDataset songs, int classes)
        : base(LibTorch.Ready(nameof(GenreNet)))
    {
        this.recipe = recipe;
        if (recipe.Inputs != ModelKind.Metadata)
        {
            terms = new(songs, recipe.MinFrequency);
            embedding = Embedding(songs.VocabularySize, recipe.Training.EmbeddingDim, sparse: true);
            using var noGradients = no_grad();
            using Scalar scale = 0.1f; // tenth of PyTorch's: a song's words shall outweigh where their vectors began
            embedding.weight!.mul_(scale);
            text = Linear(recipe.Training.EmbeddingDim, classes);
        }
        if (recipe.Inputs != ModelKind.Lyrics)
        {
            scaling = new(songs, recipe.WithYear);
            fc1 = Linear(scaling.Count, recipe.HiddenDim);
            fc2 = Linear(recipe.HiddenDim, recipe.HiddenDim);
            features = Linear(recipe.HiddenDim, classes);
        }
        RegisterComponents();
    }

    /// <summary>The logits of each song, <c>[batch, classes]</c>.</summary>
    public override Tensor forward(SongBatch batch)
    {
        var lyrics = terms is null ? null : text!.call(Dropout(Pooled(batch), batch, recipe.Training.Dropout, 1));
        return scaling is null ? lyrics! : lyrics is null ? OfFeatures(batch) : lyrics + OfFeatures(batch);
    }

    /// <summary>The sum of a song's embeddings by their weights, <c>[batch, embeddingDim]</c>.</summary>
    private Tensor Pooled(SongBatch batch)
    {
        using Scalar one = 1;
        var vectors = embedding!.call(batch.Tokens); // [tokens + batch, embeddingDim]
        var weights = batch.Make<float>(ScalarType.Float32, [vectors.shape[0], 1], values => Weigh(batch, values));
        weights = Dropout(weights, batch, recipe.TokenDropout, 2); // whole tokens
        return zeros(batch.Size, vectors.shape[1], device: vectors.device).index_add(0, batch.SongOfToken, vectors * weights, one);
    }

    private Tensor OfFeatures(SongBatch batch)
    {
        var x = batch.Make<float>(ScalarType.Float32, [batch.Size, scaling!.Count], values => Scale(batch, values));
        x = Dropout(functional.relu(fc1!.call(x)), batch, recipe.FeatureDropout, 3);
        x = Dropout(functional.relu(fc2!.call(x)), batch, recipe.FeatureDropout, 4);
        return features!.call(x);
    }

    private Tensor Dropout(Tensor x, SongBatch batch, double dropped, uint place) =>
        training ? DropoutMask.Apply(x, batch, dropped, place) : x;

    private void Weigh(SongBatch batch, Span<float> weights)
    {
        for (var song = 0; song < batch.Size; song++)
        {
            var tokens = batch.TokensOf(song);
            terms!.Weigh(tokens, weights);
            weights = weights[tokens.Length..];
        }
        weights.Clear(); // padding does not count
    }

    private void Scale(SongBatch batch, Span<float> values)
    {
        for (var song = 0; song < batch.Size; song++)
        {
            for (var feature = 0; feature < scaling!.Count; feature++)
            {
                var value = feature < batch.FeaturesOf(song).Length ? batch.FeaturesOf(song)[feature] : batch.ReleaseYearOf(song);
                values[(song * scaling.Count) + feature] = scaling.Scale(feature, value);
            }
        }
    }
}
