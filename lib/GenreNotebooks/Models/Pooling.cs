namespace GenreNotebooks.Models;

/// <summary>How one vector is made of a song's token vectors.</summary>
public enum Pooling
{
    /// <summary>The mean over all positions, padding included, as the post takes it.</summary>
    Padded,

    /// <summary>The mean over the song's own tokens.</summary>
    Mean,

    /// <summary>The sum weighted by TF-IDF, see <see cref="Vectorization.TermWeights"/>.</summary>
    Tfidf,

    /// <summary>The mean weighted by a softmax over the song's own tokens of a score that is learnt.</summary>
    Attention,
}
