using GenreNotebooks.Cli.Notebooks;
using Xunit;

namespace GenreNotebooks.NotebookTests.Conversion;

/// <summary>A notebook as a file-based app.</summary>
public sealed class AppWriterTests
{
    private static string Write(params string[] cells) => AppWriter.Write(Notebook.Parse("01-small.dib", string.Join('\n', cells)));

    private static string[] Lines(string app) => [.. app.Split('\n').SkipWhile(line => !line.Contains("dotnet run", StringComparison.Ordinal)).Skip(1).Where(line => line.Length > 0)];

    [Fact]
    public void Packages_come_first_and_usings_with_their_prose_before_the_statements() => Assert.Equal(
        ["// # Title", "//", "// More.", "// The namespaces.", "using System;", "// A number.", "var n = 3;"],
        Lines(Write("#!markdown", "# Title\n\nMore.", "#!csharp", "#r \"nuget: GenreNotebooks, 2.0.0\"", "#!markdown", "The namespaces.", "#!csharp", "using System;", "#!markdown", "A number.", "#!csharp", "var n = 3;")));

    [Fact]
    public void A_package_keeps_its_version()
    {
        var app = Write("#!csharp", "#r \"nuget: GenreNotebooks, 2.0.0\"\n#r \"nuget: Plotly.NET\"\n1");
        Assert.StartsWith("#:package GenreNotebooks@2.0.0\n#:package Plotly.NET@*\n#:property ", app, StringComparison.Ordinal);
        Assert.DoesNotContain("#r", app, StringComparison.Ordinal);
    }

    [Fact]
    public void A_using_of_a_later_cell_moves_up_once_and_its_statements_stay() => Assert.Equal(
        ["using System;", "using static System.Math;", "Console.WriteLine(1);", "Console.WriteLine(Abs(-1));"],
        Lines(Write("#!csharp", "using System;\nConsole.WriteLine(1);", "#!csharp", "using System;\nusing static System.Math;\n\nConsole.WriteLine(Abs(-1));")));

    [Fact]
    public void A_class_moves_behind_the_statements_with_its_comment()
    {
        var lines = Lines(Write("#!csharp", "// Doubles.\nclass Net(int n)\n{\n    public int Two => 2 * n;\n}\n\nvar net = new Net(3);", "#!csharp", "net.Two"));
        Assert.Equal(["// Net stands at the end of this file.", "var net = new Net(3);", "Cell.Show(net.Two);", "// Doubles.", "class Net(int n)"], lines[..5]);
    }

    [Fact]
    public void What_a_cell_ends_on_is_shown_with_the_comment_behind_it()
    {
        var lines = Lines(Write("#!csharp", "int F(int n) => n;", "#!csharp", "F(\n    3) // three"));
        Assert.Equal(["int F(int n) => n;", "Cell.Show(F(", "    3)); // three"], lines[..3]);
        Assert.Contains("static class Cell", lines);
    }

    [Fact]
    public void Without_such_a_cell_there_is_no_class_for_it() => Assert.DoesNotContain("class", Write("#!csharp", "var n = 3;"), StringComparison.Ordinal);

    [Fact]
    public void A_reference_to_a_file_is_refused() => Assert.Equal(
        "01-small.dib: '#r \"mine.dll\"' names no package: an app takes #r \"nuget: Name, Version\".", Assert.Throws<InputException>(() => Write("#!csharp", "#r \"mine.dll\"\n1")).Message);
}
