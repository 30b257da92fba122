using GenreNotebooks.Cli.Downloads;
using GenreNotebooks.Data;
using static System.FormattableString;

namespace GenreNotebooks.Cli.Doctor;

/// <summary>Which songs and vocabulary are used, and are they the published ones?</summary>
internal static class DataCheck
{
    private const string Songs = "Songs", Vocabulary = "Vocabulary";

    public static IEnumerable<Finding> Examine(Machine machine)
    {
        DataFolder folder;
        try
        {
            folder = machine.FindData();
        }
        catch (InputException exception)
        {
            return [Finding.Wrong(Songs, exception.Message, $"{DataFolder.FetchCommand} --out \"{machine.Variable(DataFolder.EnvironmentVariable)}\"")];
        }
        return folder.IsSample
            ? [Finding.Optional(Songs, $"the embedded sample of synthetic songs and its vocabulary, because {folder.Reason}", DataFolder.FetchCommand)]
            : [OfSongs(folder), OfVocabulary(folder)];
    }

    private static Finding OfSongs(DataFolder folder)
    {
        var found = FileIdentity.Of(folder.SongsPath);
        var verdict = DataSource.Songs.Is(found) ? "the complete original" : "not the complete original ('data verify' reads every line)";
        return Finding.Fine(Songs, Invariant($"{folder.SongsPath}, {found.Bytes:N0} bytes: {verdict}"));
    }

    private static Finding OfVocabulary(DataFolder folder)
    {
        var (found, source) = (FileIdentity.Of(folder.VocabularyPath), DataSource.Vocabulary);
        var place = Invariant($"{folder.VocabularyPath}, {found.Bytes:N0} bytes");
        return source.Is(found)
            ? Finding.Fine(Vocabulary, $"{place}: the vocabulary of bert-base-uncased")
            : Finding.Wrong(Vocabulary, Invariant($"{place}: not the vocabulary of bert-base-uncased ({source.Bytes:N0} bytes, SHA-256 {source.Sha256})"),
                $"{DataFolder.FetchCommand} --force --out \"{folder.FolderPath}\"");
    }
}
