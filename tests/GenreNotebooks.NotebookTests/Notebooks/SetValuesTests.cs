using System.Globalization;
using GenreNotebooks.Cli.Notebooks;
using Xunit;

namespace GenreNotebooks.NotebookTests.Notebooks;

/// <summary>Whatever is given with <c>--set</c> is a value, never code.</summary>
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
    [InlineData("epochs=5; System.IO.File.Delete(\"x\")", "--set epochs=5; System.IO.File.Delete(\"x\"): in a.dib it is 25, of type int, and '5; System.IO.File.Delete(\"x\")' is not one.")]
    [InlineData("epochs=2.5", "--set epochs=2.5: in a.dib it is 25, of type int, and '2.5' is not one.")]
    [InlineData("epochs=99999999999", "--set epochs=99999999999: in a.dib it is 25, of type int, and '99999999999' is not one.")]
    [InlineData("epochs=1_000", "--set epochs=1_000: in a.dib it is 25, of type int, and '1_000' is not one.")]
    [InlineData("epochs=0x10", "--set epochs=0x10: in a.dib it is 25, of type int, and '0x10' is not one.")]
    [InlineData("epochs=", "--set epochs=: in a.dib it is 25, of type int, and '' is not one.")]
    [InlineData("epochs=٣", "--set epochs=٣: in a.dib it is 25, of type int, and '٣' is not one.")]
    [InlineData("rate=NaN", "--set rate=NaN: in a.dib it is 1e-3, of type double, and 'NaN' is not one.")]
    [InlineData("rate=Infinity", "--set rate=Infinity: in a.dib it is 1e-3, of type double, and 'Infinity' is not one.")]
    [InlineData("rate=1e999", "--set rate=1e999: in a.dib it is 1e-3, of type double, and '1e999' is not one.")]
    [InlineData("rate=0,5", "--set rate=0,5: in a.dib it is 1e-3, of type double, and '0,5' is not one.")]
    [InlineData("fast=True", "--set fast=True: in a.dib it is true, of type bool, and 'True' is not one.")]
    [InlineData("fast=true || System.Environment.Exit(1)", "--set fast=true || System.Environment.Exit(1): in a.dib it is true, of type bool, and 'true || System.Environment.Exit(1)' is not one.")]
    [InlineData("list=5", "--set list: in a.dib its value is not a plain int, double, string or bool but 'new[] { 1 }', so it cannot be set.")]
    [InlineData("none=5", "--set none: in a.dib its value is not a plain int, double, string or bool but 'nothing', so it cannot be set.")]
    [InlineData("epoch=5", "--set epoch: no chosen notebook has this parameter. There are epochs, rate, fast, name, list, none.")]
    [InlineData("epochs;=5", "--set epochs;: no chosen notebook has this parameter. There are epochs, rate, fast, name, list, none.")]
    [InlineData("epochs", "--set epochs: NAME=VALUE is expected, for example --set embeddingDim=64.")]
    [InlineData("", "--set : NAME=VALUE is expected, for example --set embeddingDim=64.")]
    [InlineData(" =5", "--set  =5: NAME=VALUE is expected, for example --set embeddingDim=64.")]
    public void What_is_no_value_is_refused_in_one_line(string setting, string message) => Assert.Equal(message, Assert.Throws<InputException>(() => Set(setting)).Message);
}
