using System.Xml.Linq;
using Xunit;

namespace GenreNotebooks.Tests.Packaging;

public class NuspecTests
{
    private static readonly XDocument Nuspec = XDocument.Load(Repository.File("lib/GenreNotebooks/GenreNotebooks.nuspec"));

    [Fact]
    public void The_package_asks_for_the_central_versions()
    {
        var central = XDocument.Load(Repository.File("Directory.Packages.props")).Descendants("PackageVersion")
            .ToDictionary(package => package.Attribute("Include")!.Value, package => package.Attribute("Version")!.Value);
        Assert.All(Dependencies(), package => Assert.Equal(central[package.Id], package.Version));
    }

    [Fact]
    public void The_package_asks_for_all_that_the_library_refers_to()
    {
        var project = XDocument.Load(Repository.File("lib/GenreNotebooks/GenreNotebooks.csproj"));
        var references = project.Descendants("PackageReference").Select(reference => reference.Attribute("Include")!.Value);
        Assert.Empty(references.Append("TorchSharp-cpu").Except(Dependencies().Select(package => package.Id)));
    }

    [Fact]
    public void What_others_depend_on_comes_first() =>
        Assert.Equal(
            [
                "Google.Protobuf", "SharpZipLib", "SkiaSharp", "Apache.Arrow", "System.Numerics.Tensors", "LightGBM", "CsvHelper",
                "Microsoft.ML", "Microsoft.ML.LightGbm", "Microsoft.ML.Tokenizers", "Microsoft.Data.Analysis",
                "WebDriverBiDi", "PuppeteerSharp", "TorchSharp", "TorchSharp-cpu",
            ],
            Dependencies().Select(package => package.Id));

    private static IEnumerable<(string Id, string Version)> Dependencies() =>
        Nuspec.Descendants().Where(element => element.Name.LocalName == "dependency")
            .Select(element => (element.Attribute("id")!.Value, element.Attribute("version")!.Value));
}
