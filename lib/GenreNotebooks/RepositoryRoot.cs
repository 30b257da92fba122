namespace GenreNotebooks;

/// <summary>The repository that the working directory is in.</summary>
internal static class RepositoryRoot
{
    /// <summary>The nearest folder upwards from a folder, or from the working directory, that holds GenreNotebooks.sln; or null.</summary>
    public static string? Find(string? from = null)
    {
        for (var folder = new DirectoryInfo(from ?? Environment.CurrentDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "GenreNotebooks.sln")))
            {
                return folder.FullName;
            }
        }
        return null;
    }
}
