using System.Diagnostics;
using System.IO.Compression;
using System.Xml.Linq;
using Xunit;

namespace GenreNotebooks.Tests.Packaging;

public class FeedTests
{
    [Fact]
    public void A_build_leaves_the_library_in_the_feed()
    {
        using var package = ZipFile.OpenRead(Repository.File("feed/GenreNotebooks.2.0.0.nupkg"));
        var entries = package.Entries.Select(entry => entry.FullName).ToList();
        Assert.Contains("lib/net10.0/GenreNotebooks.dll", entries);
        Assert.Contains("lib/net10.0/GenreNotebooks.xml", entries);
        Assert.Contains("README.md", entries);
        Assert.Contains("interactive-extensions/dotnet/GenreNotebooks.Interactive.dll", entries);
    }

    [Fact]
    public void The_notebooks_add_the_feed_to_the_sources_of_the_machine()
    {
        var sources = XDocument.Load(Repository.File("notebooks/NuGet.config")).Descendants("packageSources").Single();
        var feed = Assert.Single(sources.Elements());
        Assert.Equal("../feed", feed.Attribute("value")!.Value);
    }

    // The packages that the library asks for are those of this build: no source but the feed is needed.
    [Fact(Explicit = true)]
    [Trait("Suite", "Long")]
    public void A_project_of_its_own_restores_the_package_and_draws_a_chart()
    {
        var cache = PackageCache();
        Assert.SkipUnless(Directory.Exists(cache), $"There is no package cache at {cache}.");
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.File("nuget.config"), $"""
            <configuration><packageSources><clear /><add key="feed" value="{Repository.File("feed")}" /></packageSources></configuration>
            """);
        File.WriteAllText(folder.File("Consumer.csproj"), $$"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <OutputType>Exe</OutputType>
                <TargetFramework>net10.0</TargetFramework>
                <TreatWarningsAsErrors>true</TreatWarningsAsErrors>
              </PropertyGroup>
              <ItemGroup><PackageReference Include="GenreNotebooks" Version="2.0.0" ExcludeAssets="native" /></ItemGroup>
              {{string.Concat(Repository.PrunedPackages())}}
            </Project>
            """);
        File.WriteAllText(folder.File("Program.cs"), """
            using GenreNotebooks.Plots;
            using Plotly.NET.CSharp;
            System.Console.WriteLine(Plot.Comparison("Models", ["lyrics"], [0.5]).FigureJson);
            System.Console.WriteLine(Plot.Of(Chart.Line<int, double, string>(x: [1], y: [0.5], Name: "mine")));
            """);

        DotNet(folder.Path, "build", "-nodeReuse:false", "-p:UseSharedCompilation=false",
            $"-p:RestorePackagesPath={folder.File("packages")}", $"-p:RestoreFallbackFolders={cache}");
        var output = DotNet(folder.Path, Path.Combine("bin", "Debug", "net10.0", "Consumer.dll"));

        Assert.StartsWith("{\"data\":[{\"type\":\"bar\"", output, StringComparison.Ordinal);
        Assert.Contains("mine   1  0.5", output, StringComparison.Ordinal);
    }

    private static string PackageCache() => Environment.GetEnvironmentVariable("NUGET_PACKAGES")
        ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");

    private static string DotNet(string folder, params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", arguments) { WorkingDirectory = folder, RedirectStandardOutput = true };
        // What a surrounding `dotnet test` sets for itself.
        foreach (var name in start.Environment.Keys.Where(name => name.StartsWith("MSBUILD", StringComparison.OrdinalIgnoreCase)).ToList())
        {
            start.Environment.Remove(name);
        }
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, output);
        return output;
    }
}
