using System.CommandLine;
using System.Text.Json.Nodes;
using GenreNotebooks.Cli.Notebooks;
using GenreNotebooks.Files;

namespace GenreNotebooks.Cli.Commands;

/// <summary><c>convert</c>: notebooks in the other forms, without running them.</summary>
internal static class ConvertCommand
{
    private static readonly Argument<string[]> Notebooks = new("NOTEBOOK")
    {
        Description = "A .dib or .ipynb file, or the number, the name or a part of the name of a notebook in notebooks/. Default: all of them.",
        Arity = ArgumentArity.ZeroOrMore,
    };

    public static Command Create()
    {
        var command = new Command("convert", "Writes notebooks for Jupyter (ipynb/NAME.ipynb) and as file-based apps (apps/NAME.cs) into folders beside them, without running them.") { Notebooks };
        command.SetAction(parsed => Convert(parsed.GetValue(Notebooks) ?? [], parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error));
        return command;
    }

    /// <summary>The other forms of a notebook: their paths and texts.</summary>
    public static IReadOnlyList<(string Path, string Text)> FormsOf(Notebook notebook) =>
    [
        (Path.Combine(notebook.Folder, NotebookFinder.JupyterFolder, notebook.Name + Notebook.JupyterExtension), IpynbWriter.Write(new(notebook))),
        (Path.Combine(notebook.Folder, "apps", $"{notebook.Name}.cs"), AppWriter.Write(notebook)),
    ];

    private static void Convert(string[] wanted, TextWriter output, TextWriter error)
    {
        var forms = new NotebookFinder(Directory.GetCurrentDirectory(), RepositoryRoot.Find()).Find(wanted, ofThePost: false).SelectMany(FormsOf).ToList();
        forms.ForEach(form => EnsureReplaceable(form.Path));
        foreach (var (path, text) in forms)
        {
            AtomicFile.WriteAllText(path, text);
            output.WriteLine($"Wrote {ShortPath.Of(path)}");
            if (!Notebook.IsNotebook(path) && AppWriter.Errors(text, ShortPath.Of(path)) is { Count: > 0 } found)
            {
                error.WriteLine($"Warning: {ShortPath.Of(path)} does not compile as it is. In a program a name is declared once, and classes do not see the variables of cells: change the cells, or the app.");
                error.WriteLine(string.Join('\n', found.Take(5).Select(line => $"  {line}")));
            }
        }
    }

    /// <summary>Checks that no other file and no work of the user is there: a notebook with outputs was run, and perhaps changed, in Jupyter.</summary>
    private static void EnsureReplaceable(string path)
    {
        var text = File.Exists(path) ? File.ReadAllText(path) : "";
        var (isOurs, expected) = Notebook.IsNotebook(path) ? (HasNoOutputs(path, text), "a notebook without outputs") : (text.Contains(AppWriter.Mark, StringComparison.Ordinal), "an app");
        if (text.Length > 0 && !isOurs)
        {
            throw new InputException($"{path}: found another file, expected nothing or {expected}. It is left as it is: move it away.");
        }
    }

    private static bool HasNoOutputs(string path, string text)
    {
        if (text.Length == 0)
        {
            return true;
        }
        using var document = NotebookJson.Parse(text, (line, column) => $"{path}({line},{column}): an .ipynb notebook is JSON");
        return (JsonNode.Parse(text) as JsonObject)?["cells"] is JsonArray cells && cells.All(cell => cell?["outputs"] is not JsonArray { Count: > 0 });
    }
}
