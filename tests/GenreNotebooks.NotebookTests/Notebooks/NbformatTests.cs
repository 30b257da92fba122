using GenreNotebooks.Tests.Packaging;
using Xunit;
using Xunit.Sdk;

namespace GenreNotebooks.NotebookTests.Notebooks;

/// <summary>Executed notebooks are what Jupyter takes them for.</summary>
public sealed class NbformatTests : IDisposable
{
    private readonly NotebookFolder folder = new();

    public void Dispose() => folder.Dispose();

    private string Written(string name) => Path.Combine(folder.Out, $"{name}.ipynb");

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
        // A skip is an exception too: where nbformat is missing, it is passed on.
        var exception = Record.Exception(() => Nbformat.AssertValid(path));
        Assert.SkipWhen(exception is SkipException, exception?.Message ?? "");
        Assert.Contains("ValidationError", Assert.IsType<TrueException>(exception).Message);
    }

    [Fact]
    public void The_committed_executed_notebooks_are_valid() => Nbformat.AssertValid(Directory.GetFiles(Repository.File("notebooks/rendered"), "*.ipynb"));
}
