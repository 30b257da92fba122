namespace GenreNotebooks.Files;

/// <summary>Finds the folder for the library's caches: finished runs and tokenized songs.</summary>
internal static class ArtifactFolder
{
    /// <summary>
    /// The folder named by an environment variable; else <c>artifacts/NAME</c> in the repository that contains the working
    /// directory; else, without a writable repository, a folder in the user's local application data.
    /// </summary>
    public static string Find(string variable, string name) =>
        Environment.GetEnvironmentVariable(variable) is { Length: > 0 } named ? Path.GetFullPath(named)
        : RepositoryRoot.Find() is { } root && CanBeWritten(Path.Combine(root, "artifacts")) ? Path.Combine(root, "artifacts", name)
        : Path.Combine(UserFolder, "GenreNotebooks", name);

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

    // DoNotVerify: otherwise a missing folder gives an empty path, which means the working directory.
    private static string UserFolder =>
        Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify);
}

/// <summary>Finds the root folder of the GenreNotebooks repository.</summary>
public static class RepositoryRoot
{
    /// <summary>The nearest folder with GenreNotebooks.sln, searching upwards from a folder; null if there is none.</summary>
    /// <param name="from">The folder to start from; by default the working directory.</param>
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
