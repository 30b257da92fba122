using System.Collections;
using System.Globalization;
using System.Reflection;
using System.Text.Encodings.Web;
using GenreNotebooks.Display;
using GenreNotebooks.Plots;
using Microsoft.AspNetCore.Html;
using Microsoft.DotNet.Interactive.Formatting;
using Plotly.NET;

namespace GenreNotebooks.Cli.Notebooks;

/// <summary>The forms in which a value is shown: <c>ToHtml()</c>, text, and the figure of a chart.</summary>
internal static class CellValue
{
    private const int ItemsShown = 100, Depth = 5;

    /// <summary>The most characters in a form of a value: no browser would open a page with more.</summary>
    public const int Largest = 64_000_000;

    public static CellEvent.Shown Show(object? value)
    {
        value = IsChart(value) ? Draw(value!) : value;
        var (text, html, figure) = (Text(value), Html(value), Figure(value));
        var large = ((string Form, string? Text)[])[("figure", figure), ("HTML", html), ("text", text)];
        return Array.Find(large, form => form.Text?.Length > Largest) is (var name, { Length: var length })
            ? new(string.Create(CultureInfo.InvariantCulture, $"… left out: the {name} of this {value!.GetType().Name} has {length:N0} characters, and up to {Largest:N0} are shown."), null, null)
            : new(text, html, figure);
    }

    // By name: typeof would load Plotly.NET for every value.
    private static bool IsChart(object? value) => value?.GetType() is { FullName: { } name, Assembly: var assembly }
        && name is "Plotly.NET.GenericChart+Chart" or "Plotly.NET.GenericChart+MultiChart" && assembly.GetName().Name == "Plotly.NET";

    private static Plot Draw(object chart) => Plot.Of((GenericChart)chart);

    private static string? Html(object? value) => EngineFormatting.Html(value) ?? value switch
    {
        IHtmlDisplay display => display.ToHtml(),
        IHtmlContent content => Html(content),
        _ => value?.GetType().GetMethod("ToHtml", BindingFlags.Public | BindingFlags.Instance, Type.EmptyTypes)?.Invoke(value, null) as string,
    };

    private static string Html(IHtmlContent content)
    {
        using var writer = new StringWriter(CultureInfo.InvariantCulture);
        content.WriteTo(writer, HtmlEncoder.Default);
        return writer.ToString();
    }

    private static string? Figure(object? value)
    {
        if (value is Plot plot)
        {
            return plot.ToJson();
        }
        var figure = value?.GetType().GetProperty("FigureJson", BindingFlags.Public | BindingFlags.Instance)?.GetValue(value) as string;
        if (figure?.Length <= Largest)
        {
            // Checked here, an invalid figure fails its cell; later it would fail the run.
            Plot.OfJson(figure);
        }
        return figure;
    }

    private static string Text(object? value, int depth = 0) => value switch
    {
        null => "null",
        string text => text,
        IFormattable formattable => formattable.ToString(null, CultureInfo.InvariantCulture),
        IEnumerable items when value.GetType().GetMethod(nameof(ToString), Type.EmptyTypes)?.DeclaringType is { } type && ShowsItems(type) => Items(items, depth + 1),
        _ => value.ToString() ?? "",
    };

    // A collection whose ToString gives only its type is shown by its items.
    private static bool ShowsItems(Type declaring) => declaring == typeof(object) || declaring == typeof(ValueType)
        || declaring.Namespace is "System.Collections.Generic" or "System.Linq";

    private static string Items(IEnumerable items, int depth)
    {
        // A list may contain itself.
        var shown = depth > Depth ? ["…"] : items.Cast<object?>().Take(ItemsShown + 1).Select(item => Text(item, depth)).ToList();
        return shown.Count > ItemsShown ? $"[ {string.Join(", ", shown.Take(ItemsShown))}, … ]" : $"[ {string.Join(", ", shown)} ]";
    }
}

/// <summary>.NET Interactive's own formatting, as far as cells use it: the values they display and the formatters they register.</summary>
internal static class EngineFormatting
{
    private const string Rich = "text/html", Plain = "text/plain";

    private static volatile bool isUsed;

    /// <summary>Shows values displayed by .NET Interactive's own methods. Subscribes when a cell first uses one: loading them takes time.</summary>
    public static void ShowOn(INotebookEngine engine) => AppDomain.CurrentDomain.AssemblyLoad += (_, loading) =>
    {
        if (!isUsed && loading.LoadedAssembly.GetName().Name == "Microsoft.DotNet.Interactive.Formatting")
        {
            isUsed = true;
            Subscribe(engine);
        }
    };

    /// <summary>HTML from a formatter that a cell registered; null if there is none.</summary>
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
