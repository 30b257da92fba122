using System.Text.Json;
using System.Text.Json.Nodes;
using GenreNotebooks.Plots;
using Plotly.NET;

namespace GenreNotebooks.Plotly;

/// <summary>The plug-in's whole surface: text in, text out, so that no type of Plotly.NET crosses to the library.</summary>
public static class Figures
{
    private const string ScriptResource = "Plotly.NET.plotly-2.28.0.min.js";

    /// <summary>Draws a <see cref="FigureDescription"/>, given as JSON, and gives back the Plotly figure as JSON.</summary>
    public static string Draw(string description)
    {
        var figure = JsonSerializer.Deserialize<FigureDescription>(description)!;
        // Plotly.NET's defaults (600 x 600 pixels, its template) stay out.
        var chart = GenericChart.ofTraceObjects(useDefaults: false, Traces.Of(figure));
        return GenericChart.toFigureJson(GenericChart.setLayout(Frame.Of(figure), chart));
    }

    /// <summary>Gives a drawn figure another width and height in pixels, where they are not null, and dark paper.</summary>
    public static string Fit(string figure, int? width, int? height, bool dark)
    {
        var json = JsonNode.Parse(figure)!;
        Appearance.Resize(json, width, height);
        if (dark)
        {
            Appearance.Darken(json);
        }
        return json.ToJsonString();
    }

    /// <summary>The plotly.js that Plotly.NET carries.</summary>
    public static string ReadScript()
    {
        var assembly = typeof(GenericChart).Assembly;
        using var stream = assembly.GetManifestResourceStream(ScriptResource)
            ?? throw new InvalidOperationException($"{assembly.GetName()} carries no {ScriptResource}.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
