using System.Text.Json.Nodes;
using GenreNotebooks.Cli.Notebooks;
using Xunit;

namespace GenreNotebooks.NotebookTests.Notebooks;

/// <summary>The executed copy of an <c>.ipynb</c>, and its page, keep what the notebook came with.</summary>
public sealed class IpynbCopyTests(IpynbCopyTests.Executed executed) : IClassFixture<IpynbCopyTests.Executed>
{
    private const string Dot = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAIAAACQd1PeAAAADElEQVQI12P4z8AAAAMBAQAY3Y2wAAAAAElFTkSuQmCC";

    private readonly NotebookFolder folder = executed.Folder;

    public sealed class Executed : IAsyncLifetime
    {
        private const string Text = """
            {
             "cells": [
              { "cell_type": "markdown", "id": "intro", "metadata": { "tags": ["intro", "<b>"], "slideshow": { "slide_type": "slide" }, "own": [1.0, null, {}] },
                "source": "# Pic\n![dot](attachment:my%20dot.png) <img src='attachment:wide.svg' width=5> ![gone](attachment:gone.png) ![bad](attachment:bad.png)",
                "attachments": { "my dot.png": { "image/png": ["DOT"] }, "wide.svg": { "image/png": "DOT", "image/svg+xml": "PHN2Zy8+" }, "bad.png": { "text/html": "x", "image/x) <b>": "AAAA", "image/gif": "no, base64" } } },
              { "cell_type": "raw", "metadata": { "own": 1 }, "source": ["raw text\n", "that <i>matters</i>"], "attachments": {} },
              { "cell_type": "raw", "metadata": { "raw_mimetype": "text/HTML" }, "source": "<u>for pages</u>" },
              { "cell_type": "raw", "metadata": { "raw_mimetype": "text/latex" }, "source": "for LaTeX" },
              { "cell_type": "code", "execution_count": 7, "id": "mycell", "source": "1+1",
                "metadata": { "tags": ["hide-input"], "jupyter": { "source_hidden": true }, "execution": { "iopub.status.idle": "then" }, "dotnet_interactive": { "language": "csharp" } },
                "outputs": [{ "output_type": "stream", "name": "stdout", "text": "old" }] },
              { "cell_type": "code", "id": "mycell", "metadata": { "polyglot_notebook": { "kernelName": "csharp", "more": 1 } }, "source": ["var n = 3;\r\n", "n"] },
              { "cell_type": "markdown", "source": "last" }
             ],
             "metadata": { "kernelspec": { "name": ".net-csharp", "display_name": "Mine", "language": "C#" }, "title": "My & title", "authors": [{ "name": "A" }], "own": 1e2 },
             "nbformat": 4, "nbformat_minor": 2
            }
            """;

        internal NotebookFolder Folder { get; } = new();

        internal RunResult Result { get; private set; } = null!;

        public async ValueTask InitializeAsync() =>
            Result = await Folder.RunAsync(TestContext.Current.CancellationToken, Folder.AddText("a.ipynb", Text.Replace("DOT", Dot, StringComparison.Ordinal)), "--sample");

        public ValueTask DisposeAsync()
        {
            Folder.Dispose();
            return ValueTask.CompletedTask;
        }
    }

    private JsonNode Cell(int index) => folder.Ipynb("a")["cells"]![index]!;

    private static string Json(JsonNode? node) => node?.ToJsonString() ?? "nothing";

    [Fact]
    public void It_runs() => Assert.Equal((0, ""), (executed.Result.Exit, executed.Result.Error));

    [Fact]
    public void The_metadata_of_the_notebook_stay_and_what_engines_need_is_added()
    {
        var notebook = folder.Ipynb("a");
        Assert.Equal("""{"name":".net-csharp","display_name":"Mine","language":"C#"}""", Json(notebook["metadata"]!["kernelspec"]));
        Assert.Equal(("My & title", "[{\"name\":\"A\"}]", "1e2"), ((string?)notebook["metadata"]!["title"], Json(notebook["metadata"]!["authors"]), Json(notebook["metadata"]!["own"])));
        Assert.Equal("C#", (string?)notebook["metadata"]!["language_info"]!["name"]);
        Assert.Equal((4, 5), ((int)notebook["nbformat"]!, (int)notebook["nbformat_minor"]!));
    }

    [Fact]
    public void The_metadata_of_cells_stay_but_for_the_times_of_an_earlier_run()
    {
        Assert.Equal("""{"tags":["intro","<b>"],"slideshow":{"slide_type":"slide"},"own":[1.0,null,{}]}""", JsonNode.Parse(Json(Cell(0)["metadata"]))!.ToJsonString(EventWriter.Short));
        Assert.Equal("""{"tags":["hide-input"],"jupyter":{"source_hidden":true},"dotnet_interactive":{"language":"csharp"}}""", Json(Cell(4)["metadata"]));
        Assert.Equal("""{"polyglot_notebook":{"kernelName":"csharp","more":1}}""", Json(Cell(5)["metadata"]));
        Assert.Equal("{}", Json(Cell(6)["metadata"]));
    }

