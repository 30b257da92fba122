using System.CommandLine;
using System.Globalization;
using System.Text;
using GenreNotebooks.Data;
using GenreNotebooks.Files;
using GenreNotebooks.SavedModels;

namespace GenreNotebooks.Cli.Commands;

/// <summary><c>predict</c>: the probability of each genre for a text, or for every song of a CSV file.</summary>
internal static class PredictCommand
{
    private const string StandardInput = "-";

    private static readonly Option<string?> Model = PathOption.Create("--model", "DIR", "The folder of a model saved by 'train … --save DIR'.");
    private static readonly Option<string?> Lyrics = new("--lyrics")
    {
        Description = "The lyrics of one song. With -, or without any input, they are read from standard input.",
        HelpName = "TEXT",
    };
    private static readonly Option<string[]> Feature = new("--feature")
    {
        Description = "A feature of the song, such as energy=0.8 or release_date=1999. Can be repeated. Missing features are set to the means of the training songs.",
        HelpName = "NAME=VALUE",
    };
    private static readonly Option<string?> Csv = PathOption.Create(
        "--csv", "FILE", "Songs in CSV, with the data set's columns that the model uses; - for standard input. Writes CSV.");
    private static readonly Option<string?> Out = PathOption.Create("--out", "FILE", "Write the predictions of --csv to this file instead of standard output.");

    public static Command Create(Func<Stream>? input = null)
    {
        Model.Required = true;
        var command = new Command("predict", "Predicts genres with a saved model.") { Model, Lyrics, Feature, Csv, ByOption.Predicted, Out, OutputFile.Overwrite };
        command.SetAction((arguments, cancellation) => Task.Run(() => Predict(arguments, input ?? Console.OpenStandardInput, cancellation), cancellation));
        return command;
    }

    private static void Predict(ParseResult arguments, Func<Stream> input, CancellationToken cancellation)
    {
        var (lyrics, features, csv, file) = (arguments.GetValue(Lyrics), arguments.GetValue(Feature) ?? [], arguments.GetValue(Csv), arguments.GetValue(Out));
        if (csv is not null && (lyrics is not null || features.Length > 0))
        {
            throw new InputException($"--csv {csv} and {(lyrics is null ? Feature.Name : Lyrics.Name)} exclude each other: give one song, or a file of songs.");
        }
        var byArtist = ByOption.IsArtist(ByOption.Predicted, arguments);
        if (csv is null && byArtist)
        {
            throw new InputException($"{ByOption.Predicted.Name} artist: expected --csv FILE with it, the songs of one or more artists.");
        }
        if (csv is null && file is not null)
        {
            throw new InputException($"--out {file}: expected --csv FILE with it; the prediction of one song is printed.");
        }
        var replaces = file is null ? null : OutputFile.Require(arguments, Out, file, FileKind.Predictions, [csv == StandardInput ? "/dev/stdin" : csv!, .. FilesOf(arguments.GetValue(Model)!)]);
        using var model = GenreClassifier.Load(arguments.GetValue(Model)!);
        if (model.Data.IsSample && csv is not null)
        {
            arguments.InvocationConfiguration.Error.WriteLine($"{DataOrigin.SampleNote} trained this model.");
        }
        if (csv is null)
        {
            PredictOne(model, lyrics, features, input, arguments.InvocationConfiguration);
        }
        else
        {
            PredictCsv(model, (csv, byArtist), (file, replaces), input, arguments.InvocationConfiguration, cancellation);
        }
    }

    private static void PredictOne(GenreClassifier model, string? lyrics, string[] features, Func<Stream> input, InvocationConfiguration to)
    {
        var values = features.Select(ParseFeature).ToList();
        if (values.GroupBy(value => value.Key).FirstOrDefault(group => group.Count() > 1) is { } twice)
        {
            throw new InputException($"--feature {twice.Key} is given {twice.Count()} times: expected each feature once.");
        }
        if (values.Find(value => !model.Features.Contains(value.Key)).Key is { } unread)
        {
            throw new InputException($"--feature {unread}: the model uses {(model.Features.Count == 0 ? "lyrics alone" : string.Join(", ", model.Features))}.");
        }
        if (model.ReadsLyrics)
        {
            lyrics = lyrics is null or StandardInput ? ReadLyrics(input, to.Error) : lyrics;
            if (string.IsNullOrWhiteSpace(lyrics))
            {
                throw new InputException("The lyrics are empty: expected the words of a song, as --lyrics TEXT or on standard input.");
            }
        }
        else if (values.Count == 0 || lyrics is not null)
        {
            throw new InputException($"The model uses no lyrics{(lyrics is null ? "" : $", found {Lyrics.Name}")}: expected features of the song, such as --feature energy=0.8, or songs as --csv FILE.");
        }
        to.Output.WriteLine(model.Predict(lyrics ?? "", values.ToDictionary()));
    }

    private static string ReadLyrics(Func<Stream> input, TextWriter error)
    {
        if (!Console.IsInputRedirected)
        {
            error.WriteLine("Type the lyrics and end them with Ctrl+D (on Windows Ctrl+Z, Enter).");
        }
        try
        {
            using var reader = new StreamReader(input(), new UTF8Encoding(false, throwOnInvalidBytes: true));
            return reader.ReadToEnd();
        }
        catch (DecoderFallbackException exception)
        {
            throw new InputException("Standard input: found bytes that are not UTF-8 text, expected lyrics in UTF-8.", exception);
        }
    }

    private static KeyValuePair<string, double> ParseFeature(string text)
    {
        var sign = text.LastIndexOf('=');
        return sign > 0 && double.TryParse(text.AsSpan(sign + 1), NumberStyles.Float, CultureInfo.InvariantCulture, out var value)
            ? KeyValuePair.Create(text[..sign], value)
            : throw new InputException($"--feature {text}: expected NAME=VALUE with a finite number, such as energy=0.8.");
    }

    private static void PredictCsv(
        GenreClassifier model, (string File, bool ByArtist) csv, (string? Path, FileKind? Replaces) file, Func<Stream> input, InvocationConfiguration to, CancellationToken cancellation)
    {
        using var stream = csv.File == StandardInput ? input() : Open(csv.File);
        var name = csv.File == StandardInput ? "standard input" : csv.File;
        if (file.Path is null)
        {
            Write(to.Output);
            return;
        }
        AtomicFile.Write(file.Path, written =>
        {
            using var writer = new StreamWriter(written, leaveOpen: true) { NewLine = "\n" };
            Write(writer);
        }, file.Replaces);

        void Write(TextWriter writer)
        {
            if (csv.ByArtist)
            {
                PredictionLines.Write(writer, model.Genres, model.PredictArtists(stream, name, songs => PredictionLines.Report(songs, to.Error), cancellation), to.Error, cancellation);
            }
            else
            {
                PredictionLines.Write(writer, model.Genres, model.Predict(stream, name, cancellation), to.Error, cancellation);
            }
        }
    }

    private static string[] FilesOf(string folder) => Directory.Exists(folder) ? Directory.GetFiles(folder) : [];

    private static FileStream Open(string csv)
    {
        try
        {
            return File.OpenRead(csv);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new InputException($"--csv {csv}: cannot be read ({exception.Message})", exception);
        }
    }
}
