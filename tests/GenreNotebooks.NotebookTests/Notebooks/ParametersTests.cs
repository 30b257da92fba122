using GenreNotebooks.Cli.Notebooks;
using Xunit;

namespace GenreNotebooks.NotebookTests.Notebooks;

public class ParametersTests
{
    private const string Cell = """
        // parameters
        int epochs = 25; // how many
        var embeddingDim = 32;
        double rate = 1e-3, dropout = 0.2;
        string model = "lyrics";
        var fast = true;
        var low = -1;
        var genres = new[] { "rock" };
        double whole = 1;
        """;

    private static string Set(params string[] settings)
    {
        var notebook = Notebook.Parse("03-lyrics.dib", $"#!csharp\nvar epochs = 1;\n#!csharp\n{Cell}\n#!csharp\n// parameters\nvar seed = 1;");
        return Parameters.Apply([notebook], Parameters.Read(settings))[0].Cells[1].Source;
    }

    [Theory]
    [InlineData("epochs=3", "int epochs = 25;", "int epochs = 3;")]
    [InlineData("embeddingDim=-64", "= 32;", "= -64;")]
    [InlineData("dropout=.5", "dropout = 0.2", "dropout = 0.5")]
    [InlineData("rate=1", "rate = 1e-3", "rate = 1.0")]
    [InlineData("rate=1e-7", "rate = 1e-3", "rate = 1E-07")]
    [InlineData("whole=2", "whole = 1", "whole = 2.0")]
    [InlineData("model=metadata", "\"lyrics\"", "\"metadata\"")]
    [InlineData("model=\"metadata\"", "\"lyrics\"", "\"metadata\"")]
    [InlineData("model=", "\"lyrics\"", "\"\"")]
    [InlineData("fast=false", "true", "false")]
    [InlineData("low=7", "-1", "7")]
    public void A_value_replaces_a_literal_of_its_type_and_nothing_else(string setting, string old, string expected) =>
        Assert.Equal(Cell.Replace(old, expected, StringComparison.Ordinal), Set(setting));

    [Fact]
    public void Code_in_a_value_stays_text() =>
        Assert.Contains(@"model = ""\""; System.Environment.Exit(1); //"";", Set("model=\"; System.Environment.Exit(1); //"));

    [Theory]
    [InlineData("epochs=2.5", "of type int")]
    [InlineData("epochs=1+1", "of type int")]
    [InlineData("epochs=99999999999", "of type int")]
    [InlineData("rate=fast", "of type double")]
    [InlineData("rate=1,5", "of type double")]
    [InlineData("rate=NaN", "of type double")]
    [InlineData("fast=1", "of type bool")]
    [InlineData("genres=jazz", "cannot be set")]
    [InlineData("epochs", "NAME=VALUE")]
    [InlineData("=3", "NAME=VALUE")]
    public void A_value_of_another_type_is_refused(string setting, string message) =>
        Assert.Contains(message, Assert.Throws<InputException>(() => Set(setting)).Message);

    [Fact]
    public void An_unknown_name_is_answered_with_those_there_are()
    {
        var message = Assert.Throws<InputException>(() => Set("epoch=3")).Message;
        Assert.Contains("--set epoch", message);
        Assert.Contains("epochs, embeddingDim, rate, dropout, model, fast, low, genres, whole.", message);
    }

    [Fact]
    public void A_name_given_twice_is_refused() =>
        Assert.Contains("twice", Assert.Throws<InputException>(() => Set("epochs=1", "epochs=2")).Message);

    [Fact]
    public void One_notebook_with_the_name_is_enough()
    {
        var with = Notebook.Parse("a.dib", "// parameters\nvar seed = 1;");
        var without = Notebook.Parse("b.dib", "// parameters\nvar epochs = 1;");
        var changed = Parameters.Apply([with, without], Parameters.Read(["seed=5"]));
        Assert.Equal("// parameters\nvar seed = 5;", changed[0].Cells[0].Source);
        Assert.Same(without, changed[1]);
    }
}
