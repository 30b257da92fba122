namespace GenreNotebooks.Files;

/// <summary>Where the library keeps what it made, to find it again: finished runs, tokenized songs.</summary>
internal static class ArtifactFolder
{
    /// <summary>
    /// The folder that an environment variable names; without it, <c>artifacts/NAME</c> of the repository that the working
    /// directory is in; outside one, or where that is for reading only, a folder of the user.
    /// </summary>
    public static string Find(string variable, string name) =>
        Environment.GetEnvironmentVariable(variable) is { Length: > 0 } named ? Path.GetFullPath(named)
        : RepositoryRoot.Find() is { } root && CanBeWritten(Path.Combine(root, "artifacts")) ? Path.Combine(root, "artifacts", name)
        : Path.Combine(OfUser, "GenreNotebooks", name);

    private static bool CanBeWritten(string folder)
    {
        try
        {
            AtomicFile.EnsureWritableFolder(folder, folder);
            return true;
        }
        catch (InputException)
        {
            return false;
        }
    }

    // Unverified: where the user has no such folder yet it would be an empty name, which is the working directory.
    private static string OfUser =>
        Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify);
}

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
