using System.Security.Cryptography;
using GenreNotebooks.Data;
using GenreNotebooks.Estimators;
using GenreNotebooks.Evaluation;
using GenreNotebooks.Models;
using GenreNotebooks.Runs;
using GenreNotebooks.Training;
using GenreNotebooks.Vectorization;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace GenreNotebooks.SavedModels;

public sealed partial class GenreClassifier
{
    /// <summary>Trains a model: one network or, if <see cref="TrainingOptions.Members"/> is above 1, several in parallel.</summary>
    /// <param name="model">The network: a kind, such as <c>ModelKind.Lyrics</c>, or a definition of your own.</param>
    /// <param name="data">The songs.</param>
    /// <param name="options">The options that the data was prepared with.</param>
    /// <param name="onEpoch">Called after each epoch of a single network; never called for several.</param>
    /// <param name="cancellation">Stops training early.</param>
    /// <exception cref="InputException">Training diverged, CUDA is asked for but not available, or the data was changed in the meantime.</exception>
    /// <exception cref="OperationCanceledException">Training was cancelled.</exception>
    public static GenreClassifier Train(
        ModelDefinition model,
        PreparedData data,
        TrainingOptions options,
        Action<EpochResult>? onEpoch = null,
        CancellationToken cancellation = default)
    {
        data.Require(options);
        if (options.Validated().Members > 1)
        {
            return TrainMembers(model, data, options, cancellation);
        }
        var network = model.Create(options, data.Train);
        try
        {
            var run = TrainingRun.Train(model, data, options, network, onEpoch, cancellation: cancellation);
            cancellation.ThrowIfCancellationRequested();
            return Of(run, data, network);
        }
        catch
        {
            network.Dispose();
            throw;
        }
    }

    private static GenreClassifier TrainMembers(ModelDefinition model, PreparedData data, TrainingOptions options, CancellationToken cancellation)
    {
        var members = NetworkEnsemble.Train(model, options, data.Train, options.Seed, cancellation);
        try
        {
            var test = data.Test;
            var predictions = new Predictions(test.Rows, data.Genres.Names, test.Labels, new NetworkVote(members).Predict(test.WithoutLabels()));
            return Of(new(model.Name, model.Parameters, options), data, members, FinalScore.Of(predictions.Confusion));
        }
        catch
        {
            foreach (var member in members)
            {
                member.Dispose();
            }
            throw;
        }
    }

    /// <summary>Fits a recipe to the training songs, then evaluates it on the test songs, which open once.</summary>
    /// <param name="recipe">The recipe and what it reads. It has settings of its own, chosen on validation songs.</param>
    /// <param name="data">The songs; the recipe's seed is that of their split.</param>
    /// <param name="command">The command line that trained it.</param>
    /// <param name="cancellation">Stops training early.</param>
    /// <exception cref="InputException">
    /// The recipe is unknown, cannot use the year or the title, or is a baseline; it judges artists, but the split does not keep them apart;
    /// training diverged; or the data was changed in the meantime.
    /// </exception>
    /// <exception cref="OperationCanceledException">Training was cancelled.</exception>
    public static GenreClassifier Train(RecipeChoice recipe, PreparedData data, string? command = null, CancellationToken cancellation = default)
    {
        recipe.Require(data.Options.Split);
        var (estimator, table) = (recipe.ToSavableEstimator(), recipe.TableOf(data.Train.Table));
        var model = FrozenModel.Fit(estimator, data.Train.In(table), data.Options.Seed, cancellation);
        var classifier = (ISavableClassifier)model.Classifier;
        try
        {
            var test = SealedTestSongs.Seal(data.Test.In(table)).Open(model)[model.Name];
            var description = Describe(classifier, recipe.Recipe, data, data.Options, FinalScore.Of(test.Confusion), command) with
            {
                Recipe = recipe,
                TestArtists = recipe.ByArtist ? ArtistGroup.Of(test) : null,
            };
            return new(classifier, VocabularyOf(data), description, data.Folder.VocabularyPath);
        }
        catch
        {
            Dispose(classifier.Networks);
            throw;
        }
    }

