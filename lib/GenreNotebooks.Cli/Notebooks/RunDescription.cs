using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using GenreNotebooks.Data;
using GenreNotebooks.Files;

namespace GenreNotebooks.Cli.Notebooks;

/// <summary>What a run of notebooks was, as its index says and as <c>about.json</c> beside it has it for programs.</summary>
internal sealed record RunDescription
{
    public const string FileName = "about.json";

    private const int LongestValue = 24, LongestSettings = 60;

    private static readonly JsonSerializerOptions Json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        WriteIndented = true,
        NewLine = "\n",
        RespectNullableAnnotations = true,
    };

    /// <summary>The names of the notebooks, in the given order.</summary>
    public required IReadOnlyList<string> Notebooks { get; init; }

    /// <summary>What <c>--set</c> changed.</summary>
    public required IReadOnlyDictionary<string, string> Set { get; init; }

    public required bool WithoutLyrics { get; init; }

    /// <summary>The songs, with the name of their file; no rows and no checksum if they cannot be read.</summary>
    public required DataOrigin Data { get; init; }

    /// <summary>The version of the library.</summary>
    public required string Library { get; init; }

    /// <summary>When it began, in local time.</summary>
    public required DateTimeOffset Begun { get; init; }

    /// <summary>How long it took so far, without the time between an interruption and <c>--resume</c>.</summary>
    public double Seconds { get; init; }

    /// <summary>Whether every cell of every notebook ran.</summary>
    public bool Complete { get; init; }

    /// <summary>The description of a run that begins.</summary>
    public static RunDescription Of(IReadOnlyList<Notebook> notebooks, IReadOnlyDictionary<string, string> set, bool withoutLyrics, DataFolder data, DateTimeOffset now) => new()
    {
        Notebooks = [.. notebooks.Select(notebook => notebook.Name)],
        Set = set,
        WithoutLyrics = withoutLyrics,
        Data = OriginOf(data),
        Library = typeof(DataFolder).Assembly.GetName().Version!.ToString(3),
        Begun = now,
    };

    /// <summary>Reads the description in a folder; null without a valid one.</summary>
    public static RunDescription? Read(string folder)
    {
        try
        {
            var path = Path.Combine(folder, FileName);
            return File.Exists(path) ? JsonSerializer.Deserialize<RunDescription>(File.ReadAllBytes(path), Json) : null;
        }
        catch (Exception exception) when (exception is JsonException or NotSupportedException or IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    public void Write(string folder) =>
        AtomicFile.WriteAllText(Path.Combine(folder, FileName), JsonSerializer.Serialize(this, Json) + "\n", FileKind.NotebookRun);

    /// <summary>Whether a run is of the same notebooks, settings and songs, and so may go on where this one stopped.</summary>
    public bool IsContinuedBy(RunDescription other) => !Complete && Notebooks.SequenceEqual(other.Notebooks) && WithoutLyrics == other.WithoutLyrics && Data == other.Data
        && Set.Count == other.Set.Count && Set.All(value => other.Set.TryGetValue(value.Key, out var found) && found == value.Value);

    /// <summary>A name for the folder of the run that is valid on every system: <c>2026-11-29-164012-embeddingDim=64,epochs=10</c>.</summary>
    /// <param name="number">Counts runs of one second, from 1.</param>
    public string FolderName(int number = 1)
    {
        var time = Begun.ToString("yyyy-MM-dd-HHmmss", CultureInfo.InvariantCulture) + (number == 1 ? "" : string.Create(CultureInfo.InvariantCulture, $"-{number}"));
        var settings = string.Join(',', Set.Select(value => $"{Plain(value.Key)}={Plain(value.Value)}"));
        return Set.Count == 0 ? time : $"{time}-{settings[..Math.Min(settings.Length, LongestSettings)].TrimEnd('.', ',')}";
    }

    private static string Plain(string text)
    {
        var plain = string.Concat(text.Select(c => char.IsLetterOrDigit(c) || c is '.' or '-' or '+' ? c : c == ',' ? '+' : '_'));
        return plain[..Math.Min(plain.Length, LongestValue)];
    }

    private static DataOrigin OriginOf(DataFolder data)
    {
        var file = Path.GetFileName(data.SongsPath);
        try
        {
            return MusicData.Load(data).Origin with { Path = file };
        }
        catch (InputException)
        {
            return new(data.IsSample ? "sample" : "real", file, 0, ""); // the notebooks say what is wrong with the songs
        }
    }
}
