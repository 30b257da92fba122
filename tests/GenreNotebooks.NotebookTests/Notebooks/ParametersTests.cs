using System.Globalization;
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
    [InlineData("genres=jazz", "its type is not written, and its value 'new[] { \"rock\" }' is no literal")]
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

/// <summary>A value of <c>--set</c> is never run as code.</summary>
public sealed class SetValuesTests
{
    private const string Cell = "// parameters\nint epochs = 25;\ndouble rate = 1e-3;\nbool fast = true;\nstring name = \"lyrics\";\nvar list = new[] { 1 };\nstring none;";

    public static TheoryData<string> Texts { get; } =
    [
        "$\"{System.Environment.Exit(1)}\"", "\"; System.Environment.Exit(1); //", "\"", "\"\"\"", "'", "{0}", "{", "}", "@\"x", "@\"a\" + @\"b\"", "\\", "\\n", "\\\"",
        "two\nlines", "\r\n", "line\u2028separator", "paragraph\u2029separator", "next\u0085line", "\u0000", "\u001b[31m", "\u202eright to left", " blanks around ", "", "🎵", "ü",
        "/* comment */", "// comment", "#r \"nuget: A\"", "null", "nameof(x)", "\"a\"u8", "(((((((((((((((((((((",
    ];

    private static string Set(string setting) =>
        Parameters.Apply([Notebook.Parse("a.dib", $"#!csharp\n{Cell}")], Parameters.Read([setting]))[0].Cells[0].Source;

    [Fact]
    public async Task Every_text_arrives_as_it_is()
    {
        using var folder = new NotebookFolder();
        var texts = Texts.Select(row => row.Data).ToList();
        var declared = string.Concat(texts.Select((_, i) => $"string s{i} = \"\";\n"));
        var notebook = folder.Add("a.dib", $"// parameters\n{declared}", $"foreach (var s in new[] {{ {string.Join(", ", texts.Select((_, i) => $"s{i}"))} }})\n{{\n    foreach (var c in s) {{ System.Console.Write((int)c + \" \"); }}\n    System.Console.WriteLine();\n}}");
        var result = await folder.RunAsync(TestContext.Current.CancellationToken, [notebook, "--sample", .. texts.SelectMany((text, i) => new[] { "--set", $"s{i}={text}" })]);
        Assert.Equal((0, ""), (result.Exit, result.Error));
        Assert.Equal(texts.Select(text => string.Concat(text.Select(c => string.Create(CultureInfo.InvariantCulture, $"{(int)c} ")))), folder.Text("a").Split('\n').SkipLast(1));
    }

    [Fact]
    public void A_very_long_text_does_no_harm() => Assert.Contains(new string('(', 1_000_000), Set($"name={new string('(', 1_000_000)}"), StringComparison.Ordinal);

    [Theory]
    [InlineData("\"metadata\"", "\"metadata\"")]
    [InlineData("\"a\\tb\"", "\"a\\tb\"")]
    [InlineData("@\"a\\b\"", "\"a\\\\b\"")]
    public void A_literal_of_CSharp_is_what_it_stands_for(string value, string expected) =>
        Assert.Equal(Cell.Replace("\"lyrics\"", expected, StringComparison.Ordinal), Set($"name={value}"));

    [Theory]
    [InlineData("epochs=5; System.IO.File.Delete(\"x\")", "int", "25", "a whole number from -2147483648 to 2147483647")]
    [InlineData("epochs=2.5", "int", "25", "a whole number from -2147483648 to 2147483647")]
    [InlineData("epochs=99999999999", "int", "25", "a whole number from -2147483648 to 2147483647")]
    [InlineData("epochs=1_000", "int", "25", "a whole number from -2147483648 to 2147483647")]
    [InlineData("epochs=0x10", "int", "25", "a whole number from -2147483648 to 2147483647")]
    [InlineData("epochs=", "int", "25", "a whole number from -2147483648 to 2147483647")]
    [InlineData("epochs=٣", "int", "25", "a whole number from -2147483648 to 2147483647")]
    [InlineData("rate=NaN", "double", "1e-3", "a number such as 0.25")]
    [InlineData("rate=Infinity", "double", "1e-3", "a number such as 0.25")]
    [InlineData("rate=1e999", "double", "1e-3", "a number such as 0.25")]
    [InlineData("rate=0,5", "double", "1e-3", "a number such as 0.25")]
    [InlineData("fast=True", "bool", "true", "true or false, in lower case")]
    [InlineData("fast=FALSE", "bool", "true", "true or false, in lower case")]
    [InlineData("fast=1", "bool", "true", "true or false")]
    [InlineData("fast=true || System.Environment.Exit(1)", "bool", "true", "true or false")]
    public void What_is_no_value_of_the_type_is_refused_with_what_is(string setting, string type, string old, string expected) => Assert.Equal(
        $"--set {setting}: in a.dib it is {old}, of type {type}: expected {expected}.", Assert.Throws<InputException>(() => Set(setting)).Message);

    [Theory]
    [InlineData("list=5", "--set list: in a.dib its type is not written, and its value 'new[] { 1 }' is no literal. Write its type there, such as int or string[], to set it.")]
    [InlineData("epoch=5", "--set epoch: no chosen notebook has this parameter. There are epochs, rate, fast, name, list, none.")]
    [InlineData("epochs;=5", "--set epochs;: no chosen notebook has this parameter. There are epochs, rate, fast, name, list, none.")]
    [InlineData("epochs", "--set epochs: NAME=VALUE is expected, for example --set embeddingDim=64.")]
    [InlineData("", "--set : NAME=VALUE is expected, for example --set embeddingDim=64.")]
    [InlineData(" =5", "--set  =5: NAME=VALUE is expected, for example --set embeddingDim=64.")]
    public void What_cannot_be_set_is_refused_in_one_line(string setting, string message) => Assert.Equal(message, Assert.Throws<InputException>(() => Set(setting)).Message);

    [Fact]
    public void A_parameter_without_a_value_gets_one() => Assert.EndsWith("\nstring none = \"5\";", Set("none=5"), StringComparison.Ordinal);
}
