namespace GenreNotebooks.Data;

/// <summary>How to fetch the real data; the defaults get songs and vocabulary from where they are published.</summary>
public sealed record FetchOptions
{
    /// <summary>A folder's address with copies of the files, http or https; null for the published addresses.</summary>
    public Uri? Mirror { get; init; }

    /// <summary>Whether to download a file although one of its name is there.</summary>
    public bool Force { get; init; }

    /// <summary>Is told of each piece that arrives.</summary>
    public IProgress<DownloadProgress>? Progress { get; init; }

    /// <summary>How long a server may send nothing; 60 seconds by default.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>The files to fetch.</summary>
    public IReadOnlyList<DataSource> Sources { get; init; } = DataSources.All;
}
