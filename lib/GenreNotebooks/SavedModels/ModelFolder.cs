using System.Security.Cryptography;
using GenreNotebooks.Files;

namespace GenreNotebooks.SavedModels;

/// <summary>The files of a saved model. Their names are fixed, so a model's contents cannot point to other files.</summary>
internal static class ModelFolder
{
    public const string Description = "model.json", Weights = "model.safetensors", Vocabulary = "vocab.txt", Card = "README.md";

    private const long MostBytesInMemory = 64 << 20;

    private static readonly string[] Files = [Description, Weights, Vocabulary, Card];

    /// <summary>Checks, before training, that a model can be saved to a folder.</summary>
    /// <exception cref="InputException">The folder holds something else or a model not to be overwritten, or it cannot be written.</exception>
    public static void EnsureSavable(string folder, bool overwrite)
    {
        if (File.Exists(folder))
        {
            throw new InputException($"{folder}: found a file, expected the name of a new folder for the model.");
        }
        if (Directory.Exists(folder) && Directory.EnumerateFileSystemEntries(folder).Any())
        {
            EnsureReplaceable(folder, overwrite);
        }
        AtomicFile.EnsureWritableFolder(Path.GetDirectoryName(Path.GetFullPath(folder)) ?? folder, folder);
    }

    /// <summary>Writes a model's files to a temporary folder and renames it, so the folder appears atomically.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="overwrite">Whether to replace an existing model.</param>
    /// <param name="write">Writes the files to the given temporary folder.</param>
    /// <exception cref="InputException">See <see cref="EnsureSavable"/>.</exception>
    public static void Write(string folder, bool overwrite, Action<string> write)
    {
        using var stop = NotebookEngine.Linked();
        using var place = FileLock.Take(folder, cancellation: stop.Token);
        EnsureSavable(folder, overwrite);
        var target = Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder));
        var temporary = AtomicFile.TemporaryOf(target);
        try
        {
            Directory.CreateDirectory(temporary);
            AtomicFile.RemoveLeftovers(Path.GetDirectoryName(target)!);
            write(temporary);
            EnsureSavable(folder, overwrite); // again: the folder may have changed in the meantime
            Replace(target, temporary);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new InputException($"{folder}: cannot save the model ({exception.Message})", exception);
        }
        catch (InputException exception) when (exception.Message.Contains(temporary, StringComparison.Ordinal))
        {
            throw new InputException(exception.Message.Replace(temporary, target, StringComparison.Ordinal), exception);
        }
        finally
        {
            if (Directory.Exists(temporary))
            {
                Directory.Delete(temporary, recursive: true);
            }
        }
    }

    /// <summary>Opens a file of a model.</summary>
    /// <exception cref="InputException">The file is missing or cannot be read.</exception>
    public static FileStream Open(string folder, string file)
    {
        var path = Path.Combine(folder, file);
        var found = !Directory.Exists(folder) ? "there is no such folder"
            : !File.Exists(path) ? $"it has no {file}"
            : new FileInfo(path) is { LinkTarget: { } } ? $"its {file} is a link to another place"
            : new FileInfo(path).Length == 0 ? $"its {file} is empty"
            : null;
        if (found is not null)
        {
            throw new InputException($"The model {folder} cannot be loaded: {found}. Expected a folder with {string.Join(", ", Files[..^1])}, "
                + "as 'train lyrics --save DIR' writes it.");
        }
        try
        {
            return File.OpenRead(path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new InputException($"{path}: cannot be read ({exception.Message})", exception);
        }
    }

    /// <summary>Reads a small file of a model into memory.</summary>
    /// <exception cref="InputException">The file is missing, too large or cannot be read.</exception>
    public static byte[] Read(string folder, string file)
    {
        using var stream = Open(folder, file);
        if (stream.Length > MostBytesInMemory)
        {
            throw new InputException(FormattableString.Invariant($"{Path.Combine(folder, file)}: found {stream.Length:N0} bytes, expected at most {MostBytesInMemory:N0}."));
        }
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }

    /// <summary>Checks a file of a model against the checksum in the description.</summary>
    /// <exception cref="InputException">The checksums differ.</exception>
    public static void RequireSha256(string folder, string file, byte[] hash, string expected)
    {
        if (Convert.ToHexStringLower(hash) != expected)
        {
            throw new InputException($"{Path.Combine(folder, file)}: found SHA-256 {Convert.ToHexStringLower(hash)}, expected {expected} of {Description}. "
                + "The files belong to different models, or one was changed: copy the model's folder again, or train and save the model again.");
        }
    }

    public static byte[] Sha256(string folder, string file)
    {
        using var stream = Open(folder, file);
        return SHA256.HashData(stream);
    }

    private static void EnsureReplaceable(string folder, bool overwrite)
    {
        var others = Directory.EnumerateFileSystemEntries(folder).Select(Path.GetFileName).Except(Files).Order(StringComparer.Ordinal).ToList();
        if (others.Count > 0 || !File.Exists(Path.Combine(folder, Description)))
        {
            throw new InputException($"{folder}: found a folder with other files or without a model ({string.Join(", ", others.Take(3))}), "
                + "expected a new folder. The folder is left unchanged.");
        }
        if (!overwrite)
        {
            throw new InputException($"{folder}: found a saved model, expected a new folder. Ask for overwriting (--overwrite) to replace it.");
        }
    }

    private static void Replace(string target, string temporary)
    {
        if (!Directory.Exists(target))
        {
            Directory.Move(temporary, target);
        }
        else if (!Directory.EnumerateFileSystemEntries(target).Any())
        {
            Directory.Delete(target);
            Directory.Move(temporary, target);
        }
        else if (!FolderExchange.Try(temporary, target)) // on success the old model has the temporary name and is deleted with it
        {
            var old = temporary + "-old";
            Directory.Move(target, old);
            Directory.Move(temporary, target);
            Directory.Delete(old, recursive: true);
        }
    }
}
