namespace GenreNotebooks.Data;

/// <summary>How to fetch the real data; the defaults get songs and vocabulary from where they are published.</summary>
public sealed record FetchOptions
{
    /// <summary>A folder's address with copies of the files; null for the published addresses.</summary>
    public Uri? Mirror { get; init; }

    /// <summary>Whether to download a file although one of its name is there.</summary>
    public bool Force { get; init; }

    /// <summary>Whether other machines may be asked, or ask to be asked, over http. Default: only over https.</summary>
    public bool AllowHttp { get; init; }

    /// <summary>Is told of each piece that arrives.</summary>
    public IProgress<DownloadProgress>? Progress { get; init; }

    /// <summary>Is told, in a sentence, what is waited for: another process, or the next try after one that failed.</summary>
    public Action<string>? OnWait { get; init; }

    /// <summary>How long a server may send nothing; 60 seconds by default.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>The files to fetch.</summary>
    public IReadOnlyList<DataSource> Sources { get; init; } = DataSources.All;

    /// <summary>When a failed download is tried again.</summary>
    internal BackOff BackOff { get; init; } = new();
}
