using GenreNotebooks.Data;
using GenreNotebooks.SavedModels;
using static System.FormattableString;

namespace GenreNotebooks.Cli.Commands;

/// <summary>Writes predictions as CSV while they are made: the song's place in the file, its genre, the probability of each.</summary>
internal static class PredictionLines
{
    private const int SongsALine = 10_000; // of progress

    /// <param name="output">The CSV.</param>
    /// <param name="genres">The genres.</param>
    /// <param name="predictions">The predictions, made as they are asked for.</param>
    /// <param name="progress">Is told of every ten thousand songs.</param>
    /// <param name="cancellation">Ends it before the next song.</param>
    public static void Write(TextWriter output, GenreSet genres, IEnumerable<GenrePrediction> predictions, TextWriter progress, CancellationToken cancellation)
    {
        var songs = 0;
        foreach (var prediction in predictions)
        {
            cancellation.ThrowIfCancellationRequested();
            if (songs++ == 0) // not before it is sure that the file is one of songs
            {
                output.WriteLine(string.Join(',', genres.Names.Select(Field).Prepend("song,genre")));
            }
            // Nine digits: a float's, which the network computes in.
            output.WriteLine(string.Join(',', [Invariant($"{songs}"), Field(prediction.Genre), .. prediction.Probabilities.Values.Select(share => Invariant($"{share:0.#########}"))]));
            if (songs % SongsALine == 0)
            {
                progress.WriteLine(Invariant($"{songs:N0} songs"));
            }
        }
    }

    /// <summary>A text as a field: quoted where it must be.</summary>
    private static string Field(string text) =>
        text.AsSpan().IndexOfAny(",\"\r\n") < 0 ? text : $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}
