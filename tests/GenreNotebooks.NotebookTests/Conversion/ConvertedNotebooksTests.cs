using System.CommandLine;
using System.Text.RegularExpressions;
using GenreNotebooks.Cli;
using GenreNotebooks.Cli.Commands;
using GenreNotebooks.Cli.Notebooks;
using GenreNotebooks.NotebookTests.Engines;
using GenreNotebooks.NotebookTests.Notebooks;
using GenreNotebooks.Tests.Packaging;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Xunit;

namespace GenreNotebooks.NotebookTests.Conversion;

/// <summary>The notebooks for Jupyter and as file-based apps: in step with the <c>.dib</c>, and the apps compile.</summary>
public sealed partial class ConvertedNotebooksTests
{
    private const string Fix = "'dotnet run --project lib/GenreNotebooks.Cli -c Release -- convert' fixes it.";

    public static TheoryData<string> Notebooks => SmallNotebooks.Names;

    private static Notebook Read(string name) => Notebook.Read(Repository.File($"notebooks/{name}.dib"));

    [Theory]
    [MemberData(nameof(Notebooks))]
    public void Both_forms_are_in_step_with_the_notebook(string name) => Assert.All(ConvertCommand.FormsOf(Read(name)), form =>
    {
        Assert.True(File.Exists(form.Path), $"There is no {form.Path}: {Fix}");
        Assert.True(File.ReadAllText(form.Path).ReplaceLineEndings("\n") == form.Text, $"{form.Path} is out of step with {name}.dib: {Fix}");
    });

    [Fact]
    public void There_is_none_without_a_notebook()
    {
        string[] files = [.. Directory.GetFiles(Repository.File("notebooks/ipynb"), "*.ipynb"), .. Directory.GetFiles(Repository.File("notebooks/apps"), "*.cs")];
        Assert.Empty(files.Select(Path.GetFileNameWithoutExtension).Except(Notebooks.Select(name => name.Data)));
    }

    // As dotnet does: with the usings that an app has by itself.
    [Theory]
    [MemberData(nameof(Notebooks))]
    public void Each_app_compiles_without_a_warning(string name)
    {
        var options = CSharpParseOptions.Default.WithFeatures([new("FileBasedProgram", "")]);
        string[] implied = ["System", "System.Collections.Generic", "System.IO", "System.Linq", "System.Net.Http", "System.Threading", "System.Threading.Tasks"];
        var compilation = CSharpCompilation.Create(
            "app",
            [CSharpSyntaxTree.ParseText(AppWriter.Write(Read(name)), options, $"{name}.cs"), CSharpSyntaxTree.ParseText(string.Concat(implied.Select(space => $"global using {space};")), options)],
            ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator).Select(path => MetadataReference.CreateFromFile(path)),
            new(OutputKind.ConsoleApplication, nullableContextOptions: NullableContextOptions.Annotations, allowUnsafe: false));
        Assert.Empty(compilation.GetDiagnostics(TestContext.Current.CancellationToken).Where(found => found.Severity >= DiagnosticSeverity.Warning));
    }

    // Kept apart from the settings of the repository, but for the packages of other systems.
    [Fact]
    public void The_folder_of_the_apps_leaves_out_LibTorch_of_other_systems_as_the_repository_does()
    {
        var lines = Pruned().Matches(File.ReadAllText(Repository.File("Directory.Build.props"))).Select(line => line.Value);
        Assert.Equal(3, lines.Count());
        Assert.Equal(lines, Pruned().Matches(File.ReadAllText(Repository.File("notebooks/apps/Directory.Build.props"))).Select(line => line.Value));
    }

    [Fact]
    public async Task Convert_writes_both_forms_beside_a_notebook_and_again_the_same()
    {
        using var folder = new NotebookFolder();
        var path = folder.Add("mine.dib", "var n = 3;", "n");
        foreach (var _ in new[] { 1, 2 })
        {
            Assert.Equal((0, ""), await ConvertAsync(path));
            Assert.All(ConvertCommand.FormsOf(Notebook.Read(path)), form => Assert.Equal(form.Text, File.ReadAllText(form.Path)));
        }
        var app = await File.ReadAllTextAsync(Path.Combine(folder.Path, "apps", "mine.cs"), TestContext.Current.CancellationToken);
        Assert.Contains("Cell.Show(n);", app, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ipynb/mine.ipynb", """{"cells": [{"cell_type": "code", "source": "1", "outputs": [{"output_type": "stream"}]}], "nbformat": 4}""", "a notebook without outputs")]
    [InlineData("apps/mine.cs", "Console.WriteLine(1);", "an app")]
    public async Task Work_of_the_user_is_not_replaced(string file, string text, string expected)
    {
        using var folder = new NotebookFolder();
        var path = folder.Add("mine.dib", "1");
        Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(folder.Path, file))!);
        var other = folder.AddText(file, text);
        Assert.Equal((1, $"error: {other}: found another file, expected nothing or {expected}. It is left as it is: move it away.\n"), await ConvertAsync(path));
        Assert.Equal(text, await File.ReadAllTextAsync(other, TestContext.Current.CancellationToken));
        Assert.Single(Directory.GetFiles(folder.Path, "mine.*", SearchOption.AllDirectories), found => found != path);
    }

    private static async Task<(int, string)> ConvertAsync(string path)
    {
        using StringWriter output = new(), error = new() { NewLine = "\n" };
        var exit = await CommandLine.InvokeAsync(new RootCommand { ConvertCommand.Create() }, ["convert", path], output, error, TestContext.Current.CancellationToken);
        return (exit, error.ToString());
    }

    [GeneratedRegex("<PrunePackageReference Include=\"libtorch[^>]*>")]
    private static partial Regex Pruned();
}
