using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace GenreNotebooks.Cli.Notebooks;

/// <summary>An event of a notebook's process, sent to its parent as a JSON line; the last three are a cell's outputs.</summary>
[JsonDerivedType(typeof(Started), "started")]
[JsonDerivedType(typeof(Finished), "finished")]
[JsonDerivedType(typeof(LeftOut), "left out")]
[JsonDerivedType(typeof(Printed), "printed")]
[JsonDerivedType(typeof(Shown), "shown")]
[JsonDerivedType(typeof(Failed), "failed")]
internal abstract record CellEvent
{
    /// <summary>Names of failures without an exception.</summary>
    public const string CompilationError = nameof(CompilationError), Timeout = nameof(Timeout), MemoryLimit = nameof(MemoryLimit), ProcessEnded = nameof(ProcessEnded);

    /// <summary>The next code cell begins.</summary>
    public sealed record Started : CellEvent;

    /// <summary>The cell ran to its end.</summary>
    public sealed record Finished : CellEvent;

    /// <summary>The cell printed more than is kept: the number of characters left out so far, and whether that is all of them.</summary>
    public sealed record LeftOut(long Characters, bool IsAll) : CellEvent
    {
        /// <summary>The line that stands in their place.</summary>
        public string Note() => string.Create(
            CultureInfo.InvariantCulture, $"… {Characters:N0} characters {(IsAll ? "" : "or more ")}left out: of what a cell prints, {CellPrinting.Kept:N0} are kept.\n");
    }

    /// <summary>Text on <c>stdout</c> or <c>stderr</c>.</summary>
    public sealed record Printed(string Stream, string Text) : CellEvent;

    /// <summary>The value a cell ends on, or one that it displays earlier, in all its forms; a figure is Plotly's JSON.</summary>
    public sealed record Shown(string Text, string? Html, string? Figure) : CellEvent
    {
        /// <summary>The number of a displayed value, from 1 in each notebook; another with the same number takes its place. Null for the value a cell ends on.</summary>
        public int? Display { get; init; }

        /// <summary>The figure for other programs: without the values for dark paper. Null if there is no figure.</summary>
        public string? PlainFigure() =>
            Figure is not null && JsonNode.Parse(Figure) is JsonObject figure && figure.Remove("dark") ? figure.ToJsonString(EventWriter.Short) : Figure;

        /// <summary>The figure as an image, if one was drawn.</summary>
        public StillImage? Image { get; init; }
    }

    /// <summary>The cell did not compile, threw or was stopped: the place in the notebook, and in <paramref name="Trace"/> the lines to show.</summary>
    public sealed record Failed(string Name, string Message, string Place, IReadOnlyList<string> Trace) : CellEvent;
}

/// <summary>Sends events as JSON lines; thread-safe.</summary>
internal sealed class EventWriter(Stream stream)
{
    // As short as JSON can be: HTML is full of signs that are escaped by default.
    public static readonly JsonSerializerOptions Short = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly Lock gate = new();

    public void Send(CellEvent item)
    {
        var line = JsonSerializer.SerializeToUtf8Bytes(item, Short);
        lock (gate)
        {
            stream.Write(line);
            stream.WriteByte((byte)'\n');
            stream.Flush();
        }
    }
}
