namespace GenreNotebooks.NotebookTests.Notebooks;

internal sealed record RunResult(int Exit, string Output, string Error);
