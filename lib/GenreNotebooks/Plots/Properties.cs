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
}
