using System.CommandLine;
using GenreNotebooks.Cli.Downloads;
using GenreNotebooks.Cli.Sampling;
using GenreNotebooks.Data;
using GenreNotebooks.Files;
using Spectre.Console;
using static System.FormattableString;

namespace GenreNotebooks.Cli.Commands;

/// <summary><c>data</c>: downloads, checks, describes and generates songs and the vocabulary.</summary>
internal static class DataCommand
{
    // Fewer are written before a bar is drawn.
    private const int RowsWorthABar = 20_000;

    public static Command Create() => new("data", "Downloads, checks, describes and generates songs and the vocabulary.")
    {
        DataFetchCommand.Create(), CreateVerify(), CreateInfo(), CreateSample(),
    };

    private static Command CreateVerify()
    {
        var command = new Command("verify", "Checks songs and vocabulary against their published checksums.") { DataOptions.Data, DataOptions.Sample };
        command.SetAction(parse =>
        {
            var folder = DataOptions.Find(parse);
            var (output, error) = (parse.InvocationConfiguration.Output, parse.InvocationConfiguration.Error);
            output.WriteLine(folder.Notice);
            var songsAreFine = Verify(() => VerifySongs(folder), output, error);
            return Verify(() => VerifyVocabulary(folder), output, error) && songsAreFine ? 0 : 1;
        });
        return command;
    }

    private static Command CreateInfo()
    {
        var command = new Command("info", "Shows which data is used and why, its genres and base rates.") { DataOptions.Data, DataOptions.Sample };
        command.SetAction(parse =>
        {
            var (folder, output) = (DataOptions.Find(parse), parse.InvocationConfiguration.Output);
            var songs = MusicData.Load(folder);
            output.WriteLine(folder.Notice);
            output.WriteLine(folder.Choice);
            PrintGenres("All genres", songs, output);
            if (GenreSet.Blog.Names.All(name => songs.Any(song => song.Genre == name)))
            {
                PrintGenres("The genres of the post", songs.OfGenres(GenreSet.Blog), output);
            }
        });
        return command;
    }

    private static Command CreateSample()
    {
        var rows = OptionValue.Whole.One("--rows", "The number of songs.", SampleGenerator.Rows);
        var seed = OptionValue.Seed.One("--seed", "The same seed gives the same songs.", SampleGenerator.Seed);
        var outOption = PathOption.Create("--out", "FILE", "The CSV file for the songs (default: standard output).");
        var vocabulary = PathOption.Create("--vocab", "FILE", "A file for the vocabulary, as well.");
        var command = new Command("sample", "Writes synthetic songs with the statistics of the real ones.") { rows, seed, outOption, vocabulary, OutputFile.Overwrite };
        command.SetAction((parse, cancellation) =>
        {
            if (rows.Of(parse) < 1)
            {
                throw new InputException($"--rows {rows.Of(parse)}: expected 1 or more.");
            }
            RequirePlaces(parse, outOption, vocabulary);
            WriteSongs(parse.GetValue(outOption), rows.Of(parse), seed.Of(parse), parse.InvocationConfiguration.Output, cancellation);
            if (parse.GetValue(vocabulary) is { } path)
            {
                SampleVocabulary.WriteFile(path);
            }
            return Task.CompletedTask;
        });
        return command;
    }

    private static void RequirePlaces(ParseResult parse, Option<string?> songs, Option<string?> vocabulary)
    {
        foreach (var option in (Option<string?>[])[songs, vocabulary])
        {
            if (parse.GetValue(option) is { } path)
            {
                OutputFile.Require(parse, option, path, FileKind.Data);
            }
        }
        if (parse.GetValue(songs) is { } one && parse.GetValue(vocabulary) is { } other && Path.GetFullPath(one) == Path.GetFullPath(other))
        {
            throw new InputException($"--out and --vocab are both {one}: expected two files.");
        }
    }

    /// <summary>Runs one check and reports it; the other file is checked even if this one fails.</summary>
    private static bool Verify(Func<string> check, TextWriter output, TextWriter error)
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

    private static string VerifySongs(DataFolder folder)
    {
        var (found, source) = (Identity(folder.OpenSongs()), DataSource.Songs);
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

    private static string VerifyVocabulary(DataFolder folder)
    {
        var (found, source) = (Identity(folder.OpenVocabulary()), DataSource.Vocabulary);
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

    private static void PrintGenres(string title, MusicData songs, TextWriter output)
    {
        var genres = songs.CountGenres();
        output.WriteLine();
        output.WriteLine(Invariant($"{title}: {songs.Count:N0} songs, base rate {genres.Max(genre => genre.Share):P2}"));
        foreach (var genre in genres)
        {
            output.WriteLine(Invariant($"  {genre.Genre,-10} {genre.Songs,7:N0} {genre.Share,8:P2}"));
        }
    }

    private static void WriteSongs(string? path, int rows, int seed, TextWriter output, CancellationToken cancellation)
    {
        if (path is null)
        {
            SampleGenerator.Write(output, rows, seed, cancellation: cancellation);
            return;
        }
        if (rows >= RowsWorthABar && Terminal.Of(output) is { } terminal)
        {
            terminal.Progress().Start(bars =>
            {
                var bar = bars.AddTask(Markup.Escape(Path.GetFileName(path)), maxValue: rows);
                SampleGenerator.WriteFile(path, rows, seed, count => bar.Value = count, cancellation);
            });
        }
        else
        {
            SampleGenerator.WriteFile(path, rows, seed, cancellation: cancellation);
        }
        output.WriteLine(Invariant($"{path}: {rows:N0} synthetic songs, seed {seed}."));
    }
}
