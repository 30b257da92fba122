using System.Diagnostics;
using Xunit;

namespace GenreNotebooks.NotebookTests.Notebooks;

/// <summary>Jupyter's own check of its file format: python3-nbformat, as Debian has it.</summary>
internal static class Nbformat
{
    // Warnings are errors: they announce what a later version refuses.
    private const string Script = """
        import sys, warnings, nbformat
        warnings.simplefilter("error")
        for path in sys.argv[1:]:
            notebook = nbformat.read(path, as_version=nbformat.NO_CONVERT)
            nbformat.validate(notebook)
            print(path)
        """;

    private static readonly Lazy<string?> Python = new(() => new[] { "/usr/bin/python3", "python3" }.FirstOrDefault(HasNbformat));

    /// <summary>Asserts that notebooks are valid, or skips the test where nbformat is not installed.</summary>
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
