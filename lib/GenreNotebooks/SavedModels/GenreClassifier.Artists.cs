using GenreNotebooks.Data;
using GenreNotebooks.Estimators;
using GenreNotebooks.Evaluation;

namespace GenreNotebooks.SavedModels;

public sealed partial class GenreClassifier
{
    /// <summary>
    /// Predicts the genre of an artist from songs. A model that judges artists is given all of them together. Any other model judges each song,
    /// and the answer is their vote: the mean of the log-probabilities.
    /// </summary>
    /// <param name="songs">Songs of one artist, at least one, with a few thousand in memory at a time. Their genres are ignored, and so are names other than the first song's.</param>
    /// <exception cref="InputException">There are no songs, a song has no year, which the model uses, or the networks' output for it is not finite.</exception>
    /// <exception cref="ObjectDisposedException">The model is disposed.</exception>
    public ArtistPrediction PredictArtist(IEnumerable<Song> songs)
    {
        string? artist = null;
        return Judge(songs, song => artist ??= song.Artist).FirstOrDefault()
            ?? throw new InputException("Found no songs: expected at least one song of the artist.");
    }

    /// <summary>
    /// Predicts artists lazily, in the order of their first songs, after all songs are read. The songs of an artist may stand anywhere. A few thousand
    /// songs, and some hundred numbers for each artist, are in memory at a time.
    /// </summary>
    /// <param name="songs">The songs. Those with exactly the same <see cref="Song.Artist"/> belong together; their genres are ignored.</param>
    /// <exception cref="InputException">While enumerating: a song has no artist, or no year, which the model uses, or the networks' output for it is not finite.</exception>
    /// <exception cref="ObjectDisposedException">While enumerating: the model is disposed.</exception>
    public IEnumerable<ArtistPrediction> PredictArtists(IEnumerable<Song> songs) => Judge(songs.Select((song, place) => !string.IsNullOrWhiteSpace(song.Artist) ? song
        : throw new InputException($"Song {place + 1} has no artist: expected a name, by which songs of one artist are put together.")), song => song.Artist);

    /// <summary>Predicts the artists of a CSV text lazily, as <see cref="PredictArtists(IEnumerable{Song})"/> does.</summary>
    /// <param name="csv">UTF-8 text with <c>artist_name</c> and the data set's columns that the model uses, see <see cref="Predict(Stream, string, CancellationToken)"/>.</param>
    /// <param name="name">The name of the text in messages, such as its path.</param>
    /// <param name="onSong">Called after each song with the number of songs so far.</param>
    /// <param name="cancellation">Stops before the next song.</param>
    /// <exception cref="InputException">Thrown while enumerating if the text is invalid. The message names line, column and value.</exception>
    public IEnumerable<ArtistPrediction> PredictArtists(Stream csv, string name, Action<int>? onSong = null, CancellationToken cancellation = default) =>
        Judge(SongReader.Read(csv, name, Columns.Append(SongColumns.Artist).ToHashSet(), byArtist: true, cancellation), song => song.Artist, onSong);

    private IEnumerable<ArtistPrediction> Judge(IEnumerable<Song> songs, Func<Song, string> artistOf, Action<int>? onSong = null)
    {
        var judge = Classifier as ArtistClassifier ?? new ArtistVoteClassifier(Classifier, Genres.Count);
        var (artists, count) = (new OrderedDictionary<string, ArtistSongs>(StringComparer.Ordinal), 0);
        foreach (var (song, vector) in Compute(songs, judge.Encode))
        {
            var artist = artistOf(song);
            if (!artists.TryGetValue(artist, out var ofArtist))
            {
                artists.Add(artist, ofArtist = new());
            }
            ofArtist.Add(vector, OutsideOf(song));
            onSong?.Invoke(++count);
        }
        foreach (var ((artist, ofArtist), probabilities) in artists.Zip(judge.AnswerAll(artists.Values.Select(one => one.Songs))))
        {
            yield return new(artist, ofArtist.Songs.Count, PredictionOf(probabilities, ofArtist.Outside), ArtistGroup.Find(TestArtists, probabilities.Max()));
        }
    }

    /// <summary>What is kept of an artist's songs.</summary>
    private sealed class ArtistSongs
    {
        public SongSet Songs { get; } = new();

        public IReadOnlyList<OutsideFeature> Outside { get; private set; } = [];

        public void Add(float[] vector, List<OutsideFeature> outside)
        {
            Songs.Add(vector);
            Outside = outside.Count == 0 ? Outside : [.. Outside.UnionBy(outside, feature => feature.Name)];
        }
    }
}
