using System.Security.Cryptography;
using GenreNotebooks.Data;
using GenreNotebooks.Estimators;
using GenreNotebooks.Evaluation;
using GenreNotebooks.Files;
using GenreNotebooks.Models;
using GenreNotebooks.Runs;
using GenreNotebooks.Training;
using GenreNotebooks.Vectorization;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace GenreNotebooks.SavedModels;

/// <summary>
/// A trained model with everything needed to predict songs: one network, several that vote, or what a recipe has learnt, its vocabulary and
/// statistics of its training songs. It is saved as one folder.
/// </summary>
public sealed partial class GenreClassifier : IDisposable
{
    internal const string SampleNote = $"{DataOrigin.SampleNote} trained this model.";

    private const int SongsAtOnce = 2048;

    private readonly ISavableClassifier classifier;
    private readonly byte[] vocabulary;
    private readonly ModelDescription description;
    private readonly string place;
    private bool isDisposed;

    private GenreClassifier(ISavableClassifier classifier, byte[] vocabulary, ModelDescription description, string place)
    {
        (this.classifier, this.vocabulary, this.description, this.place) = (classifier, vocabulary, description, place);
        using var stream = new MemoryStream(vocabulary);
        (Tokenizer, Genres) = (LyricsTokenizer.FromVocabulary(stream, place), new([.. description.Genres]));
        Features = description.Features;
    }

    /// <summary>The name of the network or of the recipe.</summary>
    public string Model => description.Model;

    /// <summary>The recipe and what it reads; null for networks.</summary>
    public RecipeChoice? Recipe => description.Recipe;

    /// <summary>The songs it was trained and tested on.</summary>
    public DataOrigin Data => description.Data;

    /// <summary>The training options; of a recipe, which has settings of its own, genres, split, seed and maximum length.</summary>
    public TrainingOptions Options => description.Options;

    /// <summary>The genres it predicts.</summary>
    public GenreSet Genres { get; }

    /// <summary>The scores on the test songs of its split, dropout off.</summary>
    public FinalScore TestScore => description.Final;

    /// <summary>The mean over the training songs of each feature and of the year of release (<c>release_date</c>).</summary>
    public IReadOnlyDictionary<string, double> FeatureMeans => description.FeatureMeans;

    /// <summary>The smallest and the largest value among the training songs of each feature and of <c>release_date</c>; null for a model saved before they were recorded.</summary>
    public IReadOnlyDictionary<string, FeatureRange>? FeatureRanges => description.FeatureRanges;

    /// <summary>How often a model that judges artists was right for test artists, from the least to the most probable answers; empty for a model that judges songs.</summary>
    public IReadOnlyList<ArtistGroup> TestArtists => description.TestArtists ?? [];

    /// <summary>The tokenizer with the model's vocabulary.</summary>
    public LyricsTokenizer Tokenizer { get; }

    /// <summary>Whether the model uses lyrics.</summary>
    public bool ReadsLyrics => description.ReadsLyrics;

    /// <summary>The columns of a song table that the model uses.</summary>
    private IReadOnlySet<int> Columns => Features.Select(SongColumns.PlaceOfName).Concat(ReadsLyrics ? [SongColumns.Lyrics] : []).Concat(Recipe?.WithTitle == true ? [SongColumns.Track] : []).ToHashSet();

    /// <exception cref="ObjectDisposedException">The model is disposed.</exception>
    internal IReadOnlyList<Module<SongBatch, Tensor>> Networks => Classifier.Networks;

    private ISavableClassifier Classifier => !isDisposed ? classifier
        : throw new ObjectDisposedException(nameof(GenreClassifier), $"The {Model} model with the vocabulary {place} is disposed: use it before it is disposed, or load it again with GenreClassifier.Load.");

    /// <summary>The names of the features that the model uses.</summary>
    public IReadOnlyList<string> Features { get; }

    /// <summary>Loads a saved model.</summary>
    /// <param name="folder">The model's folder. Nothing in it is executed.</param>
    /// <param name="definition">The definition that created the network, if it is your own or was changed in a cell; null for a network of the library.</param>
    /// <exception cref="InputException">A file is missing or invalid, or the files do not belong together. The message names the file and what was found and expected.</exception>
    public static GenreClassifier Load(string folder, ModelDefinition? definition = null)
    {
        var place = Path.Combine(folder, ModelFolder.Weights);
        var description = ModelDescription.Parse(ModelFolder.Read(folder, ModelFolder.Description), Path.Combine(folder, ModelFolder.Description));
        var vocabulary = ModelFolder.Read(folder, ModelFolder.Vocabulary);
        ModelFolder.RequireSha256(folder, ModelFolder.Vocabulary, SHA256.HashData(vocabulary), description.VocabularySha256);
        using var words = new MemoryStream(vocabulary);
        var size = LyricsTokenizer.FromVocabulary(words, Path.Combine(folder, ModelFolder.Vocabulary)).VocabularySize;
        using var weights = ModelFolder.Open(folder, ModelFolder.Weights);
        var classifier = ModelWeights.Read(weights, place, description, definition, size);
        try
        {
            ModelFolder.RequireSha256(folder, ModelFolder.Weights, ModelFolder.Sha256(folder, ModelFolder.Weights), description.WeightsSha256);
            return new(classifier, vocabulary, description, Path.Combine(folder, ModelFolder.Vocabulary));
        }
        catch
        {
            Dispose(classifier.Networks);
            throw;
        }
    }

