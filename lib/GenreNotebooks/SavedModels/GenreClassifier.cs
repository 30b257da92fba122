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
/// A trained model with all that it needs to predict a song: one network or several that vote, their vocabulary, and what is known of
/// their training songs. It is saved as one folder.
/// </summary>
public sealed partial class GenreClassifier : IDisposable
{
    private const int SongsAtOnce = 2048;

    private readonly VotingClassifier vote;
    private readonly byte[] vocabulary;
    private readonly ModelDescription description;

    private GenreClassifier(IReadOnlyList<Module<SongBatch, Tensor>> networks, byte[] vocabulary, ModelDescription description, string place)
    {
        (Networks, vote, this.vocabulary, this.description) = (networks, NetworkClassifier.Vote(networks), vocabulary, description);
        using var stream = new MemoryStream(vocabulary);
        (Tokenizer, Genres) = (LyricsTokenizer.FromVocabulary(stream, place), new([.. description.Genres]));
        Features = Kind == ModelKind.Lyrics ? [] : Options.WithYear ? [.. ModelDescription.FeatureNames] : EngineeredFeatures.Names;
    }

    /// <summary>What it reads.</summary>
    public ModelKind Kind => description.Model;

    /// <summary>The options it was trained with.</summary>
    public TrainingOptions Options => description.Options;

    /// <summary>The genres it tells apart.</summary>
    public GenreSet Genres { get; }

    /// <summary>Its scores on the test songs of its split, dropout off.</summary>
    public FinalScore TestScore => description.Final;

    /// <summary>Of each feature, and of the year of release as <c>release_date</c>, the mean over the training songs.</summary>
    public IReadOnlyDictionary<string, double> FeatureMeans => description.FeatureMeans;

    /// <summary>The tokenizer of its vocabulary.</summary>
    public LyricsTokenizer Tokenizer { get; }

    /// <summary>Whether it reads lyrics.</summary>
    public bool ReadsLyrics => Kind != ModelKind.Metadata;

    /// <summary>The columns of a table of songs that it reads.</summary>
    private IReadOnlySet<int> Columns => Features.Select(SongColumns.PlaceOfName).Concat(ReadsLyrics ? [SongColumns.Lyrics] : []).ToHashSet();

    internal IReadOnlyList<Module<SongBatch, Tensor>> Networks { get; }

    /// <summary>The features that it reads, by name.</summary>
    public IReadOnlyList<string> Features { get; }

    /// <summary>Loads a model that <see cref="Save"/> saved.</summary>
    /// <param name="folder">The model's folder. Nothing in it is executed.</param>
    /// <exception cref="InputException">A file is missing, or the files do not fit together: the message names place, found and expected.</exception>
    public static GenreClassifier Load(string folder)
    {
        var place = Path.Combine(folder, ModelFolder.Weights);
        var description = ModelDescription.Parse(ModelFolder.Read(folder, ModelFolder.Description), Path.Combine(folder, ModelFolder.Description));
        var vocabulary = ModelFolder.Read(folder, ModelFolder.Vocabulary);
        ModelFolder.RequireSha256(folder, ModelFolder.Vocabulary, SHA256.HashData(vocabulary), description.VocabularySha256);
        using var words = new MemoryStream(vocabulary);
        var size = LyricsTokenizer.FromVocabulary(words, Path.Combine(folder, ModelFolder.Vocabulary)).VocabularySize;
        using var weights = ModelFolder.Open(folder, ModelFolder.Weights);
        var networks = ModelWeights.Read(weights, place, description, size);
        try
        {
            ModelFolder.RequireSha256(folder, ModelFolder.Weights, ModelFolder.Sha256(folder, ModelFolder.Weights), description.WeightsSha256);
            return new(networks, vocabulary, description, Path.Combine(folder, ModelFolder.Vocabulary));
        }
        catch
        {
            Dispose(networks);
            throw;
        }
    }

    /// <summary>
    /// Saves the model as a folder, whole or not at all: weights (<c>model.safetensors</c>), description (<c>model.json</c>), vocabulary and
    /// a model card (<c>README.md</c>).
    /// </summary>
    /// <param name="folder">A new folder.</param>
    /// <param name="overwrite">Whether a model that is saved there may be replaced; no other folder ever is.</param>
    /// <exception cref="InputException">It cannot be written, there is something else, or the training has diverged.</exception>
    public void Save(string folder, bool overwrite = false) => ModelFolder.Write(folder, overwrite, temporary =>
    {
        AtomicFile.Write(Path.Combine(temporary, ModelFolder.Weights), stream => ModelWeights.Write(stream, Networks, description));
        var saved = description with { WeightsSha256 = Convert.ToHexStringLower(ModelFolder.Sha256(temporary, ModelFolder.Weights)) };
        AtomicFile.Write(Path.Combine(temporary, ModelFolder.Vocabulary), stream => stream.Write(vocabulary));
        AtomicFile.WriteAllText(Path.Combine(temporary, ModelFolder.Description), saved.ToJson() + "\n");
        AtomicFile.WriteAllText(Path.Combine(temporary, ModelFolder.Card), ModelCard.Of(saved));
    });

