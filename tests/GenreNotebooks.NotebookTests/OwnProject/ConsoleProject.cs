using GenreNotebooks.NotebookTests.Engines;
using GenreNotebooks.Tests.Packaging;
using Xunit;

namespace GenreNotebooks.NotebookTests.OwnProject;

/// <summary>A console program outside the repository that refers to the package in the feed.</summary>
/// <param name="home">Its home folder.</param>
/// <param name="feed">The feed; by default the repository's.</param>
internal sealed class ConsoleProject(EngineHome home, string? feed = null)
{
    public string File(string name)
    {
        var path = System.IO.Path.Combine(home.File("program"), name);
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path)!);
        return path;
    }

    /// <summary>A file beside the built program.</summary>
    public string Output(string name) => System.IO.Path.Combine(home.File("program"), "out", name);

    /// <summary>Builds a program.</summary>
    /// <param name="program">Its code.</param>
    /// <param name="arguments">More arguments of <c>dotnet build</c>.</param>
    public async Task BuildAsync(string program, params string[] arguments)
    {
        await System.IO.File.WriteAllTextAsync(File("Program.cs"), program);
        await System.IO.File.WriteAllTextAsync(File("nuget.config"), $"""
            <configuration><packageSources><add key="GenreNotebooks" value="{feed ?? Repository.File("feed")}" /></packageSources></configuration>
            """);
        await System.IO.File.WriteAllTextAsync(File("Own.csproj"), $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <OutputType>Exe</OutputType>
                <TargetFramework>net10.0</TargetFramework>
                <ImplicitUsings>enable</ImplicitUsings>
                <TreatWarningsAsErrors>true</TreatWarningsAsErrors>
                <RuntimeIdentifier>$(NETCoreSdkPortableRuntimeIdentifier)</RuntimeIdentifier>
                <SelfContained>false</SelfContained>
                <CreateHardLinksForCopyLocalIfPossible>true</CreateHardLinksForCopyLocalIfPossible>
              </PropertyGroup>
              <ItemGroup><PackageReference Include="GenreNotebooks" Version="2.0.0" /></ItemGroup>
              {string.Concat(Repository.PrunedPackages())}
            </Project>
            """);
        var start = home.Command("dotnet", ["build", "-nodeReuse:false", "-p:UseSharedCompilation=false", "-o", home.File("program/out"), .. arguments]);
        start.WorkingDirectory = home.File("program");
        var build = await FinishedProcess.RunAsync(start);
        Assert.True(build.Exit == 0, build.Log);
    }

    public Task<FinishedProcess> RunAsync(string argument, params (string Name, string Value)[] variables)
    {
        var start = home.Command("dotnet", Output("Own.dll"), argument);
        foreach (var (name, value) in variables)
        {
            start.Environment[name] = value;
        }
        return FinishedProcess.RunAsync(start);
    }
}
