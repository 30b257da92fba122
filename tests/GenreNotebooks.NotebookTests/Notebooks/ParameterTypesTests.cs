using GenreNotebooks.Cli.Notebooks;
using Xunit;

namespace GenreNotebooks.NotebookTests.Notebooks;

/// <summary><c>--set</c> for every type of a parameter.</summary>
public sealed class ParameterTypesTests
{
    private static string Set(string declaration, string value) =>
        Parameters.Apply([Notebook.Parse("a.dib", $"// parameters\n{declaration}")], new Dictionary<string, string> { ["x"] = value })[0].Cells[0].Source["// parameters\n".Length..];

    [Theory]
    [InlineData("long x = 5;", "6", "long x = 6L;")]
    [InlineData("long x = 5;", "9223372036854775807", "long x = 9223372036854775807L;")]
    [InlineData("long x = 5;", "-9223372036854775808", "long x = -9223372036854775808L;")]
    [InlineData("var x = 5L;", "6", "var x = 6L;")]
    [InlineData("int x = -3;", "-2147483648", "int x = -2147483648;")]
    [InlineData("uint x = 5;", "4294967295", "uint x = 4294967295U;")]
    [InlineData("ulong x = 5;", "18446744073709551615", "ulong x = 18446744073709551615UL;")]
    [InlineData("short x = 5;", "-6", "short x = -6;")]
    [InlineData("ushort x = 5;", "6", "ushort x = 6;")]
    [InlineData("byte x = 5;", "255", "byte x = 255;")]
    [InlineData("sbyte x = 5;", "-128", "sbyte x = -128;")]
    [InlineData("float x = 1;", "2", "float x = 2f;")]
    [InlineData("float x = 0.5f;", "1e-7", "float x = 1E-07f;")]
    [InlineData("var x = 0.5f;", "0.25", "var x = 0.25f;")]
    [InlineData("double x = 0x10;", "2", "double x = 2.0;")]
    [InlineData("decimal x = 1.5m;", "2.25", "decimal x = 2.25m;")]
    [InlineData("bool x = true;", "false", "bool x = false;")]
    [InlineData("bool? x = null;", "true", "bool? x = true;")]
    [InlineData("char x = 'a';", "b", "char x = 'b';")]
    [InlineData("char x = 'a';", "'", "char x = '\\'';")]
    [InlineData("char x = 'a';", "'\\n'", "char x = '\\n';")]
    [InlineData("string? x = \"x\";", "y", "string? x = \"y\";")]
    [InlineData("string x = null;", "y", "string x = \"y\";")]
    [InlineData("String x = $\"x\";", "y", "String x = \"y\";")]
    [InlineData("System.Int64 x = 5;", "6", "System.Int64 x = 6L;")]
    [InlineData("int? x = 4;", "5", "int? x = 5;")]
    [InlineData("int? x = 4;", "null", "int? x = null;")]
    [InlineData("double? x = 4;", "5", "double? x = 5.0;")]
    [InlineData("int x = 1 + 2;", "5", "int x = 5;")]
    [InlineData("const int x = 7;", "5", "const int x = 5;")]
    [InlineData("int[] x = [8, 16];", "2,3", "int[] x = [2, 3];")]
    [InlineData("int[] x = { 8, 16 }; // sizes", "2, 3", "int[] x = [2, 3]; // sizes")]
    [InlineData("string[] x = new[] { \"a\" };", "b,c \"d\"", "string[] x = [\"b\", \"c \\\"d\\\"\"];")]
    [InlineData("double[] x = [0.5];", "1", "double[] x = [1.0];")]
    public void A_value_of_the_type_is_set(string declaration, string value, string expected) => Assert.Equal(expected, Set(declaration, value));

    [Theory]
    [InlineData("long x = 5;", "2.5", "x=2.5: in a.dib it is 5, of type long: expected a whole number from -9223372036854775808 to 9223372036854775807.")]
    [InlineData("uint x = 5;", "-1", "x=-1: in a.dib it is 5, of type uint: expected a whole number from 0 to 4294967295.")]
    [InlineData("byte x = 5;", "256", "x=256: in a.dib it is 5, of type byte: expected a whole number from 0 to 255.")]
    [InlineData("int? x = 4;", "four", "x=four: in a.dib it is 4, of type int?: expected a whole number from -2147483648 to 2147483647, or null.")]
    [InlineData("float x = 1;", "1e39", "x=1e39: in a.dib it is 1, of type float: expected a number such as 0.25.")]
    [InlineData("decimal x = 1;", "1e29", "x=1e29: in a.dib it is 1, of type decimal: expected a number such as 0.25.")]
    [InlineData("bool? x = null;", "True", "x=True: in a.dib it is null, of type bool?: expected true or false, or null, in lower case.")]
    [InlineData("char x = 'a';", "ab", "x=ab: in a.dib it is 'a', of type char: expected one character.")]
    [InlineData("int[] x = [8];", "a", "x=a: in a.dib it is [8], of type int[]: expected a whole number from -2147483648 to 2147483647, or several with commas between them.")]
    [InlineData("int[] x = [8];", "1,,2", "x=1,,2: in a.dib it is [8], of type int[]: expected a whole number from -2147483648 to 2147483647, or several with commas between them.")]
    [InlineData("DayOfWeek x = DayOfWeek.Monday;", "Tuesday", "x: in a.dib its type is DayOfWeek. Only numbers, bool, char, string and arrays of them can be set.")]
    [InlineData("DateTime x = DateTime.Now;", "2026-01-01", "x: in a.dib its type is DateTime. Only numbers, bool, char, string and arrays of them can be set.")]
    [InlineData("List<int> x = [];", "1", "x: in a.dib its type is List<int>. Only numbers, bool, char, string and arrays of them can be set.")]
    [InlineData("int[,] x = null;", "1", "x: in a.dib its type is int[,]. Only numbers, bool, char, string and arrays of them can be set.")]
    public void Another_value_is_refused_with_the_reason(string declaration, string value, string message) =>
        Assert.Equal($"--set {message}", Assert.Throws<InputException>(() => Set(declaration, value)).Message);

    [Fact]
    public async Task What_is_set_compiles_and_arrives()
    {
        using var folder = new NotebookFolder();
        var notebook = folder.Add("a.dib",
            "// parameters\nlong a = 5;\nuint b = 5;\nulong c = 5;\nbyte d = 5;\nsbyte e = 5;\nfloat f = 1;\ndecimal g = 1.5m;\nint? h = 4;\nchar i = 'a';\nstring? j = \"x\";\nint[] k = { 8 };\nbyte? l = null;\nshort m = 1;\nvar n = 1L;\nstring o;\nlong? p = 1;",
            "Console.Write(string.Join(\"|\", a, b, c, d, e, f, g, h, i, j, string.Join(\"+\", k), l, m, n, o, p));");
        string[] values = ["a=-9223372036854775808", "b=4294967295", "c=18446744073709551615", "d=255", "e=-128", "f=0.5", "g=2", "h=null", "i='", "j=y", "k=1,2", "l=7", "m=-2", "n=3", "o=z", "p=4"];
        var result = await folder.RunAsync(TestContext.Current.CancellationToken, [notebook, "--sample", .. values.SelectMany(value => new[] { "--set", value })]);
        Assert.Equal((0, ""), (result.Exit, result.Error));
        Assert.Equal("-9223372036854775808|4294967295|18446744073709551615|255|-128|0.5|2||'|y|1+2|7|-2|3|z|4", folder.Text("a"));
    }
}
