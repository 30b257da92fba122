namespace GenreNotebooks.Data.Sampling;

/// <summary>The files beside this code, which the library carries: profile.json and words.txt.</summary>
internal static class SampleResources
{
    public static Stream Open(string name) =>
        typeof(SampleResources).Assembly.GetManifestResourceStream($"sampling/{name}")
        ?? throw new InvalidOperationException($"The library was built without its resource sampling/{name}.");
}
