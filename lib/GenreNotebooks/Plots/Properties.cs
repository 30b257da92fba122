using Plotly.NET;

namespace GenreNotebooks.Plots;

/// <summary>
/// The properties of Plotly.NET's objects, by plotly.js's own names. Plotly.NET's initialisers are made for F#: from C# each of their
/// eighty optional arguments would have to be given.
/// </summary>
internal static class Properties
{
    /// <summary>Sets properties; null is left out.</summary>
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

    /// <summary>A chart that shares no object with this one: Plotly.NET's functions change a layout or a trace in place.</summary>
    public static GenericChart Copy(this GenericChart chart) => GenericChart.fromChartDTO(new(
        Microsoft.FSharp.Collections.ListModule.OfSeq(GenericChart.getTraces(chart).Select(Copy)),
        Copy(GenericChart.getLayout(chart)), Copy(GenericChart.getConfig(chart))));

    private static T Copy<T>(T source) where T : DynamicObj.DynamicObj
    {
        object[] arguments = source is Trace trace ? [trace.type] : [];
        if (source.GetType().GetConstructor([.. arguments.Select(argument => argument.GetType())]) is not { } constructor)
        {
            return source;
        }
        var copy = (T)constructor.Invoke(arguments);
        foreach (var (name, value) in source.GetProperties(includeInstanceProperties: false))
        {
            copy.SetProperty(name, value is DynamicObj.DynamicObj part ? Copy(part) : value);
        }
        return copy;
    }
}
