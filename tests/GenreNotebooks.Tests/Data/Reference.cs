using GenreNotebooks.Data;

namespace GenreNotebooks.Tests.Data;

/// <summary>The post's published figures in data/reference.</summary>
internal static class Reference
{
    public static string Path(string file) => System.IO.Path.Combine(DataFolder.DefaultPath(AppContext.BaseDirectory)!, "reference", file);
}