    /// <summary>
    /// Saves the model atomically as a folder of weights (<c>model.safetensors</c>), description (<c>model.json</c>), vocabulary and
    /// model card (<c>README.md</c>).
    /// </summary>
    /// <param name="folder">The new folder.</param>
    /// <param name="overwrite">Whether to replace a model saved there. Other folders are never replaced.</param>
    /// <exception cref="InputException">The folder exists already or cannot be written, or training has diverged.</exception>
    /// <exception cref="ObjectDisposedException">The model is disposed.</exception>
    public void Save(string folder, bool overwrite = false)
    {
        var saved = Classifier;
        ModelFolder.Write(folder, overwrite, temporary => Write(temporary, saved));
    }

    private void Write(string temporary, ISavableClassifier learnt)
    {
        AtomicFile.Write(Path.Combine(temporary, ModelFolder.Weights), stream => ModelWeights.Write(stream, learnt, description));
        var saved = description with { WeightsSha256 = Convert.ToHexStringLower(ModelFolder.Sha256(temporary, ModelFolder.Weights)) };
        AtomicFile.Write(Path.Combine(temporary, ModelFolder.Vocabulary), stream => stream.Write(vocabulary));
        AtomicFile.WriteAllText(Path.Combine(temporary, ModelFolder.Description), saved.ToJson() + "\n");
        AtomicFile.WriteAllText(Path.Combine(temporary, ModelFolder.Card), ModelCard.Of(saved));
    }

    /// <summary>Checks that a model can be saved to a folder, before hours of training.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="overwrite">Whether a saved model may be replaced.</param>
    /// <exception cref="InputException">The folder holds something else or a model not to be replaced, or it cannot be written.</exception>
    public static void EnsureSavable(string folder, bool overwrite = false) => ModelFolder.EnsureSavable(folder, overwrite);

    /// <summary>Predicts the genre of one song. A model that judges artists judges the song alone, as if its artist had no other.</summary>
    /// <param name="lyrics">Any text. The training lyrics are lower-case lemmas without stop words. A metadata model ignores lyrics.</param>
    /// <param name="features">
    /// Engineered features by name, see <see cref="EngineeredFeatures.Names"/>, and the year of release as <c>release_date</c>. Missing
    /// features default to the mean of the training songs. A lyrics model uses none.
    /// </param>
    /// <exception cref="InputException">A feature is unknown, its value is not a finite number in the range of a float, or its year is not from 1800 to 2100.</exception>
    /// <exception cref="ObjectDisposedException">The model is disposed.</exception>
    public GenrePrediction Predict(string lyrics, IReadOnlyDictionary<string, double>? features = null)
    {
        var prediction = Predict([SongOf(lyrics, ValuesOf(features))]).First();
        return new(Genres.Names, [.. prediction.Probabilities.Values], [.. Features.Except(features?.Keys ?? [])], [.. prediction.Outside.Where(feature => features?.ContainsKey(feature.Name) == true)], Data.IsSample);
    }

    /// <summary>Predicts songs lazily, with a few thousand in memory at a time, each alone. Their genres and artists are ignored.</summary>
    /// <exception cref="InputException">While enumerating: a song has no year, which the model uses, or the networks' output for it is not finite.</exception>
    /// <exception cref="ObjectDisposedException">While enumerating: the model is disposed.</exception>
    public IEnumerable<GenrePrediction> Predict(IEnumerable<Song> songs) => Compute(songs, JudgeAlone).Select(song => PredictionOf(song.Value, OutsideOf(song.Song)));

    /// <summary>Computes a value for each song, lazily.</summary>
    private IEnumerable<(Song Song, T Value)> Compute<T>(IEnumerable<Song> songs, Func<SongDataset, T[]> compute)
    {
        var number = 0;
        foreach (var chunk in songs.Chunk(SongsAtOnce))
        {
            _ = Classifier; // may be disposed meanwhile
            if (ReadsYear && Array.FindIndex(chunk, song => song.ReleaseYear == 0) is >= 0 and var undated)
            {
                throw new InputException($"Song {number + undated + 1} has the year 0: the model uses the year of release, expected {SongValues.ExpectedYear}.");
            }
            foreach (var song in chunk.Zip(Compute(chunk, number, compute)))
            {
                yield return song;
            }
            number += chunk.Length;
        }
    }

    private T[] Compute<T>(Song[] songs, int before, Func<SongDataset, T[]> compute)
    {
        try
        {
            return compute(AsRead(SongTable.Tokenize(songs, Tokenizer, Options.MaxLength)).WithoutLabels());
        }
        catch (DivergedException) when (songs.Length > 1)
        {
            return [.. songs.SelectMany((song, place) => Compute([song], before + place, compute))]; // finds the song
        }
        catch (DivergedException exception)
        {
            var outside = OutsideOf(songs[0]);
            throw new InputException($"Song {before + 1}: the network computes NaN or infinity{(outside.Count == 0 ? "" : $", with {string.Join(", ", outside)}")}. "
                + "Expected features such as those of the training songs.", exception);
        }
    }

