using System.CommandLine;
using GenreNotebooks.Data;
using static System.FormattableString;

namespace GenreNotebooks.Cli.Commands;

/// <summary><c>data info</c>: which data would be used and why, and what is in it.</summary>
internal static class DataInfoCommand
{
    public static Command Create()
    {
        var command = new Command("info", "Tells which data would be used and why, its genres and base rates.") { DataOptions.Data, DataOptions.Sample };
        command.SetAction(parse => Print(DataOptions.Find(parse), parse.InvocationConfiguration.Output));
        return command;
    }

    private static void Print(DataFolder folder, TextWriter output)
    {
        var songs = MusicData.Load(folder);
        output.WriteLine(folder.Notice);
        output.WriteLine(folder.Choice);
        Print("All genres", songs, output);
        if (GenreSet.Blog.Names.All(name => songs.Any(song => song.Genre == name)))
        {
            Print("The genres of the post", songs.OfGenres(GenreSet.Blog), output);
        }
    }

    private static void Print(string title, MusicData songs, TextWriter output)
    {
        var genres = songs.CountGenres();
        output.WriteLine();
        output.WriteLine(Invariant($"{title}: {songs.Count:N0} songs, base rate {genres.Max(genre => genre.Share):P2}"));
        foreach (var genre in genres)
        {
            output.WriteLine(Invariant($"  {genre.Genre,-10} {genre.Songs,7:N0} {genre.Share,8:P2}"));
        }
    }
}
