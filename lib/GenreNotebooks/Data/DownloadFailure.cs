namespace GenreNotebooks.Data;

/// <summary>A try to download that failed.</summary>
/// <param name="reason">Why, as a sentence without its beginning and end.</param>
/// <param name="passes">Whether another try may do better.</param>
/// <param name="inner">The failure behind it.</param>
internal sealed class DownloadFailure(string reason, bool passes, Exception? inner = null) : Exception(reason, inner)
{
    /// <summary>Whether another try may do better.</summary>
    public bool Passes => passes;

    /// <summary>How long the server asks to be left alone.</summary>
    public TimeSpan Asked { get; init; }
}
