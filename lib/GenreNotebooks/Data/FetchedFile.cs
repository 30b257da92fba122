namespace GenreNotebooks.Data;

/// <summary>A file of the real data in its place, checked.</summary>
/// <param name="Source">Which one.</param>
/// <param name="Path">Where it is.</param>
/// <param name="WasThere">Whether it was there before, so that nothing was downloaded.</param>
public sealed record FetchedFile(DataSource Source, string Path, bool WasThere);
