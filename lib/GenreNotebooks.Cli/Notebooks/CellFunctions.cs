using Microsoft.AspNetCore.Html;

namespace GenreNotebooks.Cli.Notebooks;

/// <summary>What cells call without a using, under the names that .NET Interactive gives them.</summary>
#pragma warning disable CA1708, IDE1006 // The engine's names.
public static class CellFunctions
#pragma warning restore CA1708
{
    /// <summary>Shows a value at once, before the cell ends.</summary>
    /// <param name="value">The value.</param>
    /// <param name="mimeTypes">Taken for the engine's sake: every form that the value has is kept.</param>
    public static DisplayedValue display(object? value, params string[] mimeTypes) => new(NotebookEngine.Current!.Display(value!));
#pragma warning restore IDE1006

    /// <inheritdoc cref="display"/>
    public static DisplayedValue Display<T>(this T value, params string[] mimeTypes) => display(value, mimeTypes);

    /// <summary>Text that is HTML.</summary>
    public static IHtmlContent HTML(string content) => new HtmlString(content);

    /// <summary>Adds a style sheet to the page.</summary>
    public static void CSS(string content) => display(HTML($"<style>{content}</style>"));

    /// <summary>Adds a script to the page.</summary>
    public static void Javascript(string scriptContent) => display(HTML($"<script>{scriptContent}</script>"));

    /// <summary>Asks nobody.</summary>
    /// <exception cref="InputException">Always.</exception>
    public static Task<string> GetInputAsync(string prompt = "", string typeHint = "text") => throw new InputException(
        $"GetInputAsync(\"{prompt}\"): nobody answers where a notebook runs by itself. Use a parameter and --set, or run it in {Notebook.OtherEngines}.");
}
