using GenreNotebooks.Data;

namespace GenreNotebooks.Vectorization;

/// <summary>Gathers tokenized songs one by one; of a song only what networks read is kept.</summary>
internal sealed class TokenizedSongsBuilder
{
    private readonly RaggedArrayBuilder<int> tokens = new();
    private readonly RaggedArrayBuilder<float> features = new();
    private readonly List<int> years = [];
    private readonly CategoricalBuilder genres = new();
    private readonly CategoricalBuilder artists = new();

    public void Add(Song song, ReadOnlySpan<int> ids)
    {
        tokens.Add(ids);
        features.Add(Array.ConvertAll(song.Features, feature => (float)feature));
        years.Add(song.ReleaseYear);
        genres.Add(song.Genre);
        artists.Add(song.Artist);
    }

    public TokenizedSongs ToSongs(int maxLength, int vocabularySize) => new()
    {
        Tokens = tokens.ToRaggedArray(),
        Features = features.ToRaggedArray(),
        ReleaseYears = [.. years],
        Genres = genres.ToColumn(),
        Artists = artists.ToColumn(),
        MaxLength = maxLength,
        VocabularySize = vocabularySize,
    };
}
