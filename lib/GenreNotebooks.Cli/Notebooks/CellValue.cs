using System.Collections;
using System.Globalization;
using System.Reflection;
using System.Text.Encodings.Web;
using GenreNotebooks.Display;
using GenreNotebooks.Plots;
using Microsoft.AspNetCore.Html;
using Plotly.NET;

namespace GenreNotebooks.Cli.Notebooks;

/// <summary>A value that a cell shows, in the forms the engines know: <c>ToHtml()</c>, text, and a chart's figure.</summary>
internal static class CellValue
{
    private const int ItemsShown = 100, Depth = 5;

    /// <summary>How many characters a form of a value may have: a page with more would open in no browser.</summary>
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

    // By name: to ask for the type would load Plotly.NET for every value.
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
            // Here a mistake in it is the cell's; in the written files it would be the run's.
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

    // A collection whose own ToString says nothing but its type is shown by its items.
    private static bool ShowsItems(Type declaring) => declaring == typeof(object) || declaring == typeof(ValueType)
        || declaring.Namespace is "System.Collections.Generic" or "System.Linq";

    private static string Items(IEnumerable items, int depth)
    {
        // A list may hold itself.
        var shown = depth > Depth ? ["…"] : items.Cast<object?>().Take(ItemsShown + 1).Select(item => Text(item, depth)).ToList();
        return shown.Count > ItemsShown ? $"[ {string.Join(", ", shown.Take(ItemsShown))}, … ]" : $"[ {string.Join(", ", shown)} ]";
    }
}
