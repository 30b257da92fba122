namespace GenreNotebooks.Cli.Notebooks;

/// <summary>What the process of a notebook is asked to run, as one JSON line on its standard input.</summary>
internal sealed record NotebookRequest(string FileName, IReadOnlyList<NotebookCell> Cells);