    /// <summary>Creates a classifier from the network of a finished run.</summary>
    /// <param name="run">The record of the run.</param>
    /// <param name="data">The songs of the run.</param>
    /// <param name="network">The trained network. The classifier disposes of it.</param>
    /// <param name="command">The command line that trained it.</param>
    /// <exception cref="InputException">The run was interrupted or diverged, or its options ask for several networks.</exception>
    public static GenreClassifier Of(RunRecord run, PreparedData data, Module<SongBatch, Tensor> network, string? command = null) =>
        Of(run.Setting with { Options = run.Options.OfOneNetwork() }, data, [network], run.RequireFinal(), run.RestoredEpoch, command);

    private static GenreClassifier Of(
        RunSetting run, PreparedData data, IReadOnlyList<Module<SongBatch, Tensor>> networks, FinalScore final, int? restored = null, string? command = null)
    {
        var isOwn = ModelDefinition.KindOf(run.Model) is null || run.Network.ContainsKey("changes");
        var classifier = new NetworkVote(networks);
        return new(classifier, VocabularyOf(data), Describe(classifier, run.Model, data, run.Options, final, command) with
        {
            Network = run.Network.Count > 0 ? run.Network : null,
            Reads = isOwn ? InputsOf(networks[0], data.Train) : null,
            RestoredEpoch = restored,
        }, data.Folder.VocabularyPath);
    }

    private static ModelDescription Describe(
        ISavableClassifier classifier, string model, PreparedData data, TrainingOptions options, FinalScore final, string? command)
    {
        var parameters = classifier.Networks.SelectMany(network => network.parameters()).ToList();
        return new()
        {
            Model = model,
            Genres = data.Genres.Names,
            Options = options,
            Parameters = parameters.Sum(parameter => parameter.numel()),
            VocabularySha256 = data.VocabularySha256,
            Data = data.Origin with { Path = Path.GetFileName(data.Origin.Path), BaseRate = data.BaseRate },
            TrainingSongs = data.Train.Count,
            TestSongs = data.Test.Count,
            FeatureMeans = OfFeatures(data.Train, values => values.Average(value => (double)value)),
            FeatureRanges = OfFeatures(data.Train, values => new FeatureRange(values.Min(), values.Max())),
            Final = final,
            Environment = RunEnvironment.Current(parameters.FirstOrDefault()?.device.ToString() ?? "cpu"),
            Command = command,
        };
    }

    /// <summary>What a network reads of a song.</summary>
    private static IReadOnlyList<string> InputsOf(Module<SongBatch, Tensor> network, SongDataset songs)
    {
        using var scope = NewDisposeScope();
        using var noGradients = no_grad();
        using var batch = songs.Collate(0);
        batch.Device = network.parameters().First().device;
        network.eval();
        network.call(batch);
        bool[] reads = [batch.Reads.Lyrics, batch.Reads.Features, batch.Reads.Year];
        return [.. ModelDescription.Inputs.Zip(reads).Where(input => input.Second).Select(input => input.First)];
    }

    private static byte[] VocabularyOf(PreparedData data)
    {
        using var stream = data.Folder.OpenVocabulary();
        using var bytes = new MemoryStream();
        stream.CopyTo(bytes);
        var found = Convert.ToHexStringLower(SHA256.HashData(bytes.ToArray()));
        return found == data.VocabularySha256 ? bytes.ToArray()
            : throw new InputException($"{data.Folder.VocabularyPath} was changed after the songs were read: found SHA-256 {found}, expected {data.VocabularySha256}. Train again.");
    }

    /// <summary>A statistic of each feature, and of the year of release.</summary>
    private static OrderedDictionary<string, T> OfFeatures<T>(SongDataset songs, Func<float[], T> statistic)
    {
        var all = Enumerable.Range(0, songs.Count).ToList();
        var statistics = EngineeredFeatures.Names.Select((_, feature) => statistic([.. all.Select(song => songs.FeaturesOf(song)[feature])]))
            .Append(statistic([.. all.Select(song => (float)songs.ReleaseYearOf(song))]));
        return new(ModelDescription.FeatureNames.Zip(statistics, KeyValuePair.Create));
    }
}
