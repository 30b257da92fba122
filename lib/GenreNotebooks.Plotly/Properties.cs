namespace GenreNotebooks.Plotly;

/// <summary>
/// Sets properties by plotly.js's own names. Plotly.NET's initialisers are made for F#: from C# each of their eighty
/// optional arguments would have to be given.
/// </summary>
internal static class Properties
{
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

    public static DynamicObj.DynamicObj Node(params ReadOnlySpan<(string Name, object? Value)> properties) =>
        new DynamicObj.DynamicObj().With(properties);
}
