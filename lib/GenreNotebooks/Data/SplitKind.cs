namespace GenreNotebooks.Data;

/// <summary>How songs are divided into a training and a test part.</summary>
public enum SplitKind
{
    /// <summary>Any song may go anywhere, as in the post.</summary>
    Random,

    /// <summary>Both parts have the same shares of genres.</summary>
    Stratified,

    /// <summary>All songs of an artist are on one side.</summary>
    Artist,
}