    [Fact]
    public void Ids_stay_and_those_that_are_missing_or_there_twice_are_new() =>
        Assert.Equal(["intro", "cell-2", "cell-3", "cell-4", "mycell", "cell-6", "cell-7"], folder.Ipynb("a")["cells"]!.AsArray().Select(cell => (string?)cell!["id"]));

    [Fact]
    public void Attachments_stay_and_are_pictures_in_the_page()
    {
        Assert.Equal(["my dot.png", "wide.svg", "bad.png"], Cell(0)["attachments"]!.AsObject().Select(attachment => attachment.Key));
        Assert.Equal($"[\"{Dot}\"]", JsonNode.Parse(Json(Cell(0)["attachments"]!["my dot.png"]!["image/png"]))!.ToJsonString(EventWriter.Short));
        Assert.Contains("![dot](attachment:my%20dot.png)", Json(Cell(0)["source"]), StringComparison.Ordinal);
        var page = folder.Page("a");
        Assert.Contains($"<img src=\"data:image/png;base64,{Dot}\" alt=\"dot\"", page, StringComparison.Ordinal);
        Assert.Contains("<img src=\"data:image/svg+xml;base64,PHN2Zy8+\" width=5>", page, StringComparison.Ordinal);
        Assert.Contains("<img src=\"attachment:gone.png\" alt=\"gone\"", page, StringComparison.Ordinal);
        Assert.Contains("<img src=\"attachment:bad.png\" alt=\"bad\"", page, StringComparison.Ordinal);
    }

    [Fact]
    public void Raw_cells_stay_and_go_into_the_page_if_they_are_for_pages()
    {
        Assert.Equal("raw", (string?)Cell(1)["cell_type"]);
        Assert.Equal("""["raw text\n","that <i>matters</i>"]""", JsonNode.Parse(Json(Cell(1)["source"]))!.ToJsonString(EventWriter.Short));
        Assert.Equal("for LaTeX", (string?)Cell(3)["source"]![0]);
        Assert.Contains("raw text\nthat <i>matters</i>", folder.Page("a"), StringComparison.Ordinal);
        Assert.Contains("<u>for pages</u>", folder.Page("a"), StringComparison.Ordinal);
        Assert.DoesNotContain("for LaTeX", folder.Page("a"), StringComparison.Ordinal);
    }

    [Fact]
    public void Code_keeps_its_text_and_gets_new_outputs()
    {
        Assert.Equal("2", (string?)folder.Outputs("a", 4)[0]!["data"]!["text/plain"]![0]);
        Assert.Equal((1, 2), ((int)Cell(4)["execution_count"]!, (int)Cell(5)["execution_count"]!));
        Assert.Equal("""["var n = 3;\r\n","n"]""", Json(Cell(5)["source"]));
        Assert.DoesNotContain("old", Json(Cell(4)["outputs"]), StringComparison.Ordinal);
    }

    [Fact]
    public void The_page_has_the_title_the_tags_and_the_ids()
    {
        var page = folder.Page("a");
        Assert.Contains("<title>My &amp; title</title>", page, StringComparison.Ordinal);
        Assert.Contains("<section class=\"prose celltag_intro celltag_&lt;b&gt;\" id=\"cell-id=intro\">", page, StringComparison.Ordinal);
        Assert.Contains("<section class=\"cell celltag_hide-input\" id=\"cell-1\">", page, StringComparison.Ordinal);
        Assert.Contains("<pre class=\"code\" id=\"cell-id=mycell\" ", page, StringComparison.Ordinal);
    }

    [Fact]
    public void It_is_valid_for_Jupyter() => Nbformat.AssertValid(Path.Combine(folder.Out, "a.ipynb"));

    [Fact]
    public async Task The_copy_of_the_copy_is_the_same()
    {
        using var again = new NotebookFolder();
        var copy = again.AddText("a.ipynb", File.ReadAllText(Path.Combine(folder.Out, "a.ipynb")));
        await again.RunAsync(TestContext.Current.CancellationToken, copy, "--sample");
        Assert.Equal(File.ReadAllText(copy), File.ReadAllText(Path.Combine(again.Out, "a.ipynb")));
    }

    [Fact]
    public void Of_a_member_that_is_there_twice_the_last_counts()
    {
        var notebook = Notebook.Parse("a.ipynb", """{"cells":[{"cell_type":"code","source":"1","metadata":{"a":1,"a":2}}],"metadata":{},"metadata":{"b":1},"nbformat":4}""");
        Assert.Equal(("""{"a":2}""", "1"), (Json(notebook.Node(0)!["metadata"]), Json(JsonNode.Parse(IpynbWriter.Write(new(notebook)))!["metadata"]!["b"])));
    }
}