    /// <summary>Predicts the songs of a CSV text lazily. Their genres are ignored.</summary>
    /// <param name="csv">UTF-8 text with the data set's columns that the model uses: <see cref="Features"/>, and <c>lyrics</c> if <see cref="ReadsLyrics"/>, and <c>track_name</c> if the recipe reads titles.</param>
    /// <param name="name">The name of the text in messages, such as its path.</param>
    /// <param name="cancellation">Stops before the next song.</param>
    /// <exception cref="InputException">Thrown while enumerating if the text is invalid. The message names line, column and value.</exception>
    public IEnumerable<GenrePrediction> Predict(Stream csv, string name, CancellationToken cancellation = default) =>
        Predict(SongReader.Read(csv, name, Columns, cancellation: cancellation));

    /// <summary>Measures each token's contribution to a genre by predicting the song again without the token.</summary>
    /// <param name="lyrics">Any text.</param>
    /// <param name="features">The features, as for a prediction.</param>
    /// <param name="genre">The genre. Default: the most probable one.</param>
    /// <returns>The tokens, largest contribution first.</returns>
    /// <exception cref="InputException">The genre or a feature is unknown, or a value is not finite.</exception>
    public IReadOnlyList<TokenContribution> Explain(string lyrics, IReadOnlyDictionary<string, double>? features = null, string? genre = null)
    {
        var label = Genres.LabelOf(genre ?? Predict(lyrics, features).Genre);
        var (song, ids) = (SongOf(lyrics, ValuesOf(features)), Tokenizer.Encode(lyrics, Options.MaxLength));
        var tokens = ids[1..^1].Distinct().ToList();
        var songs = new SongTableBuilder();
        songs.Add(song, ids);
        tokens.ForEach(token => songs.Add(song, [ids[0], .. ids[1..^1].Where(id => id != token), ids[^1]]));
        var table = songs.ToTable(Options.MaxLength, Tokenizer.VocabularySize);
        var odds = JudgeAlone(AsRead(table).WithoutLabels()).Select(row => LogOdds(row[label])).ToList();
        return
        [
            .. tokens.Select((token, place) => new TokenContribution(Tokenizer.Token(token), ids[1..^1].Count(id => id == token), odds[0] - odds[place + 1]))
                .OrderByDescending(token => token.Contribution),
        ];
    }

    /// <summary>Frees the networks.</summary>
    public void Dispose()
    {
        if (!isDisposed)
        {
            Dispose(Networks);
            isDisposed = true;
        }
    }

    private static void Dispose(IEnumerable<IDisposable> networks)
    {
        foreach (var network in networks)
        {
            network.Dispose();
        }
    }

    private static double LogOdds(double probability)
    {
        var share = Math.Clamp(probability, 1e-12, 1 - 1e-12); // the log odds of 0 and 1 are infinite
        return Math.Log(share / (1 - share));
    }

    private Dictionary<string, double> ValuesOf(IReadOnlyDictionary<string, double>? features)
    {
        var values = ModelDescription.FeatureNames.ToDictionary(name => name, name => FeatureMeans[name]);
        foreach (var (name, value) in features ?? new Dictionary<string, double>())
        {
            if (!values.ContainsKey(name))
            {
                throw new InputException($"Unknown feature '{name}': expected some of {string.Join(", ", values.Keys)}.");
            }
            SongValues.Require(name, value);
            values[name] = value;
        }
        return values;
    }

    private double[][] JudgeAlone(SongDataset songs) => Classifier is ArtistClassifier artists ? artists.PredictAlone(songs) : Classifier.Predict(songs);

    private GenrePrediction PredictionOf(double[] probabilities, IReadOnlyList<OutsideFeature> outside) => new(Genres.Names, probabilities, outside: outside, ofSample: Data.IsSample);

    private SongTable AsRead(SongTable table) => Recipe?.TableOf(table) ?? table;

    private bool ReadsYear => Features.Contains(ModelDescription.ReleaseYear);

    /// <summary>The features that the model uses with values that no training song had.</summary>
    private List<OutsideFeature> OutsideOf(Song song) => FeatureRanges is not { } ranges ? [] :
    [
        .. Features.Select((name, feature) => new OutsideFeature(name, name == ModelDescription.ReleaseYear ? song.ReleaseYear : song.Features[feature], ranges[name]))
            .Where(feature => (float)feature.Value < (float)feature.Training.Least || (float)feature.Value > (float)feature.Training.Most),
    ];

    private static Song SongOf(string lyrics, Dictionary<string, double> values) => new()
    {
        Index = 0,
        Artist = "",
        Track = "",
        Genre = "",
        Topic = "",
        Age = 0,
        WordCount = 0,
        Lyrics = lyrics,
        ReleaseYear = (int)Math.Round(values[ModelDescription.ReleaseYear]),
        Features = [.. EngineeredFeatures.Names.Select(name => values[name])],
    };
}
