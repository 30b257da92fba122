using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Newtonsoft.Json.Linq;
using Plotly.NET;
using Plotly.NET.LayoutObjects;
using Plotly.NET.TraceObjects;
using Part = DynamicObj.DynamicObj;

namespace GenreNotebooks.Plots;

/// <summary>Reads Plotly's JSON into the types of Plotly.NET, on which its functions depend.</summary>
internal static class FigureReader
{
    private static readonly Dictionary<string, Func<Part>> Parts = new()
    {
        ["xaxis"] = () => new LinearAxis(),
        ["yaxis"] = () => new LinearAxis(),
        ["zaxis"] = () => new LinearAxis(),
        ["template"] = () => new Template(),
        ["title"] = () => new Title(),
        ["font"] = () => new Font(),
        ["tickfont"] = () => new Font(),
        ["textfont"] = () => new Font(),
        ["pad"] = () => new Padding(),
        ["margin"] = () => new Margin(),
        ["legend"] = () => new Legend(),
        ["hoverlabel"] = () => new Hoverlabel(),
        ["uniformtext"] = () => new UniformText(),
        ["coloraxis"] = () => new ColorAxis(),
        ["colorbar"] = () => new ColorBar(),
        ["scene"] = () => new Scene(),
        ["polar"] = () => new Polar(),
        ["geo"] = () => new Geo(),
        ["grid"] = () => new LayoutGrid(),
        ["marker"] = () => new Marker(),
        ["line"] = () => new Line(),
        ["error_x"] = () => new Error(),
        ["error_y"] = () => new Error(),
        ["error_z"] = () => new Error(),
        ["shapes"] = () => new Shape(),
        ["annotations"] = () => new Annotation(),
        ["images"] = () => new LayoutImage(),
    };

    /// <summary>Parses and checks the JSON of a figure.</summary>
    /// <exception cref="InputException">The text is not a figure.</exception>
    public static JsonObject Parse(string figure)
    {
        try
        {
            var json = JsonNode.Parse(figure) as JsonObject ?? throw Wrong("is not a JSON object");
            _ = json["data"] switch
            {
                JsonArray data when !data.All(trace => trace is JsonObject) => throw Wrong("has a trace in 'data' that is not a JSON object"),
                JsonArray data when !data.All(trace => trace!["type"]?.GetValueKind() is null or JsonValueKind.String) => throw Wrong("has a trace whose 'type' is not a text"),
                JsonArray => true,
                null => throw Wrong("has no 'data'"),
                var other => throw Wrong($"has a {other.GetValueKind()} as 'data'"),
            };
            return json["layout"] is null or JsonObject && json["config"] is null or JsonObject ? json : throw Wrong("has a 'layout' or 'config' that is not a JSON object");
        }
        catch (Exception exception) when (exception is JsonException or ArgumentException)
        {
            throw Wrong($"is not JSON ({exception.Message.Split('\n')[0].TrimEnd('.')})");
        }
    }

    /// <summary>The chart of a figure.</summary>
    public static GenericChart Read(JsonNode figure) => GenericChart.fromChartDTO(new(
        Microsoft.FSharp.Collections.ListModule.OfSeq(figure["data"]!.AsArray().Select(trace => Fill(TraceOf(trace!["type"]?.GetValue<string>() ?? "scatter"), trace))),
        Fill(new Layout(), figure["layout"]), Fill(new Config(), figure["config"] ?? new JsonObject { ["responsive"] = true })));

    /// <summary>The figure of a chart, with its configuration if that is not Plotly.NET's default.</summary>
    public static JsonObject ToJson(GenericChart chart)
    {
        var figure = JsonNode.Parse(GenericChart.toFigureJson(chart))!.AsObject();
        var config = GenericChart.getConfig(chart);
        if (config.GetProperties(includeInstanceProperties: false).Any() && !config.StructurallyEquals(Defaults.DefaultConfig))
        {
            figure["config"] = JsonNode.Parse(GenericChart.toJson(chart))!["config"]!.DeepClone();
        }
        return figure;
    }

    /// <summary>A copy of the figure with other values at some places.</summary>
    /// <exception cref="InputException">The figure has no such place.</exception>
    public static JsonObject Changed(JsonObject figure, JsonArray places)
    {
        var changed = figure.DeepClone().AsObject();
        try
        {
            FigureDifference.Apply(changed, places);
        }
        catch (Exception exception) when (exception is InvalidOperationException or NullReferenceException or ArgumentException)
        {
            throw Wrong("has a 'dark' that names a place it does not have");
        }
        return changed;
    }

    private static InputException Wrong(string what) =>
        new($"The figure {what}: expected a JSON object with an array 'data' of traces and an object 'layout', as fig.to_json() of plotly writes it.");

