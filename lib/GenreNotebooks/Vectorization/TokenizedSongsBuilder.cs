using GenreNotebooks.Data;

namespace GenreNotebooks.Vectorization;

/// <summary>Gathers tokenized songs one by one; of a song only what networks read is kept.</summary>
internal sealed class TokenizedSongsBuilder
{
    private readonly List<int[]> tokens = [];
    private readonly List<float> features = [];
    private readonly List<int> years = [];
    private readonly CategoricalBuilder genres = new();
    private readonly CategoricalBuilder artists = new();

    public void Add(Song song, int[] ids)
    {
        tokens.Add(ids);
        foreach (var feature in song.Features)
        {
            features.Add((float)feature);
        }
        years.Add(song.ReleaseYear);
        genres.Add(song.Genre);
        artists.Add(song.Artist);
    }

    public TokenizedSongs ToSongs(int maxLength, int vocabularySize)
    {
        var starts = new int[tokens.Count + 1];
        for (var song = 0; song < tokens.Count; song++)
        {
            starts[song + 1] = checked(starts[song] + tokens[song].Length);
        }
        var flat = new int[starts[^1]];
        for (var song = 0; song < tokens.Count; song++)
        {
            tokens[song].CopyTo(flat, starts[song]);
        }
        return new()
        {
            Tokens = flat,
            Starts = starts,
            Features = [.. features],
            ReleaseYears = [.. years],
            Genres = genres.ToColumn(),
            Artists = artists.ToColumn(),
            MaxLength = maxLength,
            VocabularySize = vocabularySize,
        };
    }
}
