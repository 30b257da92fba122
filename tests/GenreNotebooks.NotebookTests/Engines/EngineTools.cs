using System.ComponentModel;
using System.Diagnostics;
using System.Text.Json;
using GenreNotebooks.Tests.Packaging;
using Xunit;

namespace GenreNotebooks.NotebookTests.Engines;

/// <summary>The engines in the versions that <c>.config/dotnet-tools.json</c> names. Where they cannot be restored, tests are skipped.</summary>
internal static class EngineTools
{
    private static readonly Lazy<string?> Failure = new(Restore);

    /// <summary>NuGet's folder of packages on this machine.</summary>
    public static string Packages { get; } = Path.TrimEndingDirectorySeparator(
        Environment.GetEnvironmentVariable("NUGET_PACKAGES") ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages"));

    /// <summary>The program behind <c>dotnet interactive</c>. The command itself is found only below the manifest, which a notebook of the user's own need not be.</summary>
    public static string Interactive => Find("microsoft.dotnet-interactive", "Microsoft.DotNet.Interactive.App.dll");

    /// <summary>The program behind <c>dotnet repl</c>.</summary>
    public static string Repl => Find("dotnet-repl", "dotnet-repl.dll");

    private static string Find(string tool, string program)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "The engines are tested on Linux and macOS.");
        Assert.SkipWhen(Failure.Value is not null, $"The engines are not installed, dotnet tool restore failed: {Failure.Value}");
        return Directory.EnumerateFiles(Path.Combine(Packages, tool, VersionOf(tool)), program, SearchOption.AllDirectories).Single();
    }

    private static string VersionOf(string tool)
    {
        using var manifest = JsonDocument.Parse(File.ReadAllBytes(Repository.File(".config/dotnet-tools.json")));
        return manifest.RootElement.GetProperty("tools").GetProperty(tool).GetProperty("version").GetString()!;
    }

    private static string? Restore()
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo("dotnet", ["tool", "restore"])
            {
                WorkingDirectory = Repository.File("."),
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            })!;
            var error = process.StandardError.ReadToEndAsync();
            var output = process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            return process.ExitCode == 0 ? null : output + error.Result;
        }
        catch (Win32Exception exception)
        {
            return exception.Message;
        }
    }
}