    private static Trace TraceOf(string type) => type switch
    {
        "scatter3d" or "surface" or "mesh3d" or "cone" or "streamtube" or "volume" or "isosurface" => new Trace3D(type),
        "scatterpolar" or "scatterpolargl" or "barpolar" => new TracePolar(type),
        "scattergeo" or "choropleth" => new TraceGeo(type),
        "scattermapbox" or "choroplethmapbox" or "densitymapbox" => new TraceMapbox(type),
        "scatterternary" => new TraceTernary(type),
        "scattersmith" => new TraceSmith(type),
        "carpet" or "scattercarpet" or "contourcarpet" => new TraceCarpet(type),
        "pie" or "funnelarea" or "sunburst" or "treemap" or "icicle" or "parcoords" or "parcats" or "sankey" or "table" or "indicator" => new TraceDomain(type),
        _ => new Trace2D(type),
    };

    private static T Fill<T>(T part, JsonNode? json) where T : Part
    {
        foreach (var (name, value) in json as JsonObject ?? [])
        {
            if (value is not null && (name != "type" || part is not Trace))
            {
                part.SetProperty(name, Value(name, value));
            }
        }
        return part;
    }

    private static object? Value(string name, JsonNode? value) => value switch
    {
        JsonObject => Fill(Parts.GetValueOrDefault(name.TrimEnd("0123456789".ToCharArray()), () => new Part())(), value),
        JsonArray items when name is "shapes" or "annotations" or "images" => Typed(name, items),
        JsonArray items => items.Select(item => Value("", item)).ToArray(),
        null => null,
        _ => value.GetValueKind() switch
        {
            JsonValueKind.String => value.GetValue<string>(),
            JsonValueKind.True or JsonValueKind.False => value.GetValue<bool>(),
            _ => Number(value.ToJsonString()),
        },
    };

    // Plotly.NET expects whole numbers as int. A number that fits neither int nor double stays as it is written.
    private static object Number(string text) =>
        int.TryParse(text, CultureInfo.InvariantCulture, out var whole) ? whole
        : text.AsSpan().IndexOfAny(".eE") >= 0 && double.TryParse(text, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number) ? number
        : new JRaw(text);

    // Plotly.NET finds a list only if it has the type of its items.
    private static Array Typed(string name, JsonArray items)
    {
        var typed = Array.CreateInstance(Parts[name]().GetType(), items.Count);
        for (var index = 0; index < items.Count; index++)
        {
            typed.SetValue(Fill(Parts[name](), items[index]), index);
        }
        return typed;
    }
}

/// <summary>The differences between two figures: a list of places, each with the value of the other figure, null if it has none.</summary>
internal static class FigureDifference
{
    public static JsonArray Between(JsonNode figure, JsonNode other)
    {
        var places = new JsonArray();
        Add(figure, other, [], places);
        return places;
    }

    /// <summary>Changes a figure into the other one.</summary>
    public static void Apply(JsonNode figure, JsonArray places)
    {
        foreach (var place in places)
        {
            var path = place![0]!.AsArray();
            var node = path.SkipLast(1).Aggregate(figure, (parent, step) => Child(parent, step!));
            var (last, value) = (path[^1]!, place[1]?.DeepClone());
            if (node is JsonArray items)
            {
                items[last.GetValue<int>()] = value;
            }
            else
            {
                node[last.GetValue<string>()] = value;
            }
        }
    }

    private static JsonNode Child(JsonNode parent, JsonNode step) =>
        (parent is JsonArray items ? items[step.GetValue<int>()] : parent[step.GetValue<string>()])!;

    private static void Add(JsonNode? one, JsonNode? other, JsonNode[] path, JsonArray places)
    {
        if (one is JsonObject first && other is JsonObject second)
        {
            foreach (var name in first.Concat(second).Select(property => property.Key).Distinct())
            {
                Add(first[name], second[name], [.. path, name], places);
            }
        }
        else if (one is JsonArray items && other is JsonArray others && items.Count == others.Count)
        {
            for (var index = 0; index < items.Count; index++)
            {
                Add(items[index], others[index], [.. path, index], places);
            }
        }
        else if (!JsonNode.DeepEquals(one, other))
        {
            places.Add(new JsonArray(new JsonArray([.. path.Select(step => step.DeepClone())]), other?.DeepClone()));
        }
    }
}

/// <summary>Parts of a figure in Plotly's JSON.</summary>
internal static class FigureParts
{
    /// <summary>An object in another, which is created if it is missing.</summary>
    public static JsonObject Part(this JsonObject parent, string name)
    {
        if (parent[name] is not JsonObject part)
        {
            parent[name] = part = [];
        }
        return part;
    }
}

/// <summary>
/// Sets properties of Plotly.NET's objects by the names that plotly.js uses. Plotly.NET's initialisers are made for F#: a call from C#
/// would have to give all of their eighty optional arguments.
/// </summary>
internal static class Properties
{
    /// <summary>Sets properties; null values are skipped.</summary>
    public static T With<T>(this T target, params ReadOnlySpan<(string Name, object? Value)> properties)
        where T : DynamicObj.DynamicObj
    {
        foreach (var (name, value) in properties)
        {
            if (value is not null)
            {
                target.SetProperty(name, value);
            }
        }
        return target;
    }
}
