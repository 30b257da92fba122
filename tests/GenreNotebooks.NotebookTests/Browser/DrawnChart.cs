namespace GenreNotebooks.NotebookTests.Browser;

/// <summary>A chart in the document.</summary>
/// <param name="Title">What screen readers call it.</param>
/// <param name="Figure">Its Plotly figure, as JSON.</param>
/// <param name="Traces">How many traces were drawn.</param>
/// <param name="Points">How many markers and bars.</param>
/// <param name="Texts">All that is written in it.</param>
/// <param name="Faults">Texts that are cut, too small, or lie over another.</param>
internal sealed record DrawnChart(string Title, string Figure, int Traces, int Points, IReadOnlyList<string> Texts, IReadOnlyList<string> Faults);
