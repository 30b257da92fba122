using System.Drawing;
using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using static System.FormattableString;

namespace GenreNotebooks.Plots;

/// <summary>Changes a figure, ours or any other, so that its series can be told apart by dash, marker and pattern alone: in gray, or in the colours of Okabe and Ito.</summary>
internal sealed partial class PrintTheme(bool isGray)
{
    private static readonly string[] Dashes = ["solid", "dash", "dot", "dashdot", "longdash", "longdashdot"];
    private static readonly string[] Symbols = ["circle", "square", "diamond", "triangle-up", "x", "star", "circle-open", "square-open", "diamond-open", "triangle-up-open"];
    private static readonly string[] Patterns = ["", "/", "x", "-", ".", "\\", "+", "|"];

    // Shades on which black patterns show, each far from the next.
    private static readonly string[] GrayFills = ["#b8b8b8", "#ffffff", "#8c8c8c", "#e0e0e0"];
    private static readonly string[] GrayStrokes = ["#000000", "#5a5a5a", "#000000", "#8c8c8c"];

    public void ApplyTo(JsonObject figure)
    {
        if (isGray)
        {
            ToGray(figure["layout"]);
            figure.Part("layout")["colorway"] ??= new JsonArray([.. GrayStrokes.Concat(GrayFills).Distinct().Select(gray => JsonValue.Create(gray))]);
        }
        var traces = (figure["data"] as JsonArray ?? []).OfType<JsonObject>().ToList();
        foreach (var (kind, series) in traces.GroupBy(KindOf).Select(group => (group.Key, group.ToList())))
        {
            // The thickest line is solid.
            var order = kind == Kind.Curve ? [.. series.OrderByDescending(trace => Width(trace))] : series;
            foreach (var (place, trace) in order.Index())
            {
                Change(trace, kind, place, series.Count);
            }
        }
        foreach (var trace in isGray ? traces : [])
        {
            ToGray(trace);
        }
    }

    private enum Kind
    {
        Curve,
        Bars,
        Boxes,
        Other,
    }

    private static Kind KindOf(JsonObject trace) => trace["type"]?.ToString() switch
    {
        null or "scatter" or "scattergl" => Kind.Curve,
        "bar" or "histogram" => Kind.Bars,
        "box" or "violin" => Kind.Boxes,
        _ => Kind.Other,
    };

    private static double Width(JsonObject trace) =>
        Lined(trace) ? double.TryParse(trace["line"]?["width"]?.ToString(), CultureInfo.InvariantCulture, out var width) ? width : 2 : 0;

    private static bool Lined(JsonObject trace) => trace["mode"]?.ToString() is not { } mode || mode.Contains("lines", StringComparison.Ordinal);

    private void Change(JsonObject trace, Kind kind, int place, int count)
    {
        switch (kind)
        {
            case Kind.Curve:
                ChangeCurve(trace, place, count);
                break;
            case Kind.Bars:
                var bar = trace.Part("marker");
                if (bar["color"] is not JsonArray)
                {
                    bar["color"] = Fill(place);
                }
                bar["line"] = new JsonObject { ["color"] = "#000000", ["width"] = 1 };
                bar["pattern"] = new JsonObject { ["shape"] = Patterns[place % Patterns.Length], ["fgcolor"] = "#000000", ["size"] = 6, ["solidity"] = 0.2 };
                // Black on a pattern is hard to read.
                trace["insidetextfont"] = new JsonObject { ["color"] = "#000000" };
                break;
            case Kind.Boxes:
                trace["fillcolor"] = isGray ? GrayFills[place % GrayFills.Length] : Theme.Light.BarAt(place);
                trace.Part("line")["color"] = "#000000";
                trace.Part("line")["width"] = 0.75 * (1 + (place / GrayFills.Length));
                trace.Part("marker")["color"] = "#000000";
                break;
            case Kind.Other when isGray && trace["z"] is not null:
                trace["colorscale"] = new JsonArray(new JsonArray(0, "#ffffff"), new JsonArray(1, "#a0a0a0"));
                break;
        }
    }

