using System.Diagnostics;
using GenreNotebooks.Tests.Packaging;
using Xunit;
using Xunit.Sdk;

namespace GenreNotebooks.NotebookTests.Notebooks;

/// <summary>Executed notebooks are valid for Jupyter.</summary>
public sealed class NbformatTests : IDisposable
{
    private readonly NotebookFolder folder = new();

    public void Dispose() => folder.Dispose();

    private string Written(string name) => Path.Combine(folder.Results, $"{name}.ipynb");

    [Fact]
    public async Task A_notebook_with_every_kind_of_output_is_valid()
    {
        await folder.RunAsync(TestContext.Current.CancellationToken, folder.AddText("01-all.dib", """
            #!markdown

            # Ünïcode & <b>markup</b>

            #!csharp

            System.Console.WriteLine("printed");
            System.Console.Error.Write("warned");
            1.5

            #!csharp

            class Rich
            {
                public string FigureJson => "{\"data\":[],\"layout\":{}}";
                public string ToHtml() => "<p>rich</p>";
            }
            new Rich()

            #!csharp

            throw new System.ArgumentException("odd");

            #!csharp

            "never reached"
            """));
        Nbformat.AssertValid(Written("01-all"));
    }

    [Fact]
    public void The_check_tells_a_notebook_that_is_not_valid()
    {
        var path = folder.AddText("bad.ipynb", """{"cells":[{"cell_type":"code"}],"metadata":{},"nbformat":4,"nbformat_minor":5}""");
        // A skip is an exception too: pass it on if nbformat is missing.
        var exception = Record.Exception(() => Nbformat.AssertValid(path));
        Assert.SkipWhen(exception is SkipException, exception?.Message ?? "");
        Assert.Contains("ValidationError", Assert.IsType<TrueException>(exception).Message);
    }

    [Fact]
    public void The_committed_executed_notebooks_are_valid() => Nbformat.AssertValid(Directory.GetFiles(Repository.File("notebooks/rendered"), "*.ipynb"));
}

/// <summary>Jupyter's own check of its file format: python3-nbformat, as Debian has it.</summary>
internal static class Nbformat
{
    // Warnings are errors: a later version will refuse the file.
    private const string Script = """
        import sys, warnings, nbformat
        warnings.simplefilter("error")
        for path in sys.argv[1:]:
            notebook = nbformat.read(path, as_version=nbformat.NO_CONVERT)
            nbformat.validate(notebook)
            print(path)
        """;

    private static readonly Lazy<string?> Python = new(() => new[] { "/usr/bin/python3", "python3" }.FirstOrDefault(HasNbformat));

    /// <summary>Asserts that notebooks are valid; skips the test without nbformat.</summary>
    public static void AssertValid(params IReadOnlyCollection<string> paths)
    {
        Assert.NotEmpty(paths);
        Assert.SkipWhen(Python.Value is null, "nbformat is not installed: apt-get install python3-nbformat");
        var (exit, output, error) = Run(Python.Value, ["-c", Script, .. paths]);
        Assert.True(exit == 0, error);
        Assert.Equal(paths, output.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));
    }

    private static bool HasNbformat(string python)
    {
        try
        {
            return Run(python, ["-c", "import nbformat"]).Exit == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }

    private static (int Exit, string Output, string Error) Run(string program, string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output, error.Result);
    }
}
