using GenreNotebooks.Data;
using GenreNotebooks.SavedModels;
using static System.FormattableString;

namespace GenreNotebooks.Cli.Commands;

/// <summary>Writes predictions as CSV, one by one: the song's number in the file, its genre and the probability of each genre.</summary>
internal static class PredictionLines
{
    private const int SongsPerReport = 10_000;

    /// <param name="output">Receives the CSV.</param>
    /// <param name="genres">The genres.</param>
    /// <param name="predictions">The predictions, computed lazily.</param>
    /// <param name="progress">Receives a line after every ten thousand songs, and at the end one warning about songs with features outside the range of the training songs.</param>
    /// <param name="cancellation">Stops before the next song.</param>
    public static void Write(TextWriter output, GenreSet genres, IEnumerable<GenrePrediction> predictions, TextWriter progress, CancellationToken cancellation)
    {
        var (songs, outside, example) = (0, 0, "");
        foreach (var prediction in predictions)
        {
            cancellation.ThrowIfCancellationRequested();
            if (songs++ == 0) // only now is it certain that the file holds songs
            {
                output.WriteLine(string.Join(',', genres.Names.Select(Field).Prepend("song,genre")));
            }
            if (prediction.Outside is [var feature, ..] && outside++ == 0)
            {
                example = $"song {songs}: {feature}";
            }
            // Nine digits, the precision of the network's floats.
            output.WriteLine(string.Join(',', [Invariant($"{songs}"), Field(prediction.Genre), .. prediction.Probabilities.Values.Select(share => Invariant($"{share:0.#########}"))]));
            if (songs % SongsPerReport == 0)
            {
                progress.WriteLine(Invariant($"{songs:N0} songs"));
            }
        }
        if (outside > 0)
        {
            progress.WriteLine(Invariant($"warning: {outside:N0} of {songs:N0} songs have features outside the range of the training songs; the first is {example}."));
        }
    }

    /// <summary>A text as a CSV field, quoted if needed.</summary>
    private static string Field(string text) =>
        text.AsSpan().IndexOfAny(",\"\r\n") < 0 ? text : $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}
