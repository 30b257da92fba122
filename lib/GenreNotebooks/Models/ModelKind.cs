namespace GenreNotebooks.Models;

/// <summary>The three networks of the post.</summary>
public enum ModelKind
{
    /// <summary><see cref="TextClassificationModel"/>: lyrics alone.</summary>
    Lyrics,

    /// <summary><see cref="MetadataClassificationModel"/>: the 22 engineered features alone.</summary>
    Metadata,

    /// <summary><see cref="CombinedNet"/>: both.</summary>
    Combined,
}
