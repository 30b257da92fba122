using Microsoft.DotNet.Interactive.Formatting;

namespace GenreNotebooks.Cli.Notebooks;

/// <summary>.NET Interactive's own formatting, as far as a cell uses it: what it displays, and the formatters that cells register.</summary>
internal static class EngineFormatting
{
    private const string Rich = "text/html", Plain = "text/plain";

    private static volatile bool isUsed;

    /// <summary>Shows what the engine's own methods display, from the moment that a cell first uses one: loading them takes time.</summary>
    public static void ShowOn(INotebookEngine engine) => AppDomain.CurrentDomain.AssemblyLoad += (_, loading) =>
    {
        if (!isUsed && loading.LoadedAssembly.GetName().Name == "Microsoft.DotNet.Interactive.Formatting")
        {
            isUsed = true;
            Subscribe(engine);
        }
    };

    /// <summary>HTML by a formatter that a cell registered; null if there is none.</summary>
    public static string? Html(object? value) => isUsed && value is not null ? Registered(value) : null;

    private static string? Registered(object value) =>
        Formatter.RegisteredFormatters(includeDefaults: false).Any(formatter => formatter.MimeType == Rich && formatter.Type.IsInstanceOfType(value))
            ? value.ToDisplayString(Rich) : null;

    private static void Subscribe(INotebookEngine engine)
    {
        var updates = new Dictionary<string, Action<object>>();
        Formatter.SubscribeToDisplayedValues(displayed =>
        {
            var value = new Formatted(displayed.FormattedValues);
            if (updates.TryGetValue(displayed.DisplayId, out var update))
            {
                update(value);
            }
            else
            {
                updates.Add(displayed.DisplayId, engine.Display(value));
            }
        });
    }

    private sealed class Formatted(IReadOnlyList<FormattedValue> forms)
    {
        public string? ToHtml() => Form(Rich);

        public override string ToString() => Form(Plain) ?? ToHtml() ?? "";

        private string? Form(string mimeType) => forms.FirstOrDefault(form => form.MimeType == mimeType)?.Value;
    }
}