    /// <summary>Checks that a model can be saved to a folder, before hours of training.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="overwrite">Whether a saved model may be replaced.</param>
    /// <exception cref="InputException">There is something else, a model that may not be replaced, or nothing can be written there.</exception>
    public static void EnsureSavable(string folder, bool overwrite = false) => ModelFolder.EnsureSavable(folder, overwrite);

    /// <summary>Predicts the genre of one song.</summary>
    /// <param name="lyrics">Any text; the songs it learnt from are lower-case lemmas without stop words. A model of features alone ignores it.</param>
    /// <param name="features">
    /// Engineered features by name, see <see cref="EngineeredFeatures.Names"/>, and the year of release as <c>release_date</c>. The mean of
    /// the training songs stands in for those not given; a model of lyrics alone reads none.
    /// </param>
    /// <exception cref="InputException">There is no feature of such a name, or a value is not finite.</exception>
    public GenrePrediction Predict(string lyrics, IReadOnlyDictionary<string, double>? features = null)
    {
        var values = ValuesOf(features);
        return new(Genres.Names, [.. Predict([SongOf(lyrics, values)]).First().Probabilities.Values], [.. Features.Except(features?.Keys ?? [])]);
    }

    /// <summary>Predicts songs one after the other, in the memory of some thousand; their genres are not read.</summary>
    public IEnumerable<GenrePrediction> Predict(IEnumerable<Song> songs)
    {
        foreach (var some in songs.Chunk(SongsAtOnce))
        {
            foreach (var probabilities in vote.Predict(SongTable.Tokenize(some, Tokenizer, Options.MaxLength).WithoutLabels()))
            {
                yield return new(Genres.Names, probabilities);
            }
        }
    }

    /// <summary>Predicts the songs of a CSV text, one after the other; genres are not read.</summary>
    /// <param name="csv">UTF-8 text with the columns of the data set that the model reads: <see cref="Features"/>, and <c>lyrics</c> if it reads lyrics.</param>
    /// <param name="name">The name of the text in messages, such as its path.</param>
    /// <param name="cancellation">Ends the reading before the next song.</param>
    /// <exception cref="InputException">While enumerating: the text is not such a table; names line, column and value.</exception>
    public IEnumerable<GenrePrediction> Predict(Stream csv, string name, CancellationToken cancellation = default) =>
        Predict(SongReader.Read(csv, name, Columns, cancellation));

    /// <summary>What each token of a text does for a genre: the song is predicted again without it.</summary>
    /// <param name="lyrics">Any text.</param>
    /// <param name="features">As for a prediction.</param>
    /// <param name="genre">The genre; by default the most probable one.</param>
    /// <returns>The tokens, the greatest contribution first.</returns>
    /// <exception cref="InputException">There is no such genre or feature, or a value is not finite.</exception>
    public IReadOnlyList<TokenContribution> Explain(string lyrics, IReadOnlyDictionary<string, double>? features = null, string? genre = null)
    {
        var label = Genres.LabelOf(genre ?? Predict(lyrics, features).Genre);
        var (song, ids) = (SongOf(lyrics, ValuesOf(features)), Tokenizer.Encode(lyrics, Options.MaxLength));
        var tokens = ids[1..^1].Distinct().ToList();
        var songs = new SongTableBuilder();
        songs.Add(song, ids);
        tokens.ForEach(token => songs.Add(song, [ids[0], .. ids[1..^1].Where(id => id != token), ids[^1]]));
        var table = songs.ToTable(Options.MaxLength, Tokenizer.VocabularySize);
        var odds = vote.Predict(table.WithoutLabels()).Select(row => LogOdds(row[label])).ToList();
        return
        [
            .. tokens.Select((token, place) => new TokenContribution(Tokenizer.Token(token), ids[1..^1].Count(id => id == token), odds[0] - odds[place + 1]))
                .OrderByDescending(token => token.Contribution),
        ];
    }

    /// <summary>Frees the networks.</summary>
    public void Dispose() => Dispose(Networks);

    private static void Dispose(IEnumerable<IDisposable> networks)
    {
        foreach (var network in networks)
        {
            network.Dispose();
        }
    }

    private static double LogOdds(double probability)
    {
        var share = Math.Clamp(probability, 1e-12, 1 - 1e-12); // a sure network has odds that are no number
        return Math.Log(share / (1 - share));
    }

    private Dictionary<string, double> ValuesOf(IReadOnlyDictionary<string, double>? features)
    {
        var values = ModelDescription.FeatureNames.ToDictionary(name => name, name => FeatureMeans[name]);
        foreach (var (name, value) in features ?? new Dictionary<string, double>())
        {
            values[name] = !values.ContainsKey(name) ? throw new InputException($"Unknown feature '{name}': expected some of {string.Join(", ", values.Keys)}.")
                : double.IsFinite(value) ? value : throw new InputException(FormattableString.Invariant($"The feature {name} is {value}: expected a finite number."));
        }
        return values;
    }

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
