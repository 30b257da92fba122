using System.CommandLine;
using GenreNotebooks.Data;
using GenreNotebooks.Files;
using static System.FormattableString;

namespace GenreNotebooks.Cli.Commands;

/// <summary><c>data verify</c>: are the files whole, and are they the published ones?</summary>
internal static class DataVerifyCommand
{
    public static Command Create()
    {
        var command = new Command("verify", "Checks songs and vocabulary against their published checksums.") { DataOptions.Data, DataOptions.Sample };
        command.SetAction(parse =>
        {
            var folder = DataOptions.Find(parse);
            var (output, error) = (parse.InvocationConfiguration.Output, parse.InvocationConfiguration.Error);
            output.WriteLine(folder.Notice);
            var songsAreFine = Check(() => Songs(folder), output, error);
            return Check(() => Vocabulary(folder), output, error) && songsAreFine ? 0 : 1;
        });
        return command;
    }

    /// <summary>Both files are looked at, whatever is wrong with the first.</summary>
    private static bool Check(Func<string> check, TextWriter output, TextWriter error)
    {
        try
        {
            output.WriteLine(check());
            return true;
        }
        catch (InputException exception)
        {
            error.WriteLine($"error: {exception.Message}");
            return false;
        }
    }

    private static string Songs(DataFolder folder)
    {
        var (found, source) = (Identity(folder.OpenSongs()), DataSources.Songs);
        int rows;
        try
        {
            rows = MusicData.Load(folder).Count;
        }
        catch (InputException exception)
        {
            throw new InputException($"The songs are damaged. {exception.Message}", exception);
        }
        var verdict = folder.IsSample ? "synthetic songs" : source.Is(found) ? "songs, the complete original"
            : Invariant($"songs, not the complete original (which has {source.Bytes:N0} bytes and SHA-256 {source.Sha256})");
        return Invariant($"{Description(folder.SongsPath, found)}: {rows:N0} {verdict}");
    }

    private static string Vocabulary(DataFolder folder)
    {
        var (found, source) = (Identity(folder.OpenVocabulary()), DataSources.Vocabulary);
        var description = Description(folder.VocabularyPath, found);
        return folder.IsSample ? $"{description}: the sample's own vocabulary"
            : source.Is(found) ? $"{description}: the vocabulary of bert-base-uncased"
            : throw new InputException(Invariant($"{description}: not the vocabulary of bert-base-uncased. Expected {source.Bytes:N0} bytes ") +
                $"with SHA-256 {source.Sha256}. Get it with: {DataFolder.FetchCommand} --force");
    }

    private static FileIdentity Identity(Stream stream)
    {
        using (stream)
        {
            return FileIdentity.Of(stream);
        }
    }

    private static string Description(string path, FileIdentity identity) =>
        Invariant($"{path}, {identity.Bytes:N0} bytes, SHA-256 {identity.Sha256}");
}
