using System.Runtime.CompilerServices;

namespace GenreNotebooks.Tests.Packaging;

/// <summary>The repository that these tests are part of.</summary>
internal static class Repository
{
    public static string File(string path) => Path.GetFullPath(Path.Combine(Folder(), "../../..", path));

    private static string Folder([CallerFilePath] string thisFile = "") => Path.GetDirectoryName(thisFile)!;
}
