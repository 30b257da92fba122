using FsCheck;
using FsCheck.Fluent;
using GenreNotebooks.Cli.Notebooks;
using Xunit;

namespace GenreNotebooks.NotebookTests.Notebooks;

/// <summary>Random notebooks are the same after writing and reading.</summary>
public class NotebookProperties
{
    private static readonly Gen<string> Pieces = Gen.OneOf(
        Gen.Elements("#!csharp", "#!markdown", "#!meta", "#!fsharp", " #!csharp", "#r \"nuget: A\"", "\n", "\r\n", "\r", "\"", "\\", "\\n", "{", "}", "</script>", "\u2028", "\u0085", "\0", "\ufeff", "🎵", "é", " ", "\t"),
        Gen.Choose(0x20, 0xffff).Where(unit => !char.IsSurrogate((char)unit)).Select(unit => ((char)unit).ToString()),
        Gen.Elements("var a = 1;", "# A title", "a + b"));

    private static readonly Gen<string> Texts = Pieces.ListOf().Select(string.Concat);

    private static readonly Arbitrary<List<(bool IsCode, string Text)>> Cells = Gen.Elements(true, false).Zip(Texts).ListOf()
        .Select(cells => cells.Select(cell => (cell.Item1, cell.Item2)).Append((true, "1")).ToList()).ToArbitrary();

    [Fact]
    public void Any_cells_are_read_from_ipynb_as_they_were_written() => Prop.ForAll(Cells, cells =>
    {
        int code = 0;
        var notebook = new Notebook("a.ipynb", [.. cells.Select(cell => cell.IsCode
            ? new NotebookCell(CellKind.Code, cell.Text, 1, ++code) : new NotebookCell(CellKind.Markdown, cell.Text, 1))]);
        return Notebook.Parse("a.ipynb", IpynbWriter.Write(new(notebook))).Cells.SequenceEqual(notebook.Cells);
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(1_000));

    /// <summary>Without what a .dib cannot hold: kernel lines within a cell and blank lines around it.</summary>
    [Fact]
    public void Cells_of_a_dib_written_down_again_are_the_same() => Prop.ForAll(Cells, cells =>
    {
        var first = Notebook.Parse("a.dib", Write(cells.Select(cell => (cell.IsCode, WithoutKernelLines(cell.Text))))).Cells;
        var second = Notebook.Parse("a.dib", Write(first.Select(cell => (cell.Kind == CellKind.Code, cell.Source)))).Cells;
        return first.Select(cell => (cell.Kind, cell.Source)).SequenceEqual(second.Select(cell => (cell.Kind, cell.Source)))
            && first.SequenceEqual(Notebook.Parse("a.dib", Write(cells.Select(cell => (cell.IsCode, WithoutKernelLines(cell.Text)))).ReplaceLineEndings("\r\n")).Cells);
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(1_000));

    [Fact]
    public void Any_text_is_a_dib_or_is_refused_with_a_message() => Prop.ForAll(Texts.ToArbitrary(), text => IsReadOrRefused("a.dib", text)).Check(Config.QuickThrowOnFailure.WithMaxTest(1_000));

    /// <summary>A notebook with a piece cut out, or another put in.</summary>
    [Fact]
    public void Any_damage_to_an_ipynb_is_passed_over_or_refused_with_a_message() => Prop.ForAll(Gen.Choose(0, 10_000).Zip(Gen.Choose(0, 30)).Zip(Texts).ToArbitrary(), damage =>
    {
        var ((at, length), text) = damage;
        var whole = IpynbWriter.Write(new(Notebook.Parse("a.dib", "#!markdown\n# A title\n#!csharp\nvar a = \"ü\";\n#!csharp\na")));
        var start = at % whole.Length;
        return IsReadOrRefused("a.ipynb", whole.Remove(start, Math.Min(length, whole.Length - start)).Insert(start, text));
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(1_000));

    private static bool IsReadOrRefused(string path, string text)
    {
        try
        {
            return Notebook.Parse(path, text).Cells.Count > 0;
        }
        catch (InputException exception)
        {
            return exception.Message.StartsWith(path, StringComparison.Ordinal);
        }
    }

    private static string Write(IEnumerable<(bool IsCode, string Text)> cells) =>
        string.Concat(cells.Select(cell => $"#!{(cell.IsCode ? "csharp" : "markdown")}\n\n{cell.Text}\n\n"));

    private static string WithoutKernelLines(string text) =>
        string.Join('\n', text.ReplaceLineEndings("\n").Split('\n').Where(line => !line.StartsWith("#!", StringComparison.Ordinal)));
}
