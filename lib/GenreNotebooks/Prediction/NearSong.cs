using GenreNotebooks.Data;

namespace GenreNotebooks.Prediction;

/// <summary>A song and how far it is from another.</summary>
/// <param name="Song">The song.</param>
/// <param name="Distance">The cosine distance of their embeddings: 0 in the same direction, 1 at a right angle, 2 in the opposite one.</param>
public sealed record NearSong(Song Song, double Distance);
