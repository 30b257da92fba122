using System.Text.RegularExpressions;
using GenreNotebooks.Cli.Notebooks;
using GenreNotebooks.Tests.Packaging;
using Xunit;

namespace GenreNotebooks.NotebookTests.Notebooks;

/// <summary>Source of the library that a notebook shows in its prose is the source that runs.</summary>
public sealed class ShownSourceTests : IDisposable
{
    private readonly NotebookFolder folder = new();

    public static TheoryData<string> Names => NotebookRulesTests.Names;

    public void Dispose() => folder.Dispose();

    [Theory]
    [MemberData(nameof(Names))]
    public void Source_shown_in_a_notebook_stands_in_its_file(string name)
    {
        var outOfStep = string.Join('\n', ShownSource.In(Notebook.Read(PostNotebooks.PathOf(name))).Select(block => block.OutOfStep()).OfType<string>());
        Assert.True(outOfStep.Length == 0, outOfStep);
    }

    [Theory]
    [InlineData("02-vectorization", "Vectorization/SongDataset.cs")]
    [InlineData("02-vectorization", "Vectorization/SongBatch.cs")]
    [InlineData("03-lyrics", "Training/Trainer.cs")]
    [InlineData("03-lyrics", "Models/Inference.cs")]
    [InlineData("03-lyrics", "Evaluation/Evaluator.cs")]
    public void What_the_post_shows_of_its_data_and_its_loop_a_notebook_shows_too(string name, string file) =>
        Assert.Contains($"lib/GenreNotebooks/{file}", ShownSource.In(Notebook.Read(PostNotebooks.PathOf(name))).Select(block => block.File));

    [Theory]
    [InlineData("var first = 1;\nvar second = 2;")]
    [InlineData("  var second = 2;")]
    [InlineData("var first = 1;\n…\nreturn first;")]
    public void Lines_of_the_file_in_its_order_are_in_step_whatever_their_indentation(string shown) => Assert.Null(OutOfStep(shown));

    [Theory]
    [InlineData("var first = 10;")] // another line
    [InlineData("var second = 2;\n…\nvar first = 1;")] // another order
    [InlineData("var first = 1;\nreturn first;")] // a line left out without an ellipsis
    [InlineData("second = 2;")] // part of a line
    public void Lines_that_the_file_does_not_have_like_this_are_named_with_what_to_do(string shown)
    {
        var message = OutOfStep(shown);
        Assert.StartsWith("some.dib(8): ", message, StringComparison.Ordinal);
        Assert.EndsWith("copy them from there again, with a line '…' where lines are left out.", message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_block_that_names_no_file_is_refused() => Assert.EndsWith("such as From `lib/GenreNotebooks/Vectorization/SongDataset.cs`:", OutOfStep("var first = 1;", "Some code:"), StringComparison.Ordinal);

    private string? OutOfStep(string shown, string introduction = "From `source.cs`:")
    {
        folder.AddText("source.cs", "void Do()\n{\n    var first = 1;\n    var second = 2;\n    return first;\n}\n");
        var path = folder.AddText("some.dib", $"#!csharp\n\n1\n\n#!markdown\n\n{introduction}\n```csharp\n{shown}\n```\n");
        return Assert.Single(ShownSource.In(Notebook.Read(path), folder.Path)).OutOfStep();
    }
}

/// <summary>A block of C# in a notebook's prose, below a line that ends on the name of its file.</summary>
/// <param name="Place">Notebook and line.</param>
/// <param name="File">The file, relative to the root; null if the prose names none.</param>
/// <param name="Lines">The shown lines.</param>
/// <param name="Root">The folder of the files.</param>
internal sealed partial record ShownSource(string Place, string? File, IReadOnlyList<string> Lines, string Root)
{
    public static IEnumerable<ShownSource> In(Notebook notebook, string? root = null) =>
        from cell in notebook.Cells
        where cell.Kind == CellKind.Markdown
        from block in Block().Matches(cell.Source)
        let line = cell.FirstLine + cell.Source[..block.Groups["code"].Index].Count(character => character == '\n') - 1
        let file = block.Groups["file"].Success ? block.Groups["file"].Value : null
        select new ShownSource($"{notebook.FileName}({line})", file, block.Groups["code"].Value.TrimEnd('\n').Split('\n'), root ?? Repository.File("."));

    /// <summary>How the block differs from its file, and what to do; null if it does not.</summary>
    public string? OutOfStep()
    {
        if (File is null)
        {
            return $"{Place}: a block of C# in the prose names no file. Put it into a code cell, or end the line before it on its file, such as From `lib/GenreNotebooks/Vectorization/SongDataset.cs`:";
        }
        string[] source = [.. System.IO.File.ReadLines(Path.Combine(Root, File)).Select(line => line.Trim())];
        var next = 0;
        foreach (var part in Parts())
        {
            var places = Enumerable.Range(next, Math.Max(0, source.Length - part.Length - next + 1));
            var found = places.FirstOrDefault(place => source.AsSpan(place, part.Length).SequenceEqual(part), -1);
            if (found < 0)
            {
                return $"{Place}: {File} does not have the lines from '{part[0]}' to '{part[^1]}' like this at this place: copy them from there again, with a line '…' where lines are left out.";
            }
            next = found + part.Length;
        }
        return null;
    }

    /// <summary>The lines between lines that are only an ellipsis.</summary>
    private IEnumerable<string[]> Parts() =>
        from part in string.Join('\n', Lines.Select(line => line.Trim())).Split("\n…\n")
        select part.Split('\n');

    [GeneratedRegex(@"(`(?<file>[^`\n]+\.cs)`:\n+|^)```(csharp|cs|c#)\n(?<code>.*?)^```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Block();
}
