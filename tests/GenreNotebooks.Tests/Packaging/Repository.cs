using System.Runtime.CompilerServices;
using System.Xml.Linq;

namespace GenreNotebooks.Tests.Packaging;

/// <summary>The repository that these tests are part of.</summary>
internal static class Repository
{
    public static string File(string path) => Path.GetFullPath(Path.Combine(Folder(), "../../..", path));

    /// <summary>The packages for other systems, which a build does not restore, as items of a project.</summary>
    public static IEnumerable<XElement> PrunedPackages() =>
        XDocument.Load(File("Directory.Build.props")).Descendants("ItemGroup").Where(group => group.Elements("PrunePackageReference").Any());

    private static string Folder([CallerFilePath] string thisFile = "") => Path.GetDirectoryName(thisFile)!;
}
