namespace GenreNotebooks.Cli.Notebooks;

/// <summary>A cell's text as it stands in the file, without the blank lines around it; <paramref name="FirstLine"/> counts from 1.</summary>
internal sealed record NotebookCell(CellKind Kind, string Source, int FirstLine);
