using System.Security.Cryptography;
using GenreNotebooks.Files;

namespace GenreNotebooks.SavedModels;

/// <summary>The files of a saved model. Their names are fixed: nothing that a folder holds can name another place.</summary>
internal static class ModelFolder
{
    public const string Description = "model.json", Weights = "model.safetensors", Vocabulary = "vocab.txt", Card = "README.md";

    private const long MostBytesInMemory = 64 << 20;

    private static readonly string[] Files = [Description, Weights, Vocabulary, Card];

    /// <summary>Sees that a model can be saved to a folder, before it is trained.</summary>
    /// <exception cref="InputException">There is something else, or a model that is not to be overwritten, or nothing can be written there.</exception>
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

    /// <summary>Writes a model's files beside the folder and renames: it is there whole or not at all.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="overwrite">Whether a model that is there may be replaced.</param>
    /// <param name="write">Writes the files into the folder that it is given.</param>
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
            EnsureSavable(folder, overwrite); // whatever has happened there meanwhile
            Replace(target, temporary);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new InputException($"{folder}: the model cannot be saved ({exception.Message})", exception);
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
    /// <exception cref="InputException">It is missing or cannot be read.</exception>
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
                + "such as 'train lyrics --save DIR' makes.");
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

    /// <summary>Reads a small file of a model whole.</summary>
    /// <exception cref="InputException">It is missing, cannot be read or is no small file.</exception>
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

    /// <summary>Sees that a file of a model is the one that its description means.</summary>
    /// <exception cref="InputException">It is another.</exception>
    public static void RequireSha256(string folder, string file, byte[] hash, string expected)
    {
        if (Convert.ToHexStringLower(hash) != expected)
        {
            throw new InputException($"{Path.Combine(folder, file)}: found SHA-256 {Convert.ToHexStringLower(hash)}, expected {expected} of {Description}. "
                + "The files are not of one model, or one was changed: copy the model's folder again, or train and save the model again.");
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
            throw new InputException($"{folder}: found a folder that is no model or has more than one ({string.Join(", ", others.Take(3))}), "
                + "expected a new folder: it is left as it is.");
        }
        if (!overwrite)
        {
            throw new InputException($"{folder}: found a saved model, expected a new folder. It is kept unless overwriting is asked for (--overwrite).");
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
        else if (!FolderExchange.Try(temporary, target)) // then the old model has the temporary name, and goes with it
        {
            var old = temporary + "-old";
            Directory.Move(target, old);
            Directory.Move(temporary, target);
            Directory.Delete(old, recursive: true);
        }
    }
}