    private void ChangeCurve(JsonObject trace, int place, int count)
    {
        var color = isGray ? GrayStrokes[place % GrayStrokes.Length] : Theme.Light.StrongAt(place);
        var (line, marker) = (trace.Part("line"), trace.Part("marker"));
        line["color"] = color;
        if (count > 1 && Lined(trace) && line["dash"]?.ToString() is null or "solid")
        {
            line["dash"] = Dashes[place % Dashes.Length];
        }
        if (marker["color"] is not JsonArray)
        {
            marker["color"] = color;
        }
        if (count > 1 && marker["symbol"]?.ToString() is null or "circle" or "square")
        {
            marker["symbol"] = Symbols[place % Symbols.Length];
        }
        foreach (var bars in (string[])["error_x", "error_y"])
        {
            if (trace[bars] is JsonObject errors)
            {
                errors["color"] = color;
            }
        }
    }

    private string Fill(int place) => isGray ? GrayFills[place % GrayFills.Length] : Theme.Light.BarAt(place);

    /// <summary>Turns each colour in a part of a figure into the gray that is as bright. Colours are values of properties with color in their name; other texts are none, whatever they say.</summary>
    private static void ToGray(JsonNode? node, bool isColor = false)
    {
        switch (node)
        {
            case JsonObject part:
                foreach (var (name, value) in part.ToList())
                {
                    var color = name.Contains("color", StringComparison.Ordinal);
                    if (color && name.EndsWith("scale", StringComparison.Ordinal) && value is JsonValue)
                    {
                        part[name] = new JsonArray(new JsonArray(0, "#ffffff"), new JsonArray(1, "#404040")); // a name, such as Viridis
                    }
                    else if (color && Gray(value) is { } gray)
                    {
                        part[name] = gray;
                    }
                    else
                    {
                        ToGray(value, color);
                    }
                }
                break;
            case JsonArray items when isColor || items.Any(item => item is JsonObject):
                for (var index = 0; index < items.Count; index++)
                {
                    if (isColor && Gray(items[index]) is { } gray)
                    {
                        items[index] = gray;
                    }
                    else
                    {
                        ToGray(items[index], isColor);
                    }
                }
                break;
        }
    }

    private static string? Gray(JsonNode? node)
    {
        if (node is not JsonValue value || !value.TryGetValue<string>(out var text))
        {
            return null;
        }
        var (red, green, blue, rest) = (0.0, 0.0, 0.0, "");
        if (Function().Match(text) is { Success: true } match)
        {
            double Channel(int group) => double.Parse(match.Groups[group].Value, CultureInfo.InvariantCulture);
            (red, green, blue, rest) = (Channel(1), Channel(2), Channel(3), match.Groups[4].Value);
        }
        else if (Hex().IsMatch(text) || text.All(char.IsAsciiLetter) && Enum.TryParse<KnownColor>(text, ignoreCase: true, out _))
        {
            var color = ColorTranslator.FromHtml(text);
            (red, green, blue) = (color.R, color.G, color.B);
        }
        else
        {
            return null;
        }
        var shade = (int)Math.Round((0.2126 * red) + (0.7152 * green) + (0.0722 * blue));
        return rest.Length > 0 ? Invariant($"rgba({shade}, {shade}, {shade}{rest})") : Invariant($"#{shade:x2}{shade:x2}{shade:x2}");
    }

    [GeneratedRegex(@"^rgba?\(\s*([\d.]+)\s*,\s*([\d.]+)\s*,\s*([\d.]+)\s*(,\s*[\d.]+\s*)?\)$")]
    private static partial Regex Function();

    [GeneratedRegex("^#([0-9a-fA-F]{3}|[0-9a-fA-F]{6})$")]
    private static partial Regex Hex();
}
