namespace GenreNotebooks.Cli.Notebooks;

/// <summary>A cell's text as it stands in the file; <paramref name="FirstLine"/> counts from 1.</summary>
/// <param name="Kind">Code or Markdown.</param>
/// <param name="Source">The text; of a .dib without the blank lines around it.</param>
/// <param name="FirstLine">The line of the file that it begins in; 1 where lines begin anew in each cell, as in .ipynb.</param>
/// <param name="Number">Where lines begin anew in each cell, the number of this one among those of code; else null.</param>
internal sealed record NotebookCell(CellKind Kind, string Source, int FirstLine, int? Number = null)
{
    /// <summary>What lines of this cell are counted in: <c>03-lyrics.dib</c>, or <c>03-lyrics.ipynb[2]</c>, as Jupyter marks its second cell.</summary>
    /// <param name="fileName">The notebook's file.</param>
    public string PlaceIn(string fileName) => Number is { } number ? $"{fileName}[{number}]" : fileName;
}
