using GenreNotebooks.Cli.Notebooks;
using GenreNotebooks.Tests.Packaging;
using Xunit;

namespace GenreNotebooks.NotebookTests.Notebooks;

/// <summary>When notebooks begin that run side by side.</summary>
public sealed class NotebookTurnsTests
{
    private static Notebook Named(string name, string after = "") => Notebook.Parse($"{name}.dib", $"#!csharp\n\n// parameters\n{after}\nint seed = 0;");

    private static string[] Begun(NotebookTurns turns, params Notebook[] notebooks) =>
        [.. notebooks.Where(notebook => turns.Of(notebook).IsCompleted).Select(notebook => notebook.Name)];

    [Fact]
    public void They_begin_in_the_given_order_as_many_at_a_time_as_asked_for()
    {
        Notebook[] all = [Named("a"), Named("b"), Named("c"), Named("d")];
        var turns = new NotebookTurns(all, 2);
        Assert.Equal(["a", "b"], Begun(turns, all));
        turns.End(all[1]);
        Assert.Equal(["a", "b", "c"], Begun(turns, all));
        turns.End(all[0]);
        Assert.Equal(["a", "b", "c", "d"], Begun(turns, all));
    }

    [Fact]
    public void One_begins_after_those_that_it_names_and_leaves_its_turn_to_later_ones()
    {
        Notebook[] all = [Named("a"), Named("b"), Named("last", "// after a, B.dib, elsewhere"), Named("c")];
        var turns = new NotebookTurns(all, 3);
        Assert.Equal(["a", "b", "c"], Begun(turns, all));
        turns.End(all[0]);
        turns.End(all[3]);
        Assert.Equal(["a", "b", "c"], Begun(turns, all));
        turns.End(all[1]);
        Assert.Equal(["a", "b", "last", "c"], Begun(turns, all));
    }

    [Theory]
    [InlineData(1, "a", "b", "c")]
    [InlineData(2, "b", "c", "a")]
    public void Side_by_side_those_that_others_wait_for_begin_first(int jobs, params string[] expected)
    {
        Notebook[] all = [Named("a"), Named("b"), Named("c"), Named("last", "// after b, c")];
        var turns = new NotebookTurns(all, jobs);
        Assert.Equal(expected[..jobs].Order(), Begun(turns, all));
        turns.End(all.Single(notebook => notebook.Name == expected[0]));
        Assert.Equal(expected[..(jobs + 1)].Order(), Begun(turns, all));
    }

    [Fact]
    public void One_that_is_given_before_those_that_it_names_begins_after_them_too()
    {
        Notebook[] all = [Named("last", "// after a"), Named("a")];
        var turns = new NotebookTurns(all, 1);
        Assert.Equal(["a"], Begun(turns, all));
        turns.End(all[1]);
        Assert.Equal(["last", "a"], Begun(turns, all));
    }

    [Theory]
    [InlineData("// after")]
    [InlineData("// after a, , b")]
    [InlineData("  //after a,")]
    [InlineData("// after: a")]
    [InlineData("// after a and b")]
    [InlineData("// after a; b")]
    [InlineData("// after \"a\"")]
    public void A_line_of_another_form_is_an_error_with_its_place(string after) => Assert.Equal(
        $"last.dib(4): found '{after.Trim()}', expected names of notebooks with commas between them, such as '// after 03-lyrics, 04-metadata'.",
        Assert.Throws<InputException>(() => new NotebookTurns([Named("last", after)], 1)).Message);

    [Theory]
    [InlineData("// afterwards a")]
    [InlineData("int last = 1; // after a")]
    public void Other_comments_say_nothing_about_the_order(string comment)
    {
        Notebook[] all = [Named("a"), Named("b", comment)];
        Assert.Equal(["a", "b"], Begun(new NotebookTurns(all, 2), all));
    }

    [Fact]
    public void Notebooks_that_wait_for_each_other_are_an_error_that_names_them() => Assert.Equal(
        "The lines '// after' let none of these notebooks begin first: a after b, b after a and c, c after c. Take a name out of one of them.",
        Assert.Throws<InputException>(() => new NotebookTurns([Named("a", "// after b"), Named("b", "// after c, a"), Named("c", "// after c"), Named("d")], 1)).Message);

    [Fact]
    public void Of_our_notebooks_those_that_take_runs_of_others_begin_after_them()
    {
        var all = Directory.GetFiles(Repository.File("notebooks"), "*.dib").Order(StringComparer.Ordinal).Select(Notebook.Read).ToList();
        var turns = new NotebookTurns(all, all.Count);
        bool Calls(Notebook notebook, string method) => notebook.CodeCells.Any(cell => cell.Source.Contains(method, StringComparison.Ordinal));
        var (taking, keeping) = (all.Where(notebook => Calls(notebook, ".FindOrTrain(")).ToList(), all.Where(notebook => Calls(notebook, "TrainingRun.Record(ModelKind.")).ToList());
        Assert.Equal((1, 3), (taking.Count, keeping.Count));
        keeping.ForEach(notebook =>
        {
            Assert.Empty(Begun(turns, [.. taking]));
            turns.End(notebook);
        });
        Assert.Equal(taking.Select(notebook => notebook.Name), Begun(turns, [.. taking]));
    }
}
