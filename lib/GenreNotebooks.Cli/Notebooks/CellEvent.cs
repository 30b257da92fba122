using System.Text.Json.Serialization;

namespace GenreNotebooks.Cli.Notebooks;

/// <summary>What the process of a notebook tells the one that started it, one JSON line each; the last three are also a cell's outputs.</summary>
[JsonDerivedType(typeof(Started), "started")]
[JsonDerivedType(typeof(Finished), "finished")]
[JsonDerivedType(typeof(Printed), "printed")]
[JsonDerivedType(typeof(Shown), "shown")]
[JsonDerivedType(typeof(Failed), "failed")]
internal abstract record CellEvent
{
    /// <summary>Names of failures that no exception stands behind.</summary>
    public const string CompilationError = nameof(CompilationError), Timeout = nameof(Timeout), ProcessEnded = nameof(ProcessEnded);

    /// <summary>The next code cell begins.</summary>
    public sealed record Started : CellEvent;

    /// <summary>The cell ran to its end.</summary>
    public sealed record Finished : CellEvent;

    /// <summary>Text on <c>stdout</c> or <c>stderr</c>.</summary>
    public sealed record Printed(string Stream, string Text) : CellEvent;

    /// <summary>The value a cell ends on, in each form it has; a figure is Plotly's JSON.</summary>
    public sealed record Shown(string Text, string? Html, string? Figure) : CellEvent
    {
        /// <summary>The figure as an image, if one was drawn.</summary>
        public StillImage? Image { get; init; }
    }

    /// <summary>The cell does not compile, threw or was ended. <paramref name="Trace"/> holds the lines to show.</summary>
    public sealed record Failed(string Name, string Message, int Line, IReadOnlyList<string> Trace) : CellEvent;
}
