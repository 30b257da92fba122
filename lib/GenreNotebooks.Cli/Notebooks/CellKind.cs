namespace GenreNotebooks.Cli.Notebooks;

internal enum CellKind
{
    Code,
    Markdown,
}
