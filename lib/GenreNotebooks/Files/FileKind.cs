using System.Text;
using System.Text.RegularExpressions;

namespace GenreNotebooks.Files;

/// <summary>
/// A kind of file that the project writes, known by its beginning and end. Without <c>--overwrite</c>, an existing file is replaced only by
/// one of its kind, which an earlier run wrote. A wrong name then loses no other file.
/// </summary>
public sealed partial class FileKind
{
    private const int Excerpt = 4096;

    // The styles of pages with an executed notebook and with a chart, from before pages had the mark.
    private static readonly string[] OlderPages = ["--ground: #ffffff; --panel: ", "<style>body { margin: 0.5rem; "];

    private readonly Func<string, bool> fits;

    private FileKind(string name, Func<string, bool> fits) => (Name, this.fits) = (name, fits);

    /// <summary>A training run's record.</summary>
    public static FileKind RunRecord { get; } = new("the record of a training run", text => RecordStart().IsMatch(text));

    /// <summary>The scores that <c>evaluate</c> writes.</summary>
    public static FileKind Evaluation { get; } = new("an evaluation's scores", text => EvaluationStart().IsMatch(text));

    /// <summary>The predictions that <c>predict</c> writes.</summary>
    public static FileKind Predictions { get; } = new("a file of predictions", text => PredictionsStart().IsMatch(text));

    /// <summary>A sweep's summary.</summary>
    public static FileKind SweepSummary { get; } = new("the summary of a sweep", text =>
        text.StartsWith("model,", StringComparison.Ordinal) && text.Contains(",accuracy_mean,", StringComparison.Ordinal));

    /// <summary>The state of a training run.</summary>
    public static FileKind Checkpoint { get; } = new("the checkpoint of a training run", text => text.Contains("{\"__metadata__\":{\"state\":", StringComparison.Ordinal));

    /// <summary>The outputs of a finished notebook of an interrupted run.</summary>
    public static FileKind NotebookCheckpoint { get; } = new("the checkpoint of a notebook", text => text.StartsWith("{\"Identity\":", StringComparison.Ordinal));

    /// <summary>What a run of notebooks was: <c>about.json</c> beside its pages.</summary>
    public static FileKind NotebookRun { get; } = new("the description of a run of notebooks", text => NotebookRunStart().IsMatch(text));

    /// <summary>A page with charts or with an executed notebook.</summary>
    public static FileKind Page { get; } = new("a page of GenreNotebooks", text =>
        text.Contains(PageMark, StringComparison.Ordinal) || OlderPages.Any(style => text.Contains(style, StringComparison.Ordinal)));

    /// <summary>The script that draws charts in pages.</summary>
    public static FileKind Script { get; } = new("plotly.js", text => text.Contains("!window.Plotly", StringComparison.Ordinal));

    /// <summary>Songs or a vocabulary: replaced only if asked for, because the real ones look the same.</summary>
    public static FileKind Data { get; } = new("an empty one", _ => false);

    /// <summary>The element by which a page of this project is known.</summary>
    public const string PageMark = """<meta name="generator" content="GenreNotebooks">""";

    /// <summary>The name in messages.</summary>
    public string Name { get; }

    /// <summary>A chart.</summary>
    /// <param name="format"><c>svg</c>, <c>png</c>, <c>pdf</c>, <c>html</c> or <c>json</c>.</param>
    public static FileKind Chart(string format) => format switch
    {
        "html" => Page,
        "json" => new("a Plotly figure", text => FigureStart().IsMatch(text)),
        "png" => new("a PNG image", text => text.StartsWith("\u0089PNG", StringComparison.Ordinal)),
        "pdf" => new("a PDF file", text => text.StartsWith("%PDF", StringComparison.Ordinal) && text.Contains("Skia/PDF", StringComparison.Ordinal)),
        _ => new("an SVG image of a chart", text => text.Contains("<svg class=\"main-svg\"", StringComparison.Ordinal)),
    };

    /// <summary>Whether a file of this kind may take a place: nothing is there, or an empty file, or one of this kind.</summary>
    /// <exception cref="InputException">The file there cannot be read.</exception>
    public bool MayReplace(string path)
    {
        if (!Path.Exists(path))
        {
            return true;
        }
        try
        {
            return FilePlace.IsRegularFile(path) && Ends(path) is var text && (text.Length == 0 || fits(text));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new InputException($"{path}: cannot be read, and is not replaced ({exception.Message})", exception);
        }
    }

    /// <summary>The beginning and the end of a file, each byte as a character.</summary>
    private static string Ends(string path)
    {
        using var file = File.OpenRead(path);
        var bytes = new byte[Excerpt];
        var text = Encoding.Latin1.GetString(bytes, 0, file.ReadAtLeast(bytes, Excerpt, throwOnEndOfStream: false));
        file.Position = Math.Max(file.Position, file.Length - Excerpt);
        return text + Encoding.Latin1.GetString(bytes, 0, file.ReadAtLeast(bytes, Excerpt, throwOnEndOfStream: false));
    }

    [GeneratedRegex("""^\s*\{\s*"model":.*"vocabulary_sha256":""", RegexOptions.Singleline)]
    private static partial Regex RecordStart();

    [GeneratedRegex("""^\s*\{\s*"notebooks":.*"begun":""", RegexOptions.Singleline)]
    private static partial Regex NotebookRunStart();

    [GeneratedRegex("""^\s*\{\s*"recipe":.*"first_seed":""", RegexOptions.Singleline)]
    private static partial Regex EvaluationStart();

    [GeneratedRegex("""^\s*\{.*"data"\s*:\s*\[\s*[{\]]""", RegexOptions.Singleline)]
    private static partial Regex FigureStart();

    [GeneratedRegex("""^(song,genre,[^\n]*\n1,|artist,songs,genre,[^\n]*\n("[^\n]*"|[^,\n]*),\d+,)("[^\n]*"|[^,\n]*)(,[01](\.\d+)?)+\r?(\n|\z)""")]
    private static partial Regex PredictionsStart();
}
