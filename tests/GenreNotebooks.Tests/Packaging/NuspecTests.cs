using System.Xml.Linq;
using Xunit;

namespace GenreNotebooks.Tests.Packaging;

public class NuspecTests
{
    private static readonly XDocument Nuspec = XDocument.Load(Repository.File("lib/GenreNotebooks.Interactive/GenreNotebooks.nuspec"));

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

    // Engines keep for ever what a version asked for: when this list changes, a new version goes with it, here and in Directory.Build.props.
    // What others depend on comes first.
    [Fact]
    public void A_version_has_one_list_of_dependencies()
    {
        var version = XDocument.Load(Repository.File("Directory.Build.props")).Descendants("Version").Single().Value;
        Assert.Equal("2.0.0", version);
        Assert.Equal(
            [
                "Google.Protobuf 3.36.2", "SharpZipLib 1.4.1", "SkiaSharp 2.88.9", "Apache.Arrow 22.1.0", "System.Numerics.Tensors 9.0.19", "LightGBM 4.7.0",
                "CsvHelper 34.0.0", "Microsoft.ML 5.0.1", "Microsoft.ML.LightGbm 5.0.1", "Microsoft.ML.Tokenizers 2.0.1", "Microsoft.Data.Analysis 0.23.1",
                "WebDriverBiDi 0.0.63", "PuppeteerSharp 25.15.0", "TorchSharp 0.107.0", "TorchSharp-cpu 0.107.0", "Plotly.NET 6.0.0", "Plotly.NET.CSharp 0.14.0",
            ],
            Dependencies().Select(package => $"{package.Id} {package.Version}"));
    }

    private static IEnumerable<(string Id, string Version)> Dependencies() =>
        Nuspec.Descendants().Where(element => element.Name.LocalName == "dependency")
            .Select(element => (element.Attribute("id")!.Value, element.Attribute("version")!.Value));
}
