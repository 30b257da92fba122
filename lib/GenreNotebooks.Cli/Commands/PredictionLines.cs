using GenreNotebooks.Data;
using GenreNotebooks.SavedModels;
using static System.FormattableString;

namespace GenreNotebooks.Cli.Commands;

/// <summary>Writes predictions as CSV, one by one: a song's number in the file or an artist, the genre and the probability of each genre.</summary>
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
        var warning = new OutsideWarning();
        foreach (var (song, prediction) in predictions.Index())
        {
            cancellation.ThrowIfCancellationRequested();
            if (song == 0) // only now is it certain that the file holds songs
            {
                output.WriteLine(Line(["song", "genre"], genres.Names.Select(Field)));
            }
            warning.Add(Invariant($"song {song + 1}"), prediction.Outside);
            output.WriteLine(Line([Invariant($"{song + 1}"), Field(prediction.Genre)], prediction.Probabilities.Values.Select(Number)));
            Report(song + 1, progress);
        }
        warning.Write("songs have", progress);
    }

    /// <summary>The same for artists, with the number of their songs and, if the model says it, how sure the answer is.</summary>
    /// <param name="output">Receives the CSV.</param>
    /// <param name="genres">The genres.</param>
    /// <param name="predictions">The predictions, computed lazily.</param>
    /// <param name="progress">Receives at the end one warning about artists with songs outside the range of the training songs, and one about names that are nearly equal.</param>
    /// <param name="cancellation">Stops before the next artist.</param>
    public static void Write(TextWriter output, GenreSet genres, IEnumerable<ArtistPrediction> predictions, TextWriter progress, CancellationToken cancellation)
    {
        var (warning, names) = (new OutsideWarning(), new NearlyEqualNames());
        foreach (var (place, artist) in predictions.Index())
        {
            cancellation.ThrowIfCancellationRequested();
            if (place == 0)
            {
                output.WriteLine(Line(["artist", "songs", "genre", "probability", .. artist.Sure is null ? [] : (string[])["sure"]], genres.Names.Select(Field)));
            }
            warning.Add(artist.Artist, artist.Outside);
            names.Add(artist.Artist);
            output.WriteLine(Line(
                [Field(artist.Artist), Invariant($"{artist.Songs}"), Field(artist.Genre), Number(artist.Probabilities[artist.Genre]), .. artist.Sure is { } sure ? [Invariant($"{sure:0.000}")] : (string[])[]],
                artist.Probabilities.Values.Select(Number)));
        }
        warning.Write("artists have songs with", progress);
        names.Write(progress);
    }

    /// <summary>Reports every ten thousandth song.</summary>
    public static void Report(int songs, TextWriter progress)
    {
        if (songs % SongsPerReport == 0)
        {
            progress.WriteLine(Invariant($"{songs:N0} songs"));
        }
    }

    private static string Line(string[] first, IEnumerable<string> then) => string.Join(',', [.. first, .. then]);

    // Nine digits, the precision of the network's floats.
    private static string Number(double share) => Invariant($"{share:0.#########}");

    /// <summary>A text as a CSV field, quoted if needed.</summary>
    private static string Field(string text) =>
        text.AsSpan().IndexOfAny(",\"\r\n") < 0 ? text : $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    /// <summary>One warning for all artists whose names differ from another's only in case or in spaces around them.</summary>
    private sealed class NearlyEqualNames
    {
        private readonly Dictionary<string, string> names = new(StringComparer.OrdinalIgnoreCase);
        private int nearlyEqual;
        private string example = "";

        public void Add(string name)
        {
            if (!names.TryAdd(name.Trim(), name) && nearlyEqual++ == 0)
            {
                example = $"'{name}', like '{names[name.Trim()]}'";
            }
        }

        public void Write(TextWriter progress)
        {
            if (nearlyEqual > 0)
            {
                progress.WriteLine(Invariant($"warning: {nearlyEqual:N0} of the names differ from another only in case or in spaces around them; the first is {example}. ")
                    + "They count as different artists: write an artist's name in one way.");
            }
        }
    }

    /// <summary>One warning for all predictions from features outside the range of the training songs.</summary>
    private sealed class OutsideWarning
    {
        private int predictions, outside;
        private string example = "";

        public void Add(string name, IReadOnlyList<OutsideFeature> features)
        {
            predictions++;
            if (features is [var feature, ..] && outside++ == 0)
            {
                example = $"{name}: {feature}";
            }
        }

        public void Write(string have, TextWriter progress)
        {
            if (outside > 0)
            {
                progress.WriteLine(Invariant($"warning: {outside:N0} of {predictions:N0} {have} features outside the range of the training songs; the first is {example}."));
            }
        }
    }
}
